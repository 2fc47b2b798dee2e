from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

# A busy machine is no fault: no example has a time limit.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

IN_A_BROWSER: Final = Path(__file__).parent / "e2e"
WITH_A_CLOUD: Final = Path(__file__).parent / "integration"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Mark whatever uses the browser, and say what stays in one process when there are several.

    That is a file; of the integration tests a folder, whose files share one emulator: its resources
    live in the process that runs it, and another emulator that starts in between would end them.
    """
    for item in items:
        together = item.path.parent if WITH_A_CLOUD in item.path.parents else item.path
        item.add_marker(pytest.mark.xdist_group(str(together)))
        if IN_A_BROWSER in item.path.parents:
            item.add_marker(pytest.mark.e2e)
