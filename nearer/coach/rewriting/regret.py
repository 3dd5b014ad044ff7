"""“If you had only …”, “if you loved me you would …”: what somebody would have loved."""

from collections.abc import Iterator

from nearer.coach.rewriting import verbs
from nearer.coach.rewriting.pieces import SO, Piece, missed, same, seen, sentence
from nearer.coach.rewriting.reaching import reached
from nearer.coach.rewriting.shapes import fits, opens
from nearer.coach.rewriting.trimming import asks_control, doing_words, says_verdict


def regret(clause: str) -> Iterator[Piece]:
    """The condition as a wish; a love that is to be proved as a fear and a wish."""
    found = fits("if_you_had", clause)
    if found:
        for piece in _would_have(found["do"]):
            yield _before(piece, found["main"] or "")
    found = fits("if_you_had_not", clause)
    first, rest = doing_words(found["do"]) if found else ("", "")
    said = reached(f"{first} {rest}".strip(), then=True) if found and first else None
    if said:
        yield seen(said, then=True)
    found = fits("if_you_loved", clause)
    first, rest = doing_words(found["do"].removeprefix("have ")) if found else ("", "")
    there = first == "be" and fits("be_where", rest)
    vague = first in {"be", "do", "have", "know"} and not there
    if found and first and not vague and not _barred(found["do"]):
        fear = (
            "you do not love me" if "love" in found["heart"].lower() else "I do not matter to you"
        )
        wish = f"It would mean a lot to me if you {verbs.past(first)} {rest}".rstrip()
        wish += found["rest"] or ""
        yield same(f"I'm scared {fear}. {SO} {wish}.")


def _would_have(do: str) -> Iterator[Piece]:
    first, rest = doing_words(do)
    if first and first not in {"be", "have", "know", "do", "think"} and not _barred(do):
        yield missed(f"I would have loved you to {first} {rest}".rstrip(), do)


def _before(piece: Piece, main: str) -> Piece:
    """“I would have gone with you” stays behind the wish."""
    if not opens("i_would_have", main) or says_verdict(main):
        return piece
    main = sentence(f"{main}.")
    return Piece(
        f"{piece.first} {main}", f"{piece.named} {main}", f"{piece.after} {main}", piece.of
    )


def _barred(do: str) -> bool:
    return says_verdict(do) or asks_control(do) or "," in do
