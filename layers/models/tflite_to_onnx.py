"""Convert a small convolutional network from TensorFlow Lite to ONNX.

Covers the ten operators of the face networks and no more.  TensorFlow Lite keeps images
as NHWC (channels last); ONNX Runtime computes in NCHW.  So every 4-D tensor is NCHW in the
ONNX graph, the input included, and is turned back only where its order becomes visible:
before a reshape and at a 4-D output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import tflite
from onnx import helper, numpy_helper

from layers.models.tflite_reader import TfliteError, TfliteGraph, TfliteOperator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from layers.models.manifest import TensorInfo

OPSET = 13
"""Old enough for every ONNX Runtime in use, and all that ten operators need."""
_IR_VERSION = 8
_IMAGE_RANK = 4
_NCHW_AXIS = {0: 0, 1: 2, 2: 3, 3: 1}
"""Where an NHWC axis stands in NCHW."""


def convert(
    graph: TfliteGraph, *, name: str, image: TensorInfo, outputs: Sequence[TensorInfo]
) -> onnx.ModelProto:
    """
    Write a network as ONNX.

    Args:
        graph: The network; one NHWC image in.
        name: What the ONNX graph is called.
        image: Its input: float32, (batch, channels, height, width).  A name in place of a
            number leaves that axis free.  Height and width may be free in a network
            without fully connected ends: its padding was computed for the original size
            and holds for every multiple of its total stride.
        outputs: Its outputs in the network's order, with free axes likewise.

    Raises:
        TfliteError: An operator or option outside the ten that the face networks use.
    """
    if len(outputs) != len(graph.outputs):
        raise TfliteError(f"the network has {len(graph.outputs)} outputs")
    writer = _GraphWriter(graph)
    writer.names[graph.inputs[0]] = image.name
    for operator in graph.operators:
        _convert_operator(writer, operator)
    for number, output in zip(graph.outputs, outputs, strict=True):
        writer.write_output(number, output.name)
    return helper.make_model(
        helper.make_graph(
            writer.nodes,
            name,
            [_float_info(image)],
            [_float_info(output) for output in outputs],
            [numpy_helper.from_array(value, key) for key, value in writer.weights.items()],
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=_IR_VERSION,
        producer_name="giam-thi",
    )


class _GraphWriter:
    """The ONNX graph so far: nodes, weights, and the ONNX name of each tensor."""

    def __init__(self, graph: TfliteGraph) -> None:
        self.graph = graph
        self.nodes: list[onnx.NodeProto] = []
        self.weights: dict[str, NDArray[Any]] = {}
        self.names: dict[int, str] = {}

    def name(self, number: int) -> str:
        return self.names.get(number, f"tensor_{number}")

    def weight(self, number: int) -> NDArray[Any]:
        if number not in self.graph.constants:
            raise TfliteError(f"tensor {number} should be constant")
        return self.graph.constants[number]

    def add_weight(self, name: str, value: NDArray[Any]) -> str:
        self.weights[name] = np.ascontiguousarray(value)
        return name

    def add_node(
        self,
        kind: str,
        inputs: Sequence[str],
        output: str,
        **attributes: Any,  # noqa: ANN401 - as onnx.helper takes them
    ) -> None:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))

    def as_nhwc(self, number: int) -> str:
        """Return the name of a 4-D tensor turned back to channels last."""
        turned = f"{self.name(number)}_nhwc"
        self.add_node("Transpose", [self.name(number)], turned, perm=[0, 2, 3, 1])
        return turned

    def write_output(self, number: int, output_name: str) -> None:
        is_image = len(self.graph.shapes[number]) == _IMAGE_RANK
        source = self.as_nhwc(number) if is_image else self.name(number)
        self.add_node("Identity", [source], output_name)


def _convert_operator(writer: _GraphWriter, operator: TfliteOperator) -> None:
    if operator.name not in _CONVERTERS:
        raise TfliteError(f"operator {operator.name} is not supported")
    activation = getattr(operator.options, "FusedActivationFunction", lambda: 0)()
    if activation != tflite.ActivationFunctionType.NONE:
        raise TfliteError(f"{operator.name} with a fused activation is not supported")
    _CONVERTERS[operator.name](writer, operator)


def _convert_convolution(writer: _GraphWriter, operator: TfliteOperator) -> None:
    """Weights (out, height, width, in) become (out, in, height, width)."""
    kernel = writer.weight(operator.inputs[1]).transpose(0, 3, 1, 2)
    _add_convolution(writer, operator, kernel, group=1)


def _convert_depthwise_convolution(writer: _GraphWriter, operator: TfliteOperator) -> None:
    """Weights (1, height, width, channels) become (channels, 1, height, width)."""
    kernel = writer.weight(operator.inputs[1]).transpose(3, 0, 1, 2)
    _add_convolution(writer, operator, kernel, group=_channels(writer, operator.inputs[0]))


def _add_convolution(
    writer: _GraphWriter, operator: TfliteOperator, kernel: NDArray[Any], *, group: int
) -> None:
    options = operator.options
    if (options.DilationHFactor(), options.DilationWFactor()) != (1, 1):
        raise TfliteError("dilated convolutions are not supported")
    output = writer.name(operator.outputs[0])
    size = kernel.shape[2:]
    writer.add_node(
        "Conv",
        [
            writer.name(operator.inputs[0]),
            writer.add_weight(f"{output}_kernel", kernel),
            writer.add_weight(f"{output}_bias", writer.weight(operator.inputs[2])),
        ],
        output,
        group=group,
        kernel_shape=size,
        strides=[options.StrideH(), options.StrideW()],
        pads=_padding(writer, operator, size),
    )


def _convert_max_pool(writer: _GraphWriter, operator: TfliteOperator) -> None:
    options = operator.options
    size = (options.FilterHeight(), options.FilterWidth())
    writer.add_node(
        "MaxPool",
        [writer.name(operator.inputs[0])],
        writer.name(operator.outputs[0]),
        kernel_shape=size,
        strides=[options.StrideH(), options.StrideW()],
        pads=_padding(writer, operator, size),
    )


def _padding(writer: _GraphWriter, operator: TfliteOperator, size: Sequence[int]) -> list[int]:
    """Return (top, left, bottom, right); SAME puts an odd pixel at the bottom and right."""
    options = operator.options
    if options.Padding() == tflite.Padding.VALID:
        return [0, 0, 0, 0]
    lengths = writer.graph.shapes[operator.inputs[0]][1:3]
    strides = (options.StrideH(), options.StrideW())
    totals = [
        max((-(-length // stride) - 1) * stride + kernel - length, 0)
        for length, stride, kernel in zip(lengths, strides, size, strict=True)
    ]
    before = [total // 2 for total in totals]
    return before + [total - first for total, first in zip(totals, before, strict=True)]


def _convert_prelu(writer: _GraphWriter, operator: TfliteOperator) -> None:
    """Slopes (1, 1, channels) become (channels, 1, 1)."""
    output = writer.name(operator.outputs[0])
    slopes = writer.weight(operator.inputs[1]).reshape(-1, 1, 1)
    writer.add_node(
        "PRelu",
        [writer.name(operator.inputs[0]), writer.add_weight(f"{output}_slopes", slopes)],
        output,
    )


def _convert_relu(writer: _GraphWriter, operator: TfliteOperator) -> None:
    writer.add_node("Relu", [writer.name(operator.inputs[0])], writer.name(operator.outputs[0]))


def _convert_add(writer: _GraphWriter, operator: TfliteOperator) -> None:
    writer.add_node(
        "Add",
        [writer.name(number) for number in operator.inputs],
        writer.name(operator.outputs[0]),
    )


def _convert_pad(writer: _GraphWriter, operator: TfliteOperator) -> None:
    output = writer.name(operator.outputs[0])
    amounts = writer.weight(operator.inputs[1])[[0, 3, 1, 2]].T.reshape(-1).astype(np.int64)
    writer.add_node(
        "Pad",
        [writer.name(operator.inputs[0]), writer.add_weight(f"{output}_amounts", amounts)],
        output,
    )


def _convert_reshape(writer: _GraphWriter, operator: TfliteOperator) -> None:
    source, output = operator.inputs[0], operator.outputs[0]
    shape = writer.graph.shapes[output]
    if len(writer.graph.shapes[source]) != _IMAGE_RANK or len(shape) == _IMAGE_RANK:
        raise TfliteError("only reshapes from an image to a list are supported")
    # 0 keeps the batch and -1 takes what is left, so that batch and image size stay free.
    target = np.array([0, -1, *shape[2:]], np.int64)
    name = writer.name(output)
    writer.add_node(
        "Reshape", [writer.as_nhwc(source), writer.add_weight(f"{name}_shape", target)], name
    )


def _convert_concatenation(writer: _GraphWriter, operator: TfliteOperator) -> None:
    output = operator.outputs[0]
    rank = len(writer.graph.shapes[output])
    axis = operator.options.Axis() % rank
    writer.add_node(
        "Concat",
        [writer.name(number) for number in operator.inputs],
        writer.name(output),
        axis=_NCHW_AXIS[axis] if rank == _IMAGE_RANK else axis,
    )


def _channels(writer: _GraphWriter, number: int) -> int:
    return writer.graph.shapes[number][3]


def _float_info(tensor: TensorInfo) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(tensor.name, onnx.TensorProto.FLOAT, tensor.shape)


_CONVERTERS: dict[str, Callable[[_GraphWriter, TfliteOperator], None]] = {
    "ADD": _convert_add,
    "CONCATENATION": _convert_concatenation,
    "CONV_2D": _convert_convolution,
    "DEPTHWISE_CONV_2D": _convert_depthwise_convolution,
    "MAX_POOL_2D": _convert_max_pool,
    "PAD": _convert_pad,
    "PRELU": _convert_prelu,
    "RELU": _convert_relu,
    "RESHAPE": _convert_reshape,
}
