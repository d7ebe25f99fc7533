"""What stays out of the bundle, though libraries would bring it: modules, plugins, translations, tests.

The program uses a few parts of Qt and a few functions of most libraries. What is not here costs no room on a family's
disk, no time at the start, and has no flaws that need mending.
"""

from fnmatch import fnmatch
from pathlib import PurePath
from typing import Final

MODULES: Final = (
    # of Python: what opens connections, other databases, terminals, tools
    "tkinter", "_tkinter", "sqlite3", "_sqlite3", "ssl", "_ssl", "ftplib", "smtplib", "xmlrpc", "curses", "readline",
    "lib2to3", "ensurepip", "venv", "distutils", "pydoc", "pydoc_data", "pdb", "doctest", "cgi", "turtle",
    # of libraries: tests, tools and what they can work with besides
    "setuptools", "pkg_resources", "pip", "IPython", "matplotlib", "pandas", "scipy", "torch", "cv2", "mypy",
    "babel", "pytest", "hypothesis", "docx", "fhir", "rich", "pygments", "charset_normalizer", "requests", "yaml",
    "certifi", "numpy.f2py", "numpy.testing", "numpy.distutils", "numpy.random", "numpy.fft", "numpy.polynomial",
    "rapidfuzz.fuzz_cpp_avx2", "rapidfuzz.distance.metrics_cpp_avx2", "lxml.objectify", "lxml.isoschematron",
    "lxml.html.diff", "lxml.html._difflib", "lxml.sax", "icalendar.tests", "pydantic.v1", "pydantic.mypy",
    "sqlalchemy.dialects.mysql", "sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.oracle",
    "sqlalchemy.dialects.mssql", "sqlalchemy.testing", "reportlab.graphics", "reportlab.platypus", "pypdfium2_cli",
    "PIL.ImageTk", "PIL.ImageCms", "PIL._imagingcms", "PIL.ImageQt", "PIL._imagingft", "PIL._imagingmath",
    "onnxruntime.quantization", "onnxruntime.tools", "onnxruntime.transformers", "onnxruntime.backend",
    "onnxruntime.datasets", "google.protobuf", "PySide6.QtNetwork", "PySide6.QtDBus", "PySide6.QtOpenGL",
    "PySide6.QtQml",
)  # fmt: skip

_KEPT_PLUGINS: Final = (
    "platforms/*qxcb*", "platforms/*qwayland*", "platforms/*qoffscreen*", "platforms/qwindows*",
    "platforms/*qcocoa*", "platformthemes/*", "platforminputcontexts/*compose*", "platforminputcontexts/*ibus*",
    "printsupport/*", "styles/*", "wayland-decoration-client/*bradient*", "wayland-shell-integration/*xdg-shell*",
)  # fmt: skip
"""Screens, keyboards, printers and the look of the desktop. Nothing here is drawn by OpenGL."""

_NEEDLESS: Final = (
    "*libQt6Network*", "*libQt6Eglfs*", "*libQt6EglFS*", "*libQt6EglFsKms*", "*libQt6WlShellIntegration*",
    "*Qt6Network*", "*Qt6OpenGL*", "*QtNetwork*",
    "*opengl32sw.dll", "*d3dcompiler_*.dll", "*cv2/*", "*opencv_python_headless*", "*shapely*", "*pyclipper*",
    "*libonnxruntime_providers_shared*", "*/_imagingft.*", "*/_imagingcms.*", "*liblcms2*",
    "pillow.libs/libharfbuzz*", "libharfbuzz-*", "pillow.libs/libfreetype*", "libfreetype-*", "*/libbrotli*",
    "libbrotli*-*", "*/tests/*", "*/test/*", "*.pyi", "*.pyx", "*.pxd", "*.c", "*.h", "*.po", "*/py.typed",
    "*.dist-info/RECORD", "*.dist-info/INSTALLER", "*.dist-info/REQUESTED", "*.dist-info/WHEEL",
    "*.dist-info/licenses/*", "*.dist-info/LICENSE*", "*/LICENSE-3RD-PARTY.txt", "lxml/isoschematron/*",
    "lxml/includes/*", "reportlab/fonts/*", "numpy/random/lib/*", "pydicom/data/test_files/*",
    "onnxruntime/ThirdPartyNotices.txt",
)  # fmt: skip

_OF_THE_SYSTEM: Final = ("/lib/", "/lib64/", "/usr/lib/")
_OURS_THOUGH: Final = ("libpython*", "*lib-dynload*", "*dist-packages*", "*site-packages*", "*/python3.*/*")


def is_needless(name: str) -> bool:
    """Whether a file is never used, by its path in the bundle."""
    name = PurePath(name).as_posix()
    if "/plugins/" in name:
        return not any(fnmatch(name, f"*/plugins/{pattern}") for pattern in _KEPT_PLUGINS)
    if "/translations/" in name and "PySide6" in name:
        return not fnmatch(name, "*/qtbase_zh_CN.qm")
    return any(fnmatch(name, pattern) for pattern in _NEEDLESS)


def is_of_the_system(source: str) -> bool:
    """Whether a library belongs to this Linux: the package asks for it by name, and the system keeps it mended."""
    return source.startswith(_OF_THE_SYSTEM) and not any(fnmatch(source, pattern) for pattern in _OURS_THOUGH)
