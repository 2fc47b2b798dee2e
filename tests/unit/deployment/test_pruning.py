from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from deployment.pruning import RULES, prune, rule_for


@pytest.mark.parametrize(
    "path",
    [
        "bin/f2py",
        "numpy/tests/test_lazyloading.py",
        "numpy/_core/tests/data/generate_umath_validation_data.cpp",
        "numpy/conftest.py",
        "numpy/__init__.pyi",
        "numpy/__init__.cython-30.pxd",
        "numpy/_core/include/numpy/ndarrayobject.h",
        "numpy/random/lib/libnpyrandom.a",
        "numpy/f2py/crackfortran.py",
        "onnxruntime/capi/libonnxruntime.so.1.31.1",
        "onnxruntime/quantization/quantize.py",
        "onnxruntime/tools/symbolic_shape_infer.py",
        "onnxruntime/transformers/models/gpt2/gpt2_helper.py",
        "numpy-2.5.5.dist-info/RECORD",
        "chalice/local.py",
        "chalice/api/__init__.py",
        "chalice/awsclient.py",
        "chalice/cli/__init__.py",
        "cffi/api.py",
    ],
)
def test_what_nothing_reads_at_run_time_is_left_out(path: str) -> None:
    assert rule_for(PurePosixPath(path)) is not None


@pytest.mark.parametrize(
    "path",
    [
        "cv2/cv2.abi3.so",
        "cv2/__init__.py",
        "opencv_python_headless.libs/libavcodec-c4204469.so.62.28.101",
        "numpy/_core/_multiarray_umath.cpython-313-x86_64-linux-gnu.so",
        "numpy/_core/multiarray.py",
        "numpy/testing/__init__.py",
        "numpy.libs/libscipy_openblas64_-1b4d6a7e.so",
        "numpy-2.5.5.dist-info/licenses/LICENSE.txt",
        "onnxruntime/LICENSE",
        "chalice/__init__.py",
        "chalice/app.py",
        "chalice-1.34.0.dist-info/licenses/LICENSE",
        "_cffi_backend.cpython-313-x86_64-linux-gnu.so",
        "cryptography/hazmat/bindings/_rust.abi3.so",
        "onnxruntime/__init__.py",
        "onnxruntime/capi/onnxruntime_pybind11_state.cpython-313-x86_64-linux-gnu.so",
        "onnxruntime/capi/libonnxruntime_providers_shared.so",
    ],
)
def test_code_libraries_and_licences_stay(path: str) -> None:
    assert rule_for(PurePosixPath(path)) is None


def test_every_rule_says_why() -> None:
    assert all(rule.reason for rule in RULES)


def test_pruning_says_how_many_bytes_it_saved(tmp_path: Path) -> None:
    write(tmp_path / "numpy/__init__.py", size=7)
    write(tmp_path / "numpy/__init__.pyi", size=100)
    write(tmp_path / "numpy/tests/test_one.py", size=20)
    assert prune(tmp_path) == 120


def test_pruning_leaves_the_rest_and_no_empty_folders(tmp_path: Path) -> None:
    write(tmp_path / "numpy/__init__.py", size=7)
    write(tmp_path / "numpy/f2py/src/fortranobject.c", size=3)
    prune(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == [
        "numpy",
        "numpy/__init__.py",
    ]


def test_pruning_twice_saves_nothing_more(tmp_path: Path) -> None:
    write(tmp_path / "bin/f2py", size=5)
    prune(tmp_path)
    assert prune(tmp_path) == 0


def write(path: Path, *, size: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
