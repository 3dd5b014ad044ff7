from collections.abc import Sequence
from threading import Barrier, Thread
from time import sleep

import pytest

from nearer.coach.choose import Bench
from nearer.coach.judging import Judgement

FINE = Judgement(((0, 1, "absolute", 0.9),), ("need",), 0.9)


class Learnt:
    """A judge that stands in for the trained one and says what it is told to."""

    name = "model"

    def __init__(self, says=FINE, wait=0.0):
        self.says, self.wait, self.read = says, wait, []

    def judge(self, passages: Sequence[str]) -> list[Judgement]:
        sleep(self.wait)
        self.read += passages
        if isinstance(self.says, Exception):
            raise self.says
        return [self.says] * len(passages)


def loading(judge):
    """A loader that counts how often it was asked."""

    def load():
        load.times += 1
        if isinstance(judge, BaseException):
            raise judge
        return judge

    load.times = 0
    return load


def test_the_trained_judge_reads_where_there_is_one():
    bench = Bench(loading(Learnt()))
    assert bench.judge(["You never"]) == ([FINE], "model")


@pytest.mark.parametrize(
    "trouble",
    [RuntimeError("no file"), ImportError("no library"), MemoryError(), KeyError("blame")],
)
def test_a_model_that_cannot_be_loaded_leaves_the_rules_and_is_not_tried_again(trouble):
    load = loading(trouble)
    bench = Bench(load)
    for _ in range(3):
        (judgement,), name = bench.judge(["You never listen"])
        assert name == "rules"
        assert judgement.blame > 0
    assert load.times == 1


@pytest.mark.parametrize(
    "says",
    [
        ValueError("inside the library"),
        Judgement(((0, 999, "absolute", 0.9),), (), 0.9),
        Judgement(((0, 1, "rudeness", 0.9),), (), 0.9),
        Judgement((), ("novel",), 0.9),
        Judgement((), (), float("nan")),
        Judgement((), (), 0.9, danger="boredom"),
        None,
    ],
)
def test_a_model_that_fails_or_says_nonsense_leaves_the_rules(says):
    load = loading(Learnt(says))
    bench = Bench(load)
    assert bench.judge(["You never listen", "hello"])[1] == "rules"
    assert bench.judge(["You never listen"])[1] == "rules"
    assert load.times == 1


def test_only_passages_that_are_new_are_read_again():
    model = Learnt()
    bench = Bench(loading(model))
    bench.judge(["one", "two"])
    bench.judge(["one", "2", "two"])
    assert model.read == ["one", "two", "2"]


def test_two_who_begin_at_once_load_one_model():
    load = loading(Learnt(wait=0.05))
    bench = Bench(load)
    start = Barrier(4)

    def ask(who):
        start.wait()
        bench.judge([f"text {who}"])

    threads = [Thread(target=ask, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert load.times == 1


def test_after_a_rest_the_model_is_given_back_and_loaded_again_when_asked():
    load = loading(Learnt())
    bench = Bench(load, rest=0.05)
    bench.judge(["one"])
    sleep(0.4)
    assert bench._model is None
    assert bench.judge(["two"])[1] == "model"
    assert load.times == 2


def test_a_reading_that_takes_longer_than_the_rest_is_finished():
    bench = Bench(loading(Learnt(wait=0.3)), rest=0.05)
    assert bench.judge(["one"]) == ([FINE], "model")


class PanicException(BaseException):  # the name that a panic of another language has
    pass


@pytest.mark.parametrize("trouble", [ValueError("this text"), PanicException("this text")])
def test_a_text_that_the_model_fails_on_spoils_it_for_nobody_else(trouble):
    judge = Learnt()
    bench = Bench(loading(judge))
    judge.judge = lambda passages: _raise(trouble)
    assert bench.judge(["You never listen"])[1] == "rules"
    del judge.judge
    assert bench.judge(["You never wait"]) == ([FINE], "model")


def _raise(trouble):
    raise trouble


def test_a_wish_to_stop_is_not_taken_for_a_bad_text():
    judge = Learnt()
    judge.judge = lambda passages: _raise(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        Bench(loading(judge)).judge(["You never listen"])


def test_what_one_person_wrote_is_read_anew_for_another():
    judge = Learnt()
    bench = Bench(loading(judge))
    for whose in (b"alice", b"alice", b"bob"):
        bench.judge(["You never listen"], whose)
    assert len(judge.read) == 2
