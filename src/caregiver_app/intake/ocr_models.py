"""The two models that read: one finds where lines of writing are, the other reads the letters of one line.

They come ready-made in a package of which nothing else is used. Around them there is little to do, and doing it here
spares a library of a hundred and fifty megabytes that would do it too. A picture has its blue first, as the models know
pictures.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import Image, ImageDraw

from caregiver_app.intake.ocr_extra import NEEDS
from caregiver_app.intake.ocr_lines import Corners
from caregiver_app.intake.ocr_shapes import Rectangle, pieces, tightest
from caregiver_app.offline import keep_to_this_computer

LONGEST_SIDE: Final = 1600
"""Lines are looked for on a picture no longer than this; their letters are read from the whole one."""

MOST_LINES: Final = 3_000
_STEP: Final = 32
"""The finder takes pictures whose sides are so many dots, or a multiple of it."""

# What the finder says of each dot, from 0 to 1, when it is writing, and the mean of it where there is a line.
_WRITING: Final = 0.2
_LINE: Final = 0.4
_THINNEST: Final = 3
_WIDENED: Final = 1.6
"""The finder marks the kernel of a line. This times its area over its outline is missing around it."""

_HIGH: Final = 48
_LEAST_WIDE: Final = 160
_NOTHING: Final = 0

Letters = tuple[str, float, tuple[float, ...]]
"""What a line says, how sure that is from 0 to 1, and where the middle of each letter but spaces is, as a share."""


class Models:
    """The models, loaded, each on so many threads."""

    def __init__(self, threads: int = 1) -> None:
        keep_to_this_computer()  # what runs them would tell its maker of them, from the moment it is loaded
        spec = find_spec(NEEDS[0])
        place = Path(next(iter(spec.submodule_search_locations or ()))) if spec is not None else Path()
        self._finder = _session(next(place.glob("models/*_det_*.onnx")), threads)
        self._reader = _session(next(place.glob("models/*_rec_*.onnx")), threads)
        known = self._reader.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._letters = ("", *known, " ")

    def find(self, picture: Image.Image) -> list[Corners]:
        """Return the corners of each line on a picture, from the top left on, clockwise."""
        share = min(1.0, LONGEST_SIDE / max(picture.size))
        wide, high = (round(int(side * share) / _STEP) * _STEP for side in picture.size)
        if not wide or not high:
            return []
        said = _answer(self._finder, _sized(picture, wide, high))[0, 0]
        across, down = picture.width / wide, picture.height / high
        found = []
        for piece in pieces(_thickened(said > _WRITING))[:MOST_LINES]:
            line = tightest(piece)
            if line.thickness < _THINNEST or _mean_within(said, line) < _LINE:
                continue
            whole = line.widened(line.area * _WIDENED / line.outline)
            corners = whole.corners(across, down, picture.size)
            if whole.thickness >= _THINNEST + 2 and _is_of_some_size(corners):
                found.append(corners)
        return sorted(found, key=lambda corners: corners[0][1])

    def read(self, line: Image.Image) -> Letters:
        """Return the letters on the picture of one line."""
        slim = line.width / line.height
        wide = int(_HIGH * max(slim, _LEAST_WIDE / _HIGH))
        own = min(int(np.ceil(_HIGH * slim)), wide)
        room = np.zeros((1, 3, _HIGH, wide), np.float32)
        room[..., :own] = _sized(line, own, _HIGH)
        said = _answer(self._reader, room)[0]
        best = said.argmax(axis=1)
        telling = best != _NOTHING
        telling[1:] &= best[1:] != best[:-1]
        columns = np.flatnonzero(telling)
        text = "".join(self._letters[best[column]] for column in columns)
        sure = float(said.max(axis=1)[columns].mean()) if len(columns) else 0.0
        long = len(best) * min(slim / (_LEAST_WIDE / _HIGH), 1.0)
        stops = ((column + 0.5) / long for column in columns if not self._letters[best[column]].isspace())
        return text, sure, tuple(float(stop) for stop in stops)


def _session(model: Path, threads: int) -> Any:
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False
    options.intra_op_num_threads = options.inter_op_num_threads = threads
    return InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _answer(model: Any, numbers: np.ndarray) -> np.ndarray:
    answers: list[np.ndarray] = model.run(None, {model.get_inputs()[0].name: numbers})
    return answers[0]


def _sized(picture: Image.Image, wide: int, high: int) -> np.ndarray:
    """Return a picture of another size as numbers from -1 to 1, as the models were taught with them."""
    scale = (picture.width / wide, 0, 0, 0, picture.height / high, 0)
    sized = picture.transform((wide, high), Image.Transform.AFFINE, scale, Image.Resampling.BILINEAR)
    return (np.asarray(sized, np.float32) / 127.5 - 1).transpose(2, 0, 1)[None]


def _thickened(mask: np.ndarray) -> np.ndarray:
    """Return a mask that is one dot wider and higher, so that a line with thin gaps hangs together."""
    thick = mask.copy()
    thick[1:] |= mask[:-1]
    thick[:, 1:] |= thick[:, :-1].copy()
    return thick


def _mean_within(said: np.ndarray, line: Rectangle) -> float:
    points = np.array(line.points)
    low = np.clip(np.floor(points.min(axis=0)).astype(int), 0, None)
    high = np.ceil(points.max(axis=0)).astype(int) + 1
    part = said[low[1] : high[1], low[0] : high[0]]
    mask = Image.new("1", part.shape[::-1])
    ImageDraw.Draw(mask).polygon([(int(x - low[0]), int(y - low[1])) for x, y in line.points], fill=1, outline=1)
    return float(part[np.asarray(mask)].mean())


def _is_of_some_size(corners: Corners) -> bool:
    one, two, _three, four = np.array(corners)
    return bool(min(np.hypot(*(two - one)), np.hypot(*(four - one))) >= _THINNEST + 1)
