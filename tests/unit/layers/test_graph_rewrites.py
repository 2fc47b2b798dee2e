"""Every rewrite keeps the numbers."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import helper, numpy_helper

from layers.models.graph_rewrites import (
    align_channels,
    replace_channel_padding,
    replace_prelu,
    rewrite_for_speed,
)

RANDOM = np.random.default_rng(7)
PIXELS = RANDOM.standard_normal((2, 3, 8, 8)).astype(np.float32)


def network(slopes: list[float] | None = None) -> onnx.ModelProto:
    """Return two convolutions with a PRelu, a channel Pad and a sum between them, and a head."""
    weights = {
        "first": RANDOM.standard_normal((5, 3, 3, 3)),
        "first_bias": RANDOM.standard_normal(5),
        "slopes": np.array(slopes or [0.1, 0.2, -0.5, 0.9, 0]).reshape(5, 1, 1),
        "depthwise": RANDOM.standard_normal((5, 1, 3, 3)),
        "depthwise_bias": RANDOM.standard_normal(5),
        "second": RANDOM.standard_normal((7, 5, 1, 1)),
        "second_bias": RANDOM.standard_normal(7),
        "head": RANDOM.standard_normal((6, 7, 1, 1)),
        "head_bias": RANDOM.standard_normal(6),
    }
    nodes = [
        helper.make_node("Conv", ["pixels", "first", "first_bias"], ["a"], group=1, pads=[1] * 4),
        helper.make_node("PRelu", ["a", "slopes"], ["b"]),
        helper.make_node(
            "Conv", ["b", "depthwise", "depthwise_bias"], ["c"], group=5, pads=[1] * 4
        ),
        helper.make_node("Conv", ["c", "second", "second_bias"], ["d"], group=1),
        helper.make_node("Pad", ["b", "amounts"], ["e"]),
        helper.make_node("Add", ["d", "e"], ["f"]),
        helper.make_node("Conv", ["f", "head", "head_bias"], ["g"], group=1),
        helper.make_node("Transpose", ["g"], ["output"], perm=[0, 2, 3, 1]),
    ]
    constants = [numpy_helper.from_array(v.astype(np.float32), k) for k, v in weights.items()]
    amounts = np.array([0, 0, 0, 0, 0, 2, 0, 0], np.int64)
    graph = helper.make_graph(
        nodes,
        "test",
        [helper.make_tensor_value_info("pixels", onnx.TensorProto.FLOAT, ("batch", 3, 8, 8))],
        [helper.make_tensor_value_info("output", onnx.TensorProto.FLOAT, ("batch", 8, 8, 6))],
        [*constants, numpy_helper.from_array(amounts, "amounts")],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


def run(model: onnx.ModelProto) -> np.ndarray:
    session = onnxruntime.InferenceSession(model.SerializeToString())
    return np.asarray(session.run(None, {"pixels": PIXELS})[0])


def kinds(model: onnx.ModelProto) -> set[str]:
    return {node.op_type for node in model.graph.node}


@pytest.mark.parametrize("slopes", [[0.1, 0.2, -0.5, 0.9, 0.0], [0.1, 1.5, -0.5, 0.9, 1.0]])
def test_prelu_becomes_convolutions_with_the_same_result(slopes: list[float]) -> None:
    model = network(slopes)
    before = run(model)
    replace_prelu(model)
    assert "PRelu" not in kinds(model)
    assert np.allclose(run(model), before, atol=1e-4)


def test_padding_of_channels_becomes_a_convolution_with_the_same_result() -> None:
    model = network()
    before = run(model)
    replace_channel_padding(model)
    assert "Pad" not in kinds(model)
    assert np.allclose(run(model), before, atol=1e-4)


@pytest.mark.parametrize("block", [8, 16])
def test_aligned_channels_give_the_same_result(block: int) -> None:
    model = network()
    before = run(model)
    align_channels(model, block)
    kernels = {item.name: tuple(item.dims) for item in model.graph.initializer}
    assert kernels["depthwise"] == (block, 1, 3, 3)
    assert np.allclose(run(model), before, atol=1e-4)


def test_all_rewrites_together_give_the_same_result() -> None:
    model = network()
    before = run(model)
    rewrite_for_speed(model)
    assert np.allclose(run(model), before, atol=1e-4)


def test_padding_of_rows_stays_a_pad() -> None:
    model = network()
    amounts = np.array([0, 0, 1, 0, 0, 2, -1, 0], np.int64)
    model.graph.initializer[-1].CopyFrom(numpy_helper.from_array(amounts, "amounts"))
    replace_channel_padding(model)
    assert "Pad" in kinds(model)
