from hypothesis import given
from hypothesis import strategies as st

from nearer.coach.passages import SIGNS, WORDS, passages

SENTENCE = "You said you would ring and then the evening went by. "
texts = st.text(alphabet=st.sampled_from("ab .!?\n\t“’😀م"), max_size=400) | st.text()


def test_a_short_message_is_read_whole_even_with_empty_lines():
    text = "  Sam,\n\nyou said eight.\n\nIt was ten.  "
    (only,) = passages(text)
    assert only.text == text.strip()
    assert only.start == 2


def test_a_message_of_120_words_is_one_passage():
    assert len(passages(SENTENCE * 10 + "and so on " * 3)) == 1


def test_a_long_paragraph_is_cut_between_sentences():
    pieces = passages(SENTENCE * 60)
    assert len(pieces) > 3
    assert all(piece.text.endswith(".") for piece in pieces)


def test_a_change_in_one_paragraph_of_a_letter_leaves_the_others_as_they_were():
    letter = [SENTENCE * 8, SENTENCE * 7, SENTENCE * 6]
    before = {piece.text for piece in passages("\n\n".join(letter))}
    letter[1] += "And one more."
    after = {piece.text for piece in passages("\n\n".join(letter))}
    assert len(after - before) == 1


def test_a_sentence_without_end_is_cut_too():
    assert all(_fits(piece.text) for piece in passages("word " * 1_000))
    assert all(_fits(piece.text) for piece in passages("ض" * 5_000))


def _fits(text: str) -> bool:
    return len(text.split()) <= WORDS and len(text) <= SIGNS


@given(texts)
def test_passages_hold_everything_in_its_order_and_none_is_too_long(text):
    pieces = passages(text)
    at = 0
    for piece in pieces:
        assert text[piece.start : piece.end] == piece.text
        assert not text[at : piece.start].strip()
        assert piece.text == piece.text.strip()
        assert _fits(piece.text)
        at = piece.end
    assert not text[at:].strip()


@given(texts, st.integers(2, 30))
def test_of_a_long_text_nothing_is_lost_either(text, times):
    text = text * times
    kept = "".join("".join(piece.text.split()) for piece in passages(text))
    assert kept == "".join(text.split())
