"""The ONNX graph of all-MiniLM-L6-v2, written from its weights.

The graph holds no weights of its own: every tensor points into `model.safetensors` (offset and length), which
onnxruntime maps, so that the graph is 27 kB, takes milliseconds to write, and the weights lie on the disk once.
Text goes through it flat, as (batch x length, 384) rows; only attention sees the batch. Mean pooling over the real
pieces and the L2 norm are inside: word piece ids in, unit vectors out.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Final, NamedTuple

import onnx
from onnx import TensorProto, helper

from memos.errors import WeightsMissing

if TYPE_CHECKING:
    from pathlib import Path

_OPSET: Final = 20
_IR_VERSION: Final = 9
_LAYERS: Final = 6
_HEADS: Final = 12
_HIDDEN: Final = 384
_EPSILON: Final = 1e-12
_MAX_HEADER: Final = 1 << 24


class Slot(NamedTuple):
    """Where one tensor lies in the weights' file."""

    shape: tuple[int, ...]
    offset: int
    """Bytes from the start of the file."""
    length: int
    """Bytes."""


def read_slots(weights: Path) -> dict[str, Slot]:
    """Where each float32 tensor of a safetensors file lies, by name.

    Raises WeightsMissing if the file isn't safetensors.
    """
    try:
        with weights.open("rb") as file:
            (size,) = struct.unpack("<Q", file.read(8))
            if size > _MAX_HEADER:
                raise ValueError(f"a header of {size} bytes")
            header = json.loads(file.read(size))
        slots: dict[str, Slot] = {}
        for name, entry in header.items():
            if name != "__metadata__" and entry["dtype"] == "F32":
                start, end = entry["data_offsets"]
                slots[name] = Slot(tuple(entry["shape"]), 8 + size + start, end - start)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
        raise WeightsMissing(f"{weights} can't be read as safetensors: {error}") from error
    return slots


def build_graph(weights: Path) -> bytes:
    """The serialised graph over the tensors of `weights`, which it names by the bare file name: load it from there.

    Whoever changes what is written here raises `minilm.GRAPH_VERSION`, which is in the name it is kept by.

    Raises WeightsMissing if the file isn't safetensors or lacks a tensor.
    """
    serialised: bytes = _Writer(weights.name, read_slots(weights)).model().SerializeToString()
    return serialised


