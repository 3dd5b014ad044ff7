"""The rest of a sentence that somebody finishes."""

from nearer.practices.honesty.forms.letters import TextForm
from nearer.web.fields import ANSWER_BYTES, WordsField


class StemForm(TextForm):
    text = WordsField(
        limit=ANSWER_BYTES - 400,  # the stem stands before it, and a letter has to hold both
        label="How it goes on",
        error_messages={"required": "Write a line first. One word can finish it."},
    )
