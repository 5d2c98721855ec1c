"""ITS makes the district's key, backs it up, loses the server and takes the key in again."""

from pathlib import Path

from click.testing import Result
from flask import Flask

from app.files.seals import PublicKey


def seal_key(app: Flask, *words: str, locked: str = "nine words long") -> Result:
    runner = app.test_cli_runner(env={"ROLLCALL_BACKUP_PASSPHRASE": locked})
    return runner.invoke(args=["seal-key", *words])


def test_a_key_is_made_backed_up_lost_and_taken_in_again(app: Flask, tmp_path: Path) -> None:
    assert "No key yet" in seal_key(app, "list").output
    made = seal_key(app, "make").output.split()[1]
    assert f"Key {made} signs already" in seal_key(app, "make").output
    assert seal_key(app, "backup", made, str(tmp_path / "locked.pem")).exit_code == 0
    assert "left as it is" in seal_key(app, "backup", made, str(tmp_path / "locked.pem")).output
    kept = Path(app.config["ROLLCALL_KEYS"]) / f"{made}.pem"
    assert kept.stat().st_mode & 0o077 == 0
    kept.unlink()
    assert "private half not here" in seal_key(app, "list").output
    assert (
        "passphrase is another" in seal_key(app, "restore", str(tmp_path / "locked.pem"), locked="no").output
    )
    assert "is here again" in seal_key(app, "restore", str(tmp_path / "locked.pem")).output
    assert "private half here" in seal_key(app, "list").output


def test_the_public_half_is_published_and_the_key_rotated(app: Flask, tmp_path: Path) -> None:
    assert "No key signs yet" in seal_key(app, "publish", str(tmp_path / "key.pem")).output
    first = seal_key(app, "make").output.split()[1]
    second = seal_key(app, "make", "--rotate").output.split()[1]
    for name, more in ((first, ["--key", first]), (second, [])):
        assert seal_key(app, "publish", str(tmp_path / "key.pem"), *more).exit_code == 0
        assert PublicKey.read((tmp_path / "key.pem").read_bytes()).id == name
    told = seal_key(app, "list").output.splitlines()
    assert ("retired" in told[0], "signs" in told[1]) == (True, True)
    assert seal_key(app, "publish", str(tmp_path / "key.pem"), "--key", "nobody").exit_code == 1
