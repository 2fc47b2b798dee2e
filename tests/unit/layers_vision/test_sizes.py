from __future__ import annotations

from pathlib import Path

import pytest

from layers.vision.sizes import UNZIPPED_LIMIT_BYTES, measure, package_name, size_table


@pytest.mark.parametrize(
    ("entry", "package"),
    [
        ("cv2", "cv2"),
        ("opencv_python_headless.libs", "cv2"),
        ("opencv_python_headless-5.0.0.93.dist-info", "cv2"),
        ("numpy.libs", "numpy"),
        ("numpy-2.5.5.dist-info", "numpy"),
        ("onnxruntime", "onnxruntime"),
    ],
)
def test_libraries_and_metadata_count_for_their_package(entry: str, package: str) -> None:
    assert package_name(entry) == package


def test_sizes_are_summed_by_package(tmp_path: Path) -> None:
    for name, size in (("numpy/a/b.py", 3), ("numpy/c.py", 4), ("numpy.libs/d.so", 5)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    assert measure(tmp_path) == {"numpy": 12}


def test_an_empty_folder_measures_nothing(tmp_path: Path) -> None:
    assert measure(tmp_path) == {}


def test_the_table_says_what_is_left_under_the_limit() -> None:
    table = size_table(
        {"numpy": 60_000_000, "cv2": 90_000_000}, {"numpy": 50_000_000, "cv2": 90_000_000}
    )
    assert table.splitlines() == [
        "MB unzipped     downloaded      packed",
        "cv2                   90.0        90.0",
        "numpy                 60.0        50.0",
        "total                150.0       140.0",
        "limit                            262.1",
        "left                             122.1",
    ]


def test_the_limit_is_lambdas_250_mebibytes() -> None:
    assert UNZIPPED_LIMIT_BYTES == 262_144_000
