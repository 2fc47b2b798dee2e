"""Read a TensorFlow Lite file into plain values: tensors by number, operators in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import tflite

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DTYPES: Final[dict[int, type[np.generic]]] = {
    tflite.TensorType.FLOAT32: np.float32,
    tflite.TensorType.FLOAT16: np.float16,
    tflite.TensorType.INT32: np.int32,
}
_OPERATOR_NAMES = {
    number: name for name, number in vars(tflite.BuiltinOperator).items() if isinstance(number, int)
}
_OPTIONS = {
    "ADD": tflite.AddOptions,
    "CONCATENATION": tflite.ConcatenationOptions,
    "CONV_2D": tflite.Conv2DOptions,
    "DEPTHWISE_CONV_2D": tflite.DepthwiseConv2DOptions,
    "MAX_POOL_2D": tflite.Pool2DOptions,
}


class TfliteError(ValueError):
    """Raised when a file is not TensorFlow Lite, or uses a part of it that we do not read."""


@dataclass(frozen=True)
class TfliteOperator:
    """One operator: its name in the schema, its tensors by number, its own options."""

    name: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    options: Any = None
    """The schema's options table for this operator; None when it has none that matter."""


@dataclass(frozen=True)
class TfliteGraph:
    """A network whose weights are folded to float32 (or int32 for shapes)."""

    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    shapes: dict[int, tuple[int, ...]]
    """The shape of every tensor, channels last, as TensorFlow Lite keeps them."""
    constants: dict[int, NDArray[Any]] = field(repr=False)
    operators: tuple[TfliteOperator, ...] = field(repr=False)


def read_tflite(content: bytes) -> TfliteGraph:
    """
    Read the one subgraph of a model.

    DEQUANTIZE of a constant is folded away: half-precision weights become float32.

    Raises:
        TfliteError: Not TensorFlow Lite, several subgraphs, or an unknown tensor type.
    """
    if not tflite.Model.ModelBufferHasIdentifier(content, 0):
        raise TfliteError("not a TensorFlow Lite file")
    model = tflite.Model.GetRootAs(content, 0)
    if model.SubgraphsLength() != 1:
        raise TfliteError(f"expected one subgraph, found {model.SubgraphsLength()}")
    subgraph = model.Subgraphs(0)
    constants = _read_constants(model, subgraph)
    operators = []
    for operator in _read_operators(model, subgraph):
        if operator.name == "DEQUANTIZE" and operator.inputs[0] in constants:
            constants[operator.outputs[0]] = constants[operator.inputs[0]].astype(np.float32)
        else:
            operators.append(operator)
    return TfliteGraph(
        inputs=_numbers(subgraph.InputsAsNumpy()),
        outputs=_numbers(subgraph.OutputsAsNumpy()),
        shapes={
            number: _shape(subgraph.Tensors(number)) for number in range(subgraph.TensorsLength())
        },
        constants=constants,
        operators=tuple(operators),
    )


def _read_constants(model: tflite.Model, subgraph: tflite.SubGraph) -> dict[int, NDArray[Any]]:
    constants = {}
    for number in range(subgraph.TensorsLength()):
        tensor = subgraph.Tensors(number)
        buffer = model.Buffers(tensor.Buffer())
        if buffer.DataLength() == 0:
            continue
        if tensor.Type() not in _DTYPES:
            raise TfliteError(f"tensor {number} has the unknown type {tensor.Type()}")
        values = np.frombuffer(buffer.DataAsNumpy().tobytes(), _DTYPES[tensor.Type()])
        constants[number] = values.reshape(_shape(tensor))
    return constants


def _read_operators(model: tflite.Model, subgraph: tflite.SubGraph) -> list[TfliteOperator]:
    operators = []
    for number in range(subgraph.OperatorsLength()):
        operator = subgraph.Operators(number)
        code = model.OperatorCodes(operator.OpcodeIndex())
        # Small codes stand in an older one-byte field, the rest in the newer one.
        name = _OPERATOR_NAMES[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
        options = None
        if name in _OPTIONS and operator.BuiltinOptions() is not None:
            options = _OPTIONS[name]()
            table = operator.BuiltinOptions()
            options.Init(table.Bytes, table.Pos)
        operators.append(
            TfliteOperator(
                name=name,
                inputs=_numbers(operator.InputsAsNumpy()),
                outputs=_numbers(operator.OutputsAsNumpy()),
                options=options,
            )
        )
    return operators


def _shape(tensor: tflite.Tensor) -> tuple[int, ...]:
    return _numbers(tensor.ShapeAsNumpy()) if tensor.ShapeLength() else ()


def _numbers(values: NDArray[Any]) -> tuple[int, ...]:
    return tuple(int(value) for value in values)
