"""Export trained weights: ``python -m training.export WEIGHTS --output FILE``."""

from __future__ import annotations

import argparse
import copy
import warnings
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from torch import nn

from training.decoder import INPUT_SIDE
from training.network import PIXEL_SCALE, ObjectNetwork
from training.yardsticks import open_session

_OPSET: Final = 17
_MOST_BYTES: Final = 4 * 2**20
_MOST_DIFFERENCE: Final = 1e-3
"""Between the exported network and the original: rounding of folded weights, no more."""


class ExportedNetwork(nn.Module):
    """What is deployed: scores 0..1 instead of logits, nothing to be done to the pixels."""

    def __init__(self, network: ObjectNetwork) -> None:
        super().__init__()
        self.network = copy.deepcopy(network).eval()
        fold_pixel_scale(self.network)

    def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return scores (batch, cells, classes) and distances (batch, cells, 4)."""
        logits, distances = self.network.outputs(pixels)
        return logits.sigmoid(), distances


def fold_pixel_scale(network: ObjectNetwork) -> None:
    """Scale the first weights, so that ``outputs`` takes pixels as they are."""
    first = network.stem[0][0]
    with torch.no_grad():
        first.weight.mul_(PIXEL_SCALE)


def export(network: ObjectNetwork, path: Path) -> None:
    """
    Write the ONNX file; the exporter folds batch normalisation into the convolutions.

    Raises:
        ValueError: The file computes something else than the network, or is too large.
    """
    sample = torch.rand(1, 3, INPUT_SIDE * 3 // 4 // 32 * 32 + 32, INPUT_SIDE) * 255
    free = {0: "batch", 2: "height", 3: "width"}
    cells = {0: "batch", 1: "cells"}
    with warnings.catch_warnings():
        # The tracing exporter needs no further package and folds as wanted.
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            ExportedNetwork(network),
            (sample,),
            str(path),
            input_names=["pixels"],
            output_names=["scores", "distances"],
            dynamic_axes={"pixels": free, "scores": cells, "distances": cells},
            opset_version=_OPSET,
            dynamo=False,
        )
    onnx.checker.check_model(onnx.load(path), full_check=True)
    if path.stat().st_size > _MOST_BYTES:
        raise ValueError(f"{path} is larger than {_MOST_BYTES} bytes")
    _compare(network, path, sample)


def _compare(network: ObjectNetwork, path: Path, sample: torch.Tensor) -> None:
    with torch.inference_mode():
        logits, distances = network.eval()(sample)
    scores, reach = open_session(path).run(["scores", "distances"], {"pixels": sample.numpy()})
    difference = max(
        float(np.abs(scores - logits.sigmoid().numpy()).max()),
        float(np.abs(reach - distances.numpy()).max() / float(distances.max())),
    )
    if difference > _MOST_DIFFERENCE:
        raise ValueError(f"the exported network differs by {difference}")


def main() -> None:
    """Export the weights that ``python -m training.train`` kept as the best."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="best.pt of a training")
    parser.add_argument("--output", type=Path, default=Path("layers/models/objects/objects.onnx"))
    options = parser.parse_args()
    network = ObjectNetwork()
    network.load_state_dict(torch.load(options.weights, weights_only=True, map_location="cpu"))
    export(network, options.output)
    print(f"{options.output}: {options.output.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
