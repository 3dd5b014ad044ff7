"""From torch to the file that is shipped: ONNX, its weights in eight bits."""

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.encoders import Coach


def export(coach: Coach, file: Path) -> None:
    """Write `coach` as int8 ONNX, and its float twin beside it (`*.float.onnx`).

    `reduce_range` keeps seven of the eight bits: where a processor has no VNNI, products of
    eight bits overflow, and the whole model is lost.
    """
    coach.eval()
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "coach.onnx"
        _as_onnx(coach, whole)
        quantize_dynamic(
            str(whole), str(file), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
        file.with_suffix(".float.onnx").write_bytes(whole.read_bytes())


def _as_onnx(coach: Coach, file: Path) -> None:
    ids, mask = torch.randint(1000, 20000, (2, 12)), torch.ones(2, 12)
    many, long = {0: "batch"}, {0: "batch", 1: "tokens"}
    torch.onnx.export(
        coach,
        (ids, mask),
        str(file),
        input_names=["ids", "mask"],
        output_names=["tokens", "message", "danger"],
        dynamic_axes={"ids": long, "mask": long, "tokens": long, "message": many, "danger": many},
        opset_version=17,
        dynamo=False,
    )
