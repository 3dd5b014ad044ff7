"""What a text costs grows with its length, whatever it is made of: ratios, since clocks differ."""

from io import BytesIO
from time import process_time

import pytest

from nearer.coach import attention, lines, read
from nearer.coach.choose import Bench

pytestmark = pytest.mark.slow

SMALL, LARGE = 8_000, 40_000
MADE_OF = [
    *("a", "you ", "you never ", "i want to ", '"', "'a ", "“", "\n", ". ", " ", "😀", "? ", "-"),
    *("i feel so ", "you always make me ", "if i leave you will ", "not ", "my ", "kill ", "ض"),
    *(
        "You said you would ring, and it was late when you came. ",
        "he hit the ",
        "n't ",
        "\0",
        "a\n",
    ),
    *("never\n\n", "so so so really ", "that that that ", "you are so very really just "),
]


@pytest.fixture(autouse=True)
def _rules(monkeypatch):
    def load():
        raise FileNotFoundError

    # A fresh bench for each reading: what is remembered costs nothing and would hide the cost.
    monkeypatch.setattr(attention, "propose", lambda _text, reading, **_: reading)
    monkeypatch.setattr(lines, "read", lambda text: _fresh(monkeypatch, load, text))


def _fresh(monkeypatch, load, text):
    monkeypatch.setattr(attention, "BENCH", Bench(load))
    return read(text)


def cost(text: str) -> float:
    def once() -> float:
        began = process_time()
        lines.read(text)
        return process_time() - began

    return min(once(), once())


@pytest.mark.parametrize("made_of", MADE_OF)
def test_five_times_the_text_costs_about_five_times_as_much(made_of):
    small = (made_of * SMALL)[:SMALL]
    large = (made_of * LARGE)[:LARGE]
    assert cost(large) < 12 * (cost(small) + 0.01)


def test_a_line_of_100_kb_is_answered():
    (answer,) = lines.answers(BytesIO(("You never listen. " * 5_600).encode()))
    assert answer["marks"]
