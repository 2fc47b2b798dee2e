from __future__ import annotations

import os
import zipfile
from pathlib import Path

from deployment.archives import digest, files_under, unzipped_size, write_zip


def write(folder: Path, name: str, content: bytes = b"x") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_times_modes_and_order_change_nothing(tmp_path: Path) -> None:
    one, two = write(tmp_path, "one"), write(tmp_path, "two", b"y")
    write_zip(tmp_path / "before.zip", {"a/one": one, "two": two})
    os.utime(one, (0, 0))
    two.chmod(0o700)
    write_zip(tmp_path / "after.zip", {"two": two, "a/one": one})
    assert digest(tmp_path / "before.zip") == digest(tmp_path / "after.zip")


def test_other_content_is_another_zip(tmp_path: Path) -> None:
    write_zip(tmp_path / "before.zip", {"one": write(tmp_path, "one")})
    write_zip(tmp_path / "after.zip", {"one": write(tmp_path, "one", b"z")})
    assert digest(tmp_path / "before.zip") != digest(tmp_path / "after.zip")


def test_everybody_may_read_what_is_packed(tmp_path: Path) -> None:
    secret = write(tmp_path, "secret")
    secret.chmod(0o600)
    write_zip(tmp_path / "some.zip", {"secret": secret})
    with zipfile.ZipFile(tmp_path / "some.zip") as archive:
        assert archive.getinfo("secret").external_attr >> 16 == 0o100644


def test_a_folder_comes_back_as_it_was(tmp_path: Path) -> None:
    for name in ("a/b.py", "c.py"):
        write(tmp_path / "folder", name, name.encode())
    write_zip(tmp_path / "some.zip", files_under(tmp_path / "folder"))
    with zipfile.ZipFile(tmp_path / "some.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "a/b.py": b"a/b.py",
            "c.py": b"c.py",
        }


def test_sizes_are_of_the_files_themselves(tmp_path: Path) -> None:
    write_zip(tmp_path / "some.zip", {"zeros": write(tmp_path, "zeros", bytes(10_000))})
    assert unzipped_size(tmp_path / "some.zip") == 10_000
    assert (tmp_path / "some.zip").stat().st_size < 1_000
