"""Whether a folder is kept in step with other computers by a sync program, told by its path and what lies round it.

Such a program copies a case while it is being written, and may put an older copy in its place. What is known of each
is the name of its folder, where it puts it, what it leaves there, and what it tells other programs.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final


@dataclass(frozen=True)
class _Service:
    """How one service is known: by a name anywhere in a path, one right under the home folder, and what lies inside."""

    name: str
    anywhere: str = ""
    under_home: str = ""
    inside: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


_SERVICES: Final = (
    _Service("Dropbox", r"(.+ )?dropbox( \(.+\))?", inside=(".dropbox", ".dropbox.cache")),
    _Service("OneDrive", r"onedrive(( ?- ?| \().+)?", told=("OneDrive", "OneDriveConsumer", "OneDriveCommercial")),
    _Service("iCloud", r"mobile documents|com~apple~clouddocs|icloud ?drive", r"icloud"),
    _Service(
        "Google Drive",
        r"google ?drive( .*)?|drivefs|google-drive:.*|my drive( \(.+\))?|shared drives|meine ablage|mon drive|mi unidad"
        r"|il mio drive|meu drive|我的云端硬盘|マイドライブ",
        inside=(".tmp.driveupload", ".tmp.drivedownload"),
    ),
    _Service("Box", r"box sync", r"box"),
    _Service("MEGA", r"mega ?sync", r"mega", inside=(".megaignore",)),
    _Service("Nextcloud", r"nextcloud\d*", inside=(".nextcloudsync.log", ".sync-exclude.lst")),
    _Service("ownCloud", r"owncloud\d*", inside=(".owncloudsync.log",)),
    _Service("pCloud", r"pcloud ?(drive|sync|backup)", r"pcloud"),
    _Service("Sync.com", r"sync\.com", r"sync"),
    _Service("Syncthing", r"syncthing", inside=(".stfolder",)),
    _Service("Yandex Disk", r"yandex[. ]?disk(\.localized)?|яндекс[. ]?диск(\.localized)?"),
    _Service("Proton Drive", r"proton ?drive"),
    _Service("Resilio Sync", r"resilio sync|btsync", inside=(".sync/ID",)),
    _Service("Seafile", r"seafile|seadrive", inside=(".seafile-data",)),
    _Service("Tresorit", r"tresorit( drive)?|tresors"),
    _Service("Insync", r"insync"),
)
_CLOUD_STORAGE: Final = ("library", "cloudstorage")
_OF_THE_MAC: Final = "Library/Mobile Documents/com~apple~CloudDocs"
_SYNCED_BY_THE_MAC: Final = ("Desktop", "Documents")


def sync_service(folder: Path) -> str:
    """Return the name of the service that keeps a folder in step with other computers, or nothing."""
    try:
        really = folder.expanduser().resolve()
    except (OSError, RuntimeError):
        really = folder
    home = Path.home()
    return next(
        (
            found
            for place in (folder.absolute(), really)
            if (found := service_of(place, home, os.environ, lambda path: Path(path).exists()))
        ),
        "",
    )


def service_of(
    folder: PurePath, home: PurePath, environment: Mapping[str, str], exists: Callable[[PurePath], bool]
) -> str:
    """Return the name of the service that syncs a folder, or nothing, from what is known of this computer."""
    parts = [part.casefold() for part in folder.parts]
    own = (
        [part.casefold() for part in folder.relative_to(home).parts[:1]] if folder.is_relative_to(home) else []
    )  # right under the home folder a name means more than elsewhere
    return next(
        (
            service.name
            for service in _SERVICES
            if _fits(service.anywhere, parts)
            or _fits(service.under_home, own)
            or any(exists(place / name) for place in _above(folder, home) for name in service.inside)
            or any(_is_within(folder, environment.get(name, "")) for name in service.told)
        ),
        _of_cloud_storage(folder, parts) or _of_the_mac(folder, home, exists),
    )


def _fits(pattern: str, parts: list[str]) -> bool:
    return bool(pattern) and any(re.fullmatch(pattern, part) for part in parts)


def _above(folder: PurePath, home: PurePath) -> Iterator[PurePath]:
    """Go through the folder and those above it, the home folder and what holds it left out: it is nobody's alone."""
    for place in (folder, *folder.parents):
        if place == home or home.is_relative_to(place):
            return
        yield place


def _is_within(folder: PurePath, place: str) -> bool:
    return bool(place) and folder.is_relative_to(type(folder)(place))


def _of_cloud_storage(folder: PurePath, parts: list[str]) -> str:
    """Return whose folder of "CloudStorage" this is: there macOS puts all services, as Service-account."""
    for at in range(len(parts) - 2):
        if tuple(parts[at : at + 2]) == _CLOUD_STORAGE:
            whose = folder.parts[at + 2].partition("-")[0]
            return {"GoogleDrive": "Google Drive", "ProtonDrive": "Proton Drive"}.get(whose, whose)
    return ""


def _of_the_mac(folder: PurePath, home: PurePath, exists: Callable[[PurePath], bool]) -> str:
    """Return iCloud where it also syncs the desktop and the documents."""
    for name in _SYNCED_BY_THE_MAC:
        if folder.is_relative_to(home / name) and exists(home / _OF_THE_MAC / name):
            return "iCloud"
    return ""
