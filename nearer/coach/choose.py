"""Which judge reads: the trained model where it can be had, else the rules.

A model that is missing or broken is not tried again in this process. One that fails on a text
leaves that text to the rules, and nobody else's. Nobody is shown an error.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from threading import Lock
from typing import Final

from nearer.coach.judging import Judge, Judgement, checked
from nearer.coach.reading import JudgeName
from nearer.coach.remembering import Memory
from nearer.coach.resting import Rest
from nearer.coach.rules_judge import RulesJudge

REST: Final = 300.0
"""Seconds without a reading after which the model's memory is given back."""


def _shipped() -> Judge:
    judge: Judge = import_module("nearer.coach.model").load()
    return judge


class Bench:
    """Holds the loaded model while it is used; several threads may ask at once.

    A thread that reads has a reference of its own, so giving the model back during a reading
    takes nothing from it.
    """

    def __init__(
        self,
        load: Callable[[], Judge] = _shipped,
        *,
        rest: float = REST,
        rules: Judge | None = None,
    ) -> None:
        self._load = load
        self._rules = rules or RulesJudge()
        self._model: Judge | None = None
        self._broken = False
        self._lock = Lock()
        self._rest = Rest(rest, self.give_back)
        self._known = {"model": Memory(), "rules": Memory()}

    def judge(
        self, passages: Sequence[str], whose: bytes = b""
    ) -> tuple[list[Judgement], JudgeName]:
        """A judgement for each passage, all by one judge, and which.

        `whose` keeps apart what is remembered of one person and of another.
        """
        if model := self._at_hand():
            try:
                return self._read(model, passages, whose), "model"
            except BaseException as trouble:
                if not _of_this_text(trouble):
                    raise
        return self._read(self._rules, passages, whose), "rules"

    def give_back(self) -> None:
        with self._lock:
            self._model = None

    def _at_hand(self) -> Judge | None:
        # Under the lock, so that two who begin at once load one model and not two.
        with self._lock:
            if self._model is None and not self._broken:
                try:
                    self._model = self._load()
                except Exception:  # noqa: BLE001  # whatever a broken file makes a library raise
                    self._broken = True
            model = self._model
        self._rest.touch()
        return model

    def _read(self, judge: Judge, passages: Sequence[str], whose: bytes) -> list[Judgement]:
        memory = self._known[judge.name]
        known = [memory.get(passage, whose) for passage in passages]
        fresh = [p for p, found in zip(passages, known, strict=True) if found is None]
        read = iter(checked(judge.judge(fresh), fresh) if fresh else ())
        answers = [next(read) if found is None else found for found in known]
        for passage, found, answer in zip(passages, known, answers, strict=True):
            if found is None:
                memory.keep(passage, answer, whose)
        return answers


def _of_this_text(trouble: BaseException) -> bool:
    """Whether a library gave up on what it was to read; its own panic is no `Exception`."""
    return isinstance(trouble, Exception) or type(trouble).__name__ == "PanicException"


BENCH: Final = Bench()
