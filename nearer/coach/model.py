"""The trained encoder: an int8 ONNX file, its tokenizer and its thresholds.

Loaded when somebody first asks, in less than a second. onnxruntime reads one passage on one
thread, so that two people who write at once do not take each other's time.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from nearer.coach.decoding import Odds, Thresholds, decode
from nearer.coach.guards import guarded
from nearer.coach.judging import Judgement
from nearer.coach.normal import normalise
from nearer.coach.reading import PSEUDO
from nearer.coach.rules_judge import RulesJudge
from nearer.coach.softened import without_soft

FOLDER = Path(__file__).with_name("trained")
SURE = 0.9
"""What hard words need by themselves where soft ones beside them had hidden them."""
LONGEST = 192
"""Tokens of a passage that are read; 130 words have about 170."""


class ModelMissing(Exception):
    """There is no model that can be used here."""


class Model:
    """A judge that has learnt. Keeps nothing of what it reads."""

    name: Literal["model", "rules"] = "model"

    def __init__(self, folder: Path, file: str = "coach.onnx") -> None:
        # Later versions of onnxruntime report to their maker unless told not to. The lock holds
        # one that cannot; whoever exchanges it is still kept from sending anything.
        os.environ["ORT_DISABLE_TELEMETRY"] = os.environ["ORT_TELEMETRY_DISABLED"] = "1"
        import numpy as np  # noqa: PLC0415  # 70 MB that nobody needs who does not write
        import onnxruntime as ort  # noqa: PLC0415
        from tokenizers import Tokenizer  # noqa: PLC0415

        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # what was read must not lie about in a pool
        options.log_severity_level = 4
        said = json.loads((folder / "thresholds.json").read_text(encoding="utf-8"))
        self.thresholds = Thresholds(
            said["blame"],
            said["seconded"],
            *(tuple(said[name]) for name in ("labels", "parts", "tokens", "danger", "careful")),
        )
        if not self.thresholds.fit():
            raise ModelMissing("The thresholds belong to another model.")
        self._phrases = RulesJudge()
        self._numbers = np
        self._tokens = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokens.no_padding()
        self._tokens.enable_truncation(LONGEST)
        self._session = ort.InferenceSession(
            str(folder / file), options, providers=["CPUExecutionProvider"]
        )

    def judge(self, passages: Sequence[str]) -> list[Judgement]:
        phrases = self._phrases.judge(passages)
        return [
            self._judge(text, seconded=_blames(text, heard))
            for text, heard in zip(passages, phrases, strict=True)
        ]

    def _judge(self, text: str, *, seconded: bool) -> Judgement:
        whole = decode(text, self.odds(text), self.thresholds, seconded=seconded)
        if whole.blame or not seconded or (rest := without_soft(text, self._phrases)) is None:
            return whole
        hard, places = rest
        alone = decode(hard, self.odds(hard), self.thresholds)
        if alone.blame < SURE or not _blames(hard, self._phrases.judge([hard])[0]):
            return whole
        spans = [
            (places[start], places[end - 1] + 1, label, strength)
            for start, end, label, strength in alone.spans
        ]
        tips = [span for span in whole.spans if span not in spans]
        return replace(whole, spans=tuple(sorted([*spans, *tips])), blame=alone.blame)

    def odds(self, text: str) -> Odds:
        """The probabilities of a passage."""
        np = self._numbers
        plain, places = normalise(text)
        read = self._tokens.encode(plain)
        words, whole, danger = self._session.run(
            None,
            {
                "ids": np.array([read.ids], np.int64),
                "mask": np.ones((1, len(read.ids)), np.float32),
            },
        )
        stretches = [
            (places[start], places[end - 1] + 1) if end > start else (0, 0)
            for start, end in read.offsets
        ]
        return Odds(
            stretches, self._likely(words[0]), self._likely(whole[0]), self._likely(danger[0])
        )

    def _likely(self, logits: Any) -> Any:
        """Probabilities as plain lists of Python's own numbers."""
        return (1.0 / (1.0 + self._numbers.exp(-self._numbers.clip(logits, -30, 30)))).tolist()


def _blames(text: str, heard: Judgement) -> bool:
    """Whether phrases of blame are left when those that are denied, owned or quoted are not."""
    return heard.blame > 0 and any(
        label != PSEUDO for _, _, label, _ in guarded(text, sorted(heard.spans))
    )


def load(folder: Path = FOLDER) -> Model:
    """The shipped model. Raises `ModelMissing`, whatever is wrong with the files."""
    try:
        return Model(folder)
    except Exception as trouble:
        raise ModelMissing("The model cannot be read.") from trouble
