"""The words to the two phones. They are printed in docs/demo.md, so they are no secret."""

from typing import Final

WORDS: Final = {
    "first": "kettle paper lantern candle ladder",
    "second": "garden sugar clover ferry thimble",
}
