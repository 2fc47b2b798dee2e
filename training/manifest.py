"""What whoever runs the exported network must know about it, as JSON."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

from training.decoder import INPUT_SIDE, MOST_OVERLAP, PADDING, STRIDES
from training.labels import CLASSES

VERSION: Final = 2


def write_manifest(
    path: Path, network: Path, thresholds: dict[str, float], proven: dict[str, bool]
) -> None:
    """
    Describe a network.

    Args:
        path: The JSON file to write.
        network: The ONNX file.
        thresholds: The least score of each class.
        proven: Whether each was chosen on enough validation pictures.
    """
    content = {
        "name": "objects",
        "version": VERSION,
        "onnx_sha256": hashlib.sha256(network.read_bytes()).hexdigest(),
        "input": {"name": "pixels", "shape": ["batch", 3, "height", "width"]},
        "outputs": [
            {"name": "scores", "shape": ["batch", "cells", len(CLASSES)]},
            {"name": "distances", "shape": ["batch", "cells", 4]},
        ],
        "pixels": "RGB, float32, 0..255",
        "input_side": INPUT_SIDE,
        "padding": PADDING,
        "strides": list(STRIDES),
        "most_overlap": MOST_OVERLAP,
        "classes": [
            {"kind": kind, "threshold": round(thresholds[kind], 3), "proven": proven[kind]}
            for kind in CLASSES
        ],
    }
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
