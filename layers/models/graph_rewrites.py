"""Rewrite an ONNX graph, exactly, into the form that ONNX Runtime's CPU kernels run fast.

ONNX Runtime keeps convolutions in a blocked layout (NCHWc) of 8 channels with AVX2 and 16
with AVX-512.  A tensor leaves that layout, at the price of two copies, wherever an operator
is not known to it or a channel count is no multiple of the block.  Each rewrite here
replaces such a place by operators that stay inside: measured on one core of an AVX-512
machine, face landmarks went from 3.3 to 0.8 ms, an iris from 3.2 to 0.9 ms and face
detection from 0.73 to 0.53 ms.  Nothing is approximated; results differ by float32 rounding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

CHANNEL_BLOCK = 16
"""The widest block (AVX-512); a multiple of AVX2's 8 too."""

_CHANNEL_PAD = 5
"""Where the amount after the channel axis stands among a Pad's eight."""


def rewrite_for_speed(model: onnx.ModelProto) -> None:
    """Apply every rewrite to ``model`` in place, then check that it is still valid."""
    align_channels(model)
    replace_channel_padding(model)
    replace_prelu(model)
    onnx.checker.check_model(model, full_check=True)


def align_channels(model: onnx.ModelProto, block: int = CHANNEL_BLOCK) -> None:
    """
    Pad the channels of every inner image with zeros to a multiple of ``block``.

    Zero kernels and zero biases keep the added channels zero through convolutions, sums,
    activations and pooling, and zero kernels in the next convolution ignore them.  The
    network's input keeps its channels, and so do the images that are turned into outputs:
    those must come straight from a convolution, or the check at the end fails.
    """
    weights = _weights(model)
    channels = _image_channels(model)
    fixed = {model.graph.input[0].name} | {
        node.input[0] for node in model.graph.node if node.op_type == "Transpose"
    }

    def aligned(tensor: str) -> int:
        count = channels[tensor]
        return count if tensor in fixed else -(-count // block) * block

    for node in model.graph.node:
        if node.op_type == "Conv":
            inputs, outputs = aligned(node.input[0]), aligned(node.output[0])
            kernel = weights[node.input[1]]
            group = next(item for item in node.attribute if item.name == "group")
            if group.i > 1:
                inputs, group.i = kernel.shape[1], outputs
            weights[node.input[1]] = _grow(kernel, (outputs, inputs, *kernel.shape[2:]))
            weights[node.input[2]] = _grow(weights[node.input[2]], (outputs,))
        elif node.op_type == "PRelu":
            slopes = weights[node.input[1]]
            weights[node.input[1]] = _grow(slopes, (aligned(node.output[0]), 1, 1))
        elif node.op_type == "Pad":
            amounts = weights[node.input[1]].copy()
            amounts[_CHANNEL_PAD] = aligned(node.output[0]) - aligned(node.input[0])
            weights[node.input[1]] = amounts
    _replace_weights(model, weights)


def replace_channel_padding(model: onnx.ModelProto) -> None:
    """
    Turn every Pad that only appends channels into a 1x1 convolution with the identity.

    A Pad that appends nothing becomes an Identity, which ONNX Runtime removes.
    """
    weights = _weights(model)
    channels = _image_channels(model)
    nodes = []
    for node in model.graph.node:
        amounts = weights[node.input[1]] if node.op_type == "Pad" else None
        if amounts is None or np.delete(amounts, _CHANNEL_PAD).any():
            nodes.append(node)
            continue
        source, output = node.input[0], node.output[0]
        del weights[node.input[1]]
        if amounts[_CHANNEL_PAD] == 0:
            nodes.append(helper.make_node("Identity", [source], [output], name=output))
            continue
        identity = np.eye(channels[output], channels[source], dtype=np.float32)
        weights[f"{output}_identity"] = identity[:, :, np.newaxis, np.newaxis]
        nodes.append(_convolution(source, f"{output}_identity", output, group=1))
    _replace_nodes(model, nodes)
    _replace_weights(model, weights)


def replace_prelu(model: onnx.ModelProto) -> None:
    """
    Write every PRelu as a sum that the blocked layout knows.

    With the slope ``a`` of a channel, ``prelu(x) = a * x + (1 - a) * relu(x)``.  Both
    factors are depthwise 1x1 convolutions.  Where no slope exceeds 1 the second term is
    ``relu((1 - a) * x)``: ONNX Runtime then fuses the activation into one convolution and
    the sum into the other, so the tensor is read twice instead of three times.
    """
    weights = _weights(model)
    nodes = []
    for node in model.graph.node:
        if node.op_type != "PRelu":
            nodes.append(node)
            continue
        source, slopes_name = node.input
        output = node.output[0]
        slopes = weights.pop(slopes_name).reshape(-1, 1, 1, 1)
        weights[f"{output}_slope"] = slopes
        weights[f"{output}_rest"] = 1 - slopes
        nodes += _prelu_nodes(
            source, output, channels=slopes.size, is_convex=bool((slopes <= 1).all())
        )
    _replace_nodes(model, nodes)
    _replace_weights(model, weights)


def _prelu_nodes(
    source: str, output: str, *, channels: int, is_convex: bool
) -> list[onnx.NodeProto]:
    slope, rest = f"{output}_slope", f"{output}_rest"
    line, middle, bend = f"{output}_line", f"{output}_middle", f"{output}_bend"
    if is_convex:
        bending = [
            _convolution(source, rest, middle, group=channels),
            helper.make_node("Relu", [middle], [bend], name=bend),
        ]
    else:
        bending = [
            helper.make_node("Relu", [source], [middle], name=middle),
            _convolution(middle, rest, bend, group=channels),
        ]
    return [
        *bending,
        _convolution(source, slope, line, group=channels),
        helper.make_node("Add", [line, bend], [output], name=output),
    ]


def _convolution(source: str, kernel: str, output: str, *, group: int) -> onnx.NodeProto:
    """Return a 1x1 convolution without bias."""
    return helper.make_node(
        "Conv", [source, kernel], [output], name=output, group=group, kernel_shape=[1, 1]
    )


def _image_channels(model: onnx.ModelProto) -> dict[str, int]:
    """Return the channel count of each named tensor that has a channel axis."""
    graph = onnx.shape_inference.infer_shapes(model, strict_mode=True).graph
    return {
        info.name: info.type.tensor_type.shape.dim[1].dim_value
        for info in (*graph.input, *graph.value_info, *graph.output)
        if len(info.type.tensor_type.shape.dim) > 1
    }


def _grow(values: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    """Return ``values`` in the first corner of an array of zeros of ``shape``."""
    grown = np.zeros(shape, values.dtype)
    grown[tuple(slice(length) for length in values.shape)] = values
    return grown


def _weights(model: onnx.ModelProto) -> dict[str, NDArray[Any]]:
    return {item.name: numpy_helper.to_array(item) for item in model.graph.initializer}


def _replace_weights(model: onnx.ModelProto, weights: dict[str, NDArray[Any]]) -> None:
    del model.graph.initializer[:]
    model.graph.initializer.extend(
        numpy_helper.from_array(np.ascontiguousarray(value), name)
        for name, value in weights.items()
    )


def _replace_nodes(model: onnx.ModelProto, nodes: Iterable[onnx.NodeProto]) -> None:
    copies = [onnx.NodeProto.FromString(node.SerializeToString()) for node in nodes]
    del model.graph.node[:]
    model.graph.node.extend(copies)
