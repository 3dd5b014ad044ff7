"""Letters as people write and read them, through the pages."""

from dataclasses import dataclass
from html import unescape

import pytest

from conftest import Someone
from tests.letters import NEW
from tests.pictures import page_of

TEXT = "The hall light was off when I came home. I miss being waited for."


@dataclass(frozen=True)
class Post:
    """What somebody does with letters, in few words."""

    text: str = TEXT

    def keeps(self, someone: Someone, text: str = TEXT) -> str:
        """Keep a letter; returns where it is."""
        reply = someone.post(NEW, {"text": text, "do": "keep"})
        assert reply.status_code == 302, page_of(reply)
        return str(reply["Location"])

    def shares(self, someone: Someone, text: str = TEXT, wish: str = "") -> str:
        where = self.keeps(someone, text)
        reply = someone.post(f"{where}share/", {"wish": wish})
        assert reply["Location"] == where
        return where

    def reads(self, someone: Someone, where: str) -> str:
        """Choose "now"; returns the page of the letter."""
        assert someone.post(f"{where}receive/", {"when": "now"}).status_code == 302
        return unescape(someone.page(where))

    def says(self, someone: Someone, where: str, sentence: str = "thank-you", **gap: str) -> None:
        """Read it, and answer first with a sentence."""
        someone.post(f"{where}receive/", {"when": "now"})
        reply = someone.post(f"{where}answer/", {"sentence": sentence, **gap})
        assert reply.status_code == 302, page_of(reply)

    def answers(self, someone: Someone, where: str, text: str) -> None:
        reply = someone.post(f"{where}reply/", {"text": text})
        assert reply.status_code == 302, page_of(reply)


@pytest.fixture
def post() -> Post:
    return Post()
