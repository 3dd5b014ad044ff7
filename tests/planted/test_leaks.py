"""Every planted leak is seen by the very comparison that the program itself passes."""

import pytest

from tests.planted.leaks import LEAKS
from tests.test_two_worlds import KNOWN
from tests.worlds import a_couple, differences


@pytest.mark.slow
@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_the_two_worlds_show_a_leak(db, leak):
    base = a_couple(alice_first=leak.alice_first)
    with leak.patch():
        assert differences(base, KNOWN[leak.shows_in])