class _Writer:
    """Collects nodes and tensors; each method appends a few nodes and returns the name of their output."""

    def __init__(self, location: str, slots: dict[str, Slot]) -> None:
        self._location = location
        self._slots = slots
        self._nodes: list[onnx.NodeProto] = []
        self._tensors: dict[str, onnx.TensorProto] = {}

    def model(self) -> onnx.ModelProto:
        """The whole model, with inputs `ids` and `mask`, int64 (batch, length), and output `vectors` (batch, 384)."""
        mask = self._op("Cast", ["mask"], to=TensorProto.FLOAT)
        hidden = self._embeddings()
        blocked = self._op("Mul", [self._op("Sub", [mask, self._scalar(1.0)]), self._scalar(1e9)])
        bias = self._op("Unsqueeze", [blocked, self._ints(1, 2)])
        for layer in range(_LAYERS):
            hidden = self._layer(hidden, bias, f"encoder.layer.{layer}.")
        self._nodes.append(helper.make_node("Identity", [self._pooled(hidden, mask)], ["vectors"]))
        graph = helper.make_graph(
            self._nodes,
            "all-MiniLM-L6-v2",
            [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in ("ids", "mask")],
            [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", _HIDDEN])],
            list(self._tensors.values()),
        )
        opsets = [helper.make_opsetid("", _OPSET)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION, producer_name="memos")

    def _embeddings(self) -> str:
        words = self._op("Gather", [self._weight("embeddings.word_embeddings.weight"), "ids"])
        length = self._op("Shape", ["ids"], start=1, end=2)
        table = self._weight("embeddings.position_embeddings.weight")
        places = self._op("Slice", [table, self._ints(0), length, self._ints(0)])
        kind = self._op("Gather", [self._weight("embeddings.token_type_embeddings.weight"), self._ints(0)])
        summed = self._op("Add", [words, self._op("Add", [places, kind])])
        return self._norm(self._op("Reshape", [summed, self._ints(-1, _HIDDEN)]), "embeddings.LayerNorm")

    def _layer(self, hidden: str, bias: str, prefix: str) -> str:
        attended = self._attention(hidden, bias, prefix + "attention.self.")
        attended = self._linear(attended, prefix + "attention.output.dense")
        hidden = self._norm(self._op("Add", [attended, hidden]), prefix + "attention.output.LayerNorm")
        wide = self._op("Gelu", [self._linear(hidden, prefix + "intermediate.dense")])
        narrow = self._linear(wide, prefix + "output.dense")
        return self._norm(self._op("Add", [narrow, hidden]), prefix + "output.LayerNorm")

    def _attention(self, hidden: str, bias: str, prefix: str) -> str:
        query = self._heads(hidden, prefix + "query", [0, 2, 1, 3])
        key = self._heads(hidden, prefix + "key", [0, 2, 3, 1])
        value = self._heads(hidden, prefix + "value", [0, 2, 1, 3])
        scale = self._scalar(float((_HIDDEN // _HEADS) ** -0.5))
        scores = self._op("MatMul", [self._op("Mul", [query, scale]), key])
        shares = self._op("Softmax", [self._op("Add", [scores, bias])], axis=-1)
        mixed = self._op("Transpose", [self._op("MatMul", [shares, value])], perm=[0, 2, 1, 3])
        return self._op("Reshape", [mixed, self._ints(-1, _HIDDEN)])

    def _heads(self, hidden: str, name: str, order: list[int]) -> str:
        """(batch x length, 384) to (batch, length, heads, 32), transposed by `order`."""
        shape = self._op("Concat", [self._op("Shape", ["ids"]), self._ints(_HEADS, _HIDDEN // _HEADS)], axis=0)
        return self._op("Transpose", [self._op("Reshape", [self._linear(hidden, name), shape])], perm=order)

    def _pooled(self, hidden: str, mask: str) -> str:
        shape = self._op("Concat", [self._op("Shape", ["ids"]), self._ints(_HIDDEN)], axis=0)
        rows = self._op("Reshape", [hidden, shape])
        kept = self._op("MatMul", [self._op("Unsqueeze", [mask, self._ints(1)]), rows])
        # The sum points where the mean points; the norm that follows takes the difference away.
        return self._op("LpNormalization", [self._op("Squeeze", [kept, self._ints(1)])], axis=-1, p=2)

    def _linear(self, hidden: str, name: str) -> str:
        return self._op("Gemm", [hidden, self._weight(name + ".weight"), self._weight(name + ".bias")], transB=1)

    def _norm(self, hidden: str, name: str) -> str:
        inputs = [hidden, self._weight(name + ".weight"), self._weight(name + ".bias")]
        return self._op("LayerNormalization", inputs, axis=-1, epsilon=_EPSILON)

    def _op(self, kind: str, inputs: list[str], **attributes: float | list[int]) -> str:
        output = f"{kind}_{len(self._nodes)}"
        node = helper.make_node(kind, inputs, [output])
        node.attribute.extend(helper.make_attribute(name, value) for name, value in attributes.items())
        self._nodes.append(node)
        return output

    def _weight(self, name: str) -> str:
        slot = self._slots.get(name)
        if slot is None:
            raise WeightsMissing(f"{self._location} has no float32 tensor {name!r}")
        tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=slot.shape)
        tensor.data_location = TensorProto.EXTERNAL
        place = {"location": self._location, "offset": str(slot.offset), "length": str(slot.length)}
        for key, value in place.items():
            tensor.external_data.add(key=key, value=value)
        self._tensors[name] = tensor
        return name

    def _ints(self, *values: int) -> str:
        name = "ints_" + "_".join(map(str, values))
        self._tensors[name] = helper.make_tensor(name, TensorProto.INT64, [len(values)], values)
        return name

    def _scalar(self, value: float) -> str:
        name = f"scalar_{value}"
        self._tensors[name] = helper.make_tensor(name, TensorProto.FLOAT, [], [value])
        return name
