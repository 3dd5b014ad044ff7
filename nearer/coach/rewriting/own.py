"""“I feel sad that you never …”, “I hate it when you …”: a feeling, and then the blame."""

from collections.abc import Iterator

from nearer.coach.rewriting.happening import happening, told
from nearer.coach.rewriting.never import is_never, never
from nearer.coach.rewriting.pieces import FEELING, Piece, same, sentence
from nearer.coach.rewriting.shapes import fits, opens, shape
from nearer.coach.rewriting.trimming import doing_words, says_verdict


def owned(clause: str) -> Iterator[Piece]:
    """“I feel sad that you never …”: the feeling is theirs already."""
    found = fits("owned", clause)
    if not found:
        return
    for piece in (*never(found["rest"]), *is_never(found["rest"])):
        if not piece.named.startswith("It was hard"):
            low = (
                piece.named
                if piece.named.startswith("I") and piece.named[1:2] in " '"
                else piece.named[:1].lower() + piece.named[1:]
            )
            yield same(f"{found['own']}, and {low}")
    if (found["how"] or "").lower() in {"when", "because", "every time", "whenever", "that"}:
        for piece in happening(found["rest"]):
            when = opens("hard_for_me", piece.named)
            if when:
                yield same(f"{found['own']} {when[1]}")


def complained(clause: str) -> Iterator[Piece]:
    """“I hate it when you …”, “I feel ignored when you …”."""
    sick = fits("sick_of", clause)
    first, rest = doing_words(sick["do"]) if sick else ("", "")
    if first:
        yield from told(f"{first} {rest}")
    since = fits("since_you", clause)
    if since and not says_verdict(since["since"]):
        said = f"I have been feeling {FEELING} since {since['since']}."
        yield Piece(sentence(said), sentence(f"it is since {since['since']}."), "", since["since"])
    found = fits("complained", clause)
    if found:
        do = found["do"] or found["hate"] or found["felt"] or found["like"]
        do = shape("how_often").sub("", do)
        for piece in told(do):
            own = found["own"]
            if own and own != "cry":
                yield same(piece.first.replace(FEELING, own))
            else:
                yield piece
