"""Alice and Bob, who share a couple, and Charlie, who has a couple and words of his own."""

from dataclasses import dataclass

import pytest

from nearer.accounts.present import Present
from tests.presence import present_of


@dataclass(frozen=True)
class Cast:
    alice: Present
    bob: Present
    charlie: Present


@pytest.fixture
def cast(couple, charlie) -> Cast:
    alice, bob = couple
    return Cast(present_of(alice), present_of(bob), present_of(charlie))
