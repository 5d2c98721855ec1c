"""Bundles as people's programs really write them, and bundles that somebody means harm with."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.files.oneroster import Bundle, BundleBomb, LockedBundle, NotABundle, UnsafeBundle, open_bundle
from app.files.tables import Unreadable

USERS = "sourcedId,orgSourcedIds,role,givenName,familyName\nu1,o1,student,Ana,Díaz\n"


def written(folder: Path, files: dict[str, str | bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def names(bundle: Bundle) -> list[str]:
    return [f"{record.row.given_name} {record.row.family_name}" for record in bundle.users() if record.row]


@pytest.mark.parametrize(
    "users",
    [
        USERS.encode(),
        USERS.encode("utf-8-sig"),
        USERS.encode("utf-16"),
        USERS.encode("cp1252"),
        USERS.replace("\n", "\r\n").encode(),
        USERS.replace(",", ";").encode(),
        USERS.replace("givenName", "GivenNmae").replace("sourcedId", "SourcedID").encode(),
        USERS.replace("orgSourcedIds", "org_sourced_ids").encode(),
    ],
)
def test_a_file_is_read_however_it_is_written(tmp_path: Path, users: bytes) -> None:
    with open_bundle(written(tmp_path / "b", {"USERS.csv": users})) as bundle:
        assert names(bundle) == ["Ana Díaz"]
        assert [record.row.orgs for record in bundle.users() if record.row] == [("o1",)]


def test_a_password_stays_in_its_cell(tmp_path: Path) -> None:
    """No row, remark or refusal repeats it, whatever is wrong with its line."""
    users = (
        "sourcedId,status,givenName,familyName,password,extra\n"
        "u1,odd,Ana,Díaz,Password1-,\nu1,,Ana,Díaz,Password1-,\nu2,,Ben,Cho,Password1-\nu3,,B,C,Password1-,1,2\n"
    )
    with open_bundle(written(tmp_path / "b", {"users.csv": users})) as bundle:
        assert "Password1-" not in repr(list(bundle.users()))
    profiles = "sourcedId,userSourcedId,username,password\np1,u1,ana,Password1-\n"
    with open_bundle(written(tmp_path / "c", {"users.csv": USERS, "userProfiles.csv": profiles})) as bundle:
        assert set(bundle.modes) == {"users"}


def test_the_manifest_says_what_is_there(tmp_path: Path) -> None:
    """What it promises and is not there is refused; what it calls absent is not read."""
    manifest = (
        "propertyName,value\noneroster.version,1.1\nfile.users,delta\nfile.classes,bulk\nfile.orgs,absent\n"
    )
    files: dict[str, str | bytes] = {
        "manifest.csv": manifest,
        "users.csv": USERS,
        "orgs.csv": "sourcedId\no1\n",
    }
    with open_bundle(written(tmp_path / "b", files)) as bundle:
        assert bundle.modes == {"users": "delta"}
        assert [(note.file, note.reason, note.refused) for note in bundle.notes] == [
            ("orgs.csv", "said_to_be_absent", False),
            ("classes.csv", "file_missing", True),
        ]


def test_a_file_whose_heading_lacks_what_matters_is_refused_by_itself(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"users.csv": USERS, "classes.csv": "sourcedId,title\nc1,Art\n"}
    with open_bundle(written(tmp_path / "b", files)) as bundle:
        assert set(bundle.modes) == {"users"}
        assert ("columns_missing", {"columns": "schoolSourcedId"}) in [
            (note.reason, note.facts) for note in bundle.notes
        ]


def zip_of(path: Path, *entries: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def test_a_zipped_folder_is_a_bundle_and_a_macintosh_s_shadows_are_none(tmp_path: Path) -> None:
    path = zip_of(
        tmp_path / "b.zip", ("school/users.csv", USERS.encode()), ("__MACOSX/school/._users.csv", b"\0")
    )
    with open_bundle(path) as bundle:
        assert names(bundle) == ["Ana Díaz"]


def holding(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def locked(path: Path) -> Path:
    content = bytearray(zip_of(path, ("users.csv", USERS.encode())).read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda path: zip_of(path, ("../users.csv", USERS.encode())), UnsafeBundle),
        (lambda path: zip_of(path, ("/etc/users.csv", USERS.encode())), UnsafeBundle),
        (lambda path: zip_of(path, ("C:\\users.csv", USERS.encode())), UnsafeBundle),
        (lambda path: zip_of(path, ("a\\..\\..\\users.csv", USERS.encode())), UnsafeBundle),
        (lambda path: zip_of(path, ("users.csv", bytes(30_000_000))), BundleBomb),
        (lambda path: zip_of(path, *((f"{n}.csv", b"") for n in range(1_001))), BundleBomb),
        (locked, LockedBundle),
        (lambda path: zip_of(path, ("notes.txt", b"hello")), NotABundle),
        (lambda path: holding(path, b"PK\x03\x04 and nothing more"), NotABundle),
        (lambda path: holding(path, b""), NotABundle),
        (lambda path: holding(path, USERS.encode()), NotABundle),
    ],
)
def test_what_is_no_bundle_or_means_harm_is_refused_by_name(
    tmp_path: Path, made: Callable[[Path], Path], why: type[Unreadable]
) -> None:
    with pytest.raises(why), open_bundle(made(tmp_path / "b.zip")):
        pass


def test_a_damaged_member_is_refused_and_not_half_read(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "b.zip", ("users.csv", USERS.encode() * 50))
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(NotABundle), open_bundle(path):
        pass
