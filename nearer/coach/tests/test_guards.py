import pytest

from nearer.coach.guards import guarded


def marked(text: str) -> tuple[str, tuple[int, int]]:
    """The text without its brackets, and what stood between them."""
    start = text.index("[")
    end = text.index("]") - 1
    return text.replace("[", "").replace("]", ""), (start, end)


STAYS = [
    ("absolute", "[You never] listen to me."),
    ("absolute", "Yesterday was good, and still [you never] ask."),
    ("absolute", "I said it was fine, but [you always] leave first."),
    ("character", "[You are so lazy] and you know it."),
    ("absolute", '"[You never] listen."'),  # whoever quotes everything quotes nobody
    ("accusation", "My mum said hello. [You forgot] her birthday."),
    ("withdrawal", "[I'm done talking.]"),
    ("pseudo_feeling", "I said I [feel ignored]."),
    ("absolute", "You always make me laugh, but [you never] ask how I am."),
    ("character", "He is kind and [you are selfish]."),
]
FALLS = [
    ("absolute", 'You said "[you never] listen" and that hurt.'),
    ("character", "My boss told me [you are lazy], and then he laughed."),
    ("absolute", "It's not that [you never] help."),
    ("character", "I'm not saying [you are lazy]."),
    ("mind_reading", "I don't think [you don't care]."),
    ("character", "I should never have said [you are selfish]."),
    ("character", "I'm sorry I called [you lazy]."),
    ("absolute", "[He never] listens in meetings."),
    ("absolute", "[You always] make me laugh."),
    ("absolute", "[You have always] had my back."),
    ("absolute", "I love how [you always] wait up for me."),
    ("withdrawal", "[I need a break], can we talk at eight?"),
    ("mind_reading", "I feel like [you don't trust me]."),
]


@pytest.mark.parametrize(("label", "text"), STAYS)
def test_blame_stays_where_it_is_blame(label, text):
    text, (start, end) = marked(text)
    assert guarded(text, [(start, end, label, 0.9)]) == [(start, end, label, 0.9)]


@pytest.mark.parametrize(("label", "text"), FALLS)
def test_quoted_owned_denied_and_third_persons_words_are_no_blame(label, text):
    text, (start, end) = marked(text)
    assert guarded(text, [(start, end, label, 0.9)]) == []
