from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

# A busy machine is no fault: no example has a time limit.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

IN_A_BROWSER: Final = Path(__file__).parent / "e2e"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever uses the browser as such, whether its file says so or not."""
    for item in items:
        if IN_A_BROWSER in item.path.parents:
            item.add_marker(pytest.mark.e2e)
