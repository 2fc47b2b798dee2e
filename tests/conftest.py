from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

# A busy machine is no fault: no example has a time limit.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ONE_CLOUD: Final = Path(__file__).parent / "integration" / "core"
IN_A_BROWSER: Final = Path(__file__).parent / "e2e"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Keep a file's tests in one process when there are several, and those of one cloud, too.

    An emulator's resources live in the process that runs it: no other may start in between.
    Whatever uses the browser is marked as such, whether its file says so or not.
    """
    for item in items:
        together = ONE_CLOUD if ONE_CLOUD in item.path.parents else item.path
        item.add_marker(pytest.mark.xdist_group(str(together)))
        if IN_A_BROWSER in item.path.parents:
            item.add_marker(pytest.mark.e2e)
