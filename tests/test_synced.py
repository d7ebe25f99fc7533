"""Folders that a sync program has are known by their path, by what lies in them and by what the system tells."""

from collections.abc import Callable, Mapping
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from caregiver_app.paths import standard_paths
from caregiver_app.synced import service_of, sync_service

WINDOWS, MAC, LINUX = PureWindowsPath("C:/Users/Ana"), PurePosixPath("/Users/ana"), PurePosixPath("/home/ana")
CONTOSO = {"OneDriveCommercial": "D:\\Kunden\\Firma"}


def there(*paths: str) -> Callable[[PurePath], bool]:
    return lambda path: path.as_posix() in paths


@pytest.mark.parametrize(
    ("service", "home", "folder", "environment", "marker"),
    [
        ("Dropbox", WINDOWS, "Dropbox/Case", {}, ""),
        ("Dropbox", WINDOWS, "Dropbox (Personal)/Case", {}, ""),
        ("Dropbox", MAC, "Library/CloudStorage/Dropbox/Case", {}, ""),
        ("Dropbox", WINDOWS, "D:/Acme Dropbox/Ana/Case", {}, ""),
        ("Dropbox", LINUX, "/mnt/data/team/Case", {}, "/mnt/data/team/.dropbox.cache"),
        ("OneDrive", WINDOWS, "OneDrive/Documents/Case", {}, ""),
        ("OneDrive", WINDOWS, "OneDrive - Contoso Ltd/Case", {}, ""),
        ("OneDrive", WINDOWS, "D:/kunden/FIRMA/Documents/Case", CONTOSO, ""),
        ("OneDrive", MAC, "Library/CloudStorage/OneDrive-Personal/Case", {}, ""),
        ("iCloud", MAC, "Library/Mobile Documents/com~apple~CloudDocs/Case", {}, ""),
        ("iCloud", MAC, "Documents/Case", {}, "/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/Documents"),
        ("iCloud", MAC, "Desktop/Case", {}, "/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/Desktop"),
        ("iCloud", WINDOWS, "iCloudDrive/Case", {}, ""),
        ("Google Drive", WINDOWS, "G:/My Drive/Case", {}, ""),
        ("Google Drive", WINDOWS, "G:/Meine Ablage/Fall", {}, ""),
        ("Google Drive", MAC, "Library/CloudStorage/GoogleDrive-ana@example.org/My Drive/Case", {}, ""),
        ("Google Drive", WINDOWS, "My Drive (ana@example.org)/Case", {}, ""),
        ("Google Drive", WINDOWS, "Documents/Case", {}, "C:/Users/Ana/Documents/.tmp.driveupload"),
        ("Google Drive", LINUX, "/run/user/1000/gvfs/google-drive:host=example.org/Case", {}, ""),
        ("Box", MAC, "Library/CloudStorage/Box-Box/Case", {}, ""),
        ("Box", WINDOWS, "Box/Case", {}, ""),
        ("MEGA", LINUX, "MEGA/Case", {}, ""),
        ("MEGA", WINDOWS, "D:/private/Case", {}, "D:/private/.megaignore"),
        ("Nextcloud", LINUX, "Nextcloud/Case", {}, ""),
        ("ownCloud", WINDOWS, "ownCloud/Case", {}, ""),
        ("pCloud", LINUX, "pCloudDrive/Case", {}, ""),
        ("pCloud", WINDOWS, "P:/pCloud Sync/Case", {}, ""),
        ("Sync.com", WINDOWS, "Sync/Case", {}, ""),
        ("Syncthing", LINUX, "shared/family/Case", {}, "/home/ana/shared/.stfolder"),
        ("Yandex Disk", MAC, "Yandex.Disk.localized/Case", {}, ""),
        ("Yandex Disk", LINUX, "Яндекс.Диск/Case", {}, ""),
        ("Proton Drive", WINDOWS, "Proton Drive/ana/My files/Case", {}, ""),
        ("Seafile", LINUX, "Seafile/Case", {}, ""),
        ("Resilio Sync", LINUX, "keys/Case", {}, "/home/ana/keys/.sync/ID"),
    ],
)
def test_the_folder_of_a_sync_program_is_known(
    service: str, home: PurePath, folder: str, environment: Mapping[str, str], marker: str
) -> None:
    assert service_of(home / folder, home, environment, there(marker)) == service


@pytest.mark.parametrize(
    ("home", "folder"),
    [
        (WINDOWS, "Documents/Case"),
        (WINDOWS, "AppData/Local/Caregiver Organizer/cases/Lin Wei"),
        (MAC, "Documents/Case"),
        (MAC, "Library/Application Support/Caregiver Organizer/cases/Lin Wei"),
        (LINUX, ".local/share/Caregiver Organizer/cases/Lin Wei"),
        (LINUX, "Documents/Box/Case"),
        (LINUX, "Documents/Sync of papers/Case"),
        (LINUX, "Papers of Mega Hospital/Case"),
        (LINUX, "/media/ana/STICK/Case"),
    ],
)
def test_a_folder_of_this_computer_alone_is_left_in_peace(home: PurePath, folder: str) -> None:
    assert service_of(home / folder, home, CONTOSO, there("/home/ana/.stfolder")) == ""


def test_a_folder_that_leads_into_a_synced_one_is_known_and_the_usual_place_is_none(tmp_path: Path) -> None:
    synced = tmp_path / "Dropbox" / "Documents"
    synced.mkdir(parents=True)
    (tmp_path / "Documents").symlink_to(synced)
    assert sync_service(tmp_path / "Documents" / "Case") == "Dropbox"
    assert sync_service(standard_paths().cases / "Lin Wei") == ""
