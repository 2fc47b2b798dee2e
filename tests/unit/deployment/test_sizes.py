from __future__ import annotations

from deployment.contents import Package
from deployment.sizes import (
    REQUEST_LIMIT_BYTES,
    UNZIPPED_LIMIT_BYTES,
    FunctionSize,
    Size,
    function_sizes,
    function_table,
    package_table,
)


def test_a_functions_layers_count_with_it() -> None:
    sizes = {"watch": Size(1, 2), "big": Size(10, 20), "unused": Size(100, 200)}
    [size] = function_sizes([Package("watch", (), layers=("big",))], sizes)
    assert size == FunctionSize("watch", own_zip=1, unzipped=22)


def test_a_function_of_exactly_the_limits_is_accepted() -> None:
    assert FunctionSize("f", REQUEST_LIMIT_BYTES, UNZIPPED_LIMIT_BYTES).problems == ()


def test_each_limit_is_named_when_it_is_passed() -> None:
    size = FunctionSize("watch", REQUEST_LIMIT_BYTES + 1, UNZIPPED_LIMIT_BYTES + 1)
    assert size.problems == (
        "watch: its zip is over 52.4 MB",
        "watch: unzipped with its layers it is over 262.1 MB",
    )


def test_the_limits_are_lambdas() -> None:
    assert (REQUEST_LIMIT_BYTES, UNZIPPED_LIMIT_BYTES) == (52_428_800, 262_144_000)


def test_the_tables_say_sizes_hashes_and_what_is_left() -> None:
    packages = package_table({"data": Size(1_500_000, 7_000_000)}, {"data": "ab" * 32})
    assert packages.splitlines() == [
        "package            MB zipped    unzipped  sha256",
        "data                     1.5         7.0  abababababababab",
    ]
    functions = function_table([FunctionSize("watch", 1_000_000, 162_144_000)])
    assert functions.splitlines() == [
        "with its layers       MB zip    unzipped        left",
        "watch                    1.0       162.1       100.0",
        "limit                   52.4       262.1",
    ]
