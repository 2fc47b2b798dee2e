"""What the container holds of the product: the Containerfile's own copies, in a folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[3]
CONTAINERFILE: Final = ROOT / "agents" / "rtsp" / "Containerfile"


def lay_out(folder: Path) -> Path:
    """Copy into a folder what the Containerfile copies into the image; return the folder."""
    for line in CONTAINERFILE.read_text("utf-8").splitlines():
        if not line.startswith("COPY "):
            continue
        *sources, target = line.split()[1:]
        for source in sources:
            found = sorted(ROOT.glob(source))
            assert found, f"the Containerfile copies {source}, which is not there"
            for path in found:
                # A folder is named with a slash at its end, as Containerfiles want it.
                to = folder / target / path.name if target.endswith("/") else folder / target
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, to)
    return folder
