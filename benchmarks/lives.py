"""Two people and what they wrote, made by the real actions or sealed by the real vault."""

from dataclasses import replace
from datetime import timedelta

from benchmarks import ground


def couple():
    """Alice, who hosts and gives first, and Bob. They came in through the pages."""
    from conftest import newcomer, pair, takes_words

    alice = takes_words(newcomer("Alice"))
    bob = newcomer("Bob")
    pair(alice, bob)
    return alice, bob


def evenings(alice, bob, days: int, replies: int) -> None:
    """On each of the days before today both answered its question and opened it, and the latest
    answers got a line in return. Yesterday Alice wrote something for herself. A deck was chosen
    the day before all that.
    """
    from django.db import transaction

    from nearer.practices.conversation import content, deck
    from nearer.practices.conversation.actions import questions as actions
    from nearer.practices.conversation.rules import questions as rules

    first, second = ground.present(alice), ground.present(bob)
    with transaction.atomic():
        actions.choose_deck(ago(first, days + 1), depths=[1, 2, 3], themes=[], fits=["work"])
        chosen = rules.choices_in_order(
            [
                rules.Choice(
                    first.day - timedelta(days), frozenset({1, 2, 3}), fits=frozenset(["work"])
                )
            ]
        )
        dealt = rules.dealt(
            content.bank(),
            chosen,
            seed=first.vault.keyring.seed,
            first=first.day - timedelta(days),
            last=first.day,
        )
        alone = next(
            question for question in content.everything() if question not in dealt.values()
        )
        actions.keep_for_myself(ago(first, 1), question=alone, text=said("Alice", 0))
        for back in range(days, 0, -1):
            one, other = ago(first, back), ago(second, back)
            question = dealt[one.day]
            subject = deck.subject_of(one.vault, question, one.day)
            actions.seal_answer(one, subject=subject, question=question, text=said("Alice", back))
            actions.seal_answer(other, subject=subject, question=question, text=said("Bob", back))
            alice.page(f"/conversation/round/{subject}/")
            actions.open_both(other, subject)
            for who in (one, other)[: max(0, replies - 2 * (back - 1))]:
                actions.reply(who, subject=subject, text="Thank you for telling me.")


def ago(present, days: int):
    """This person so many days earlier."""
    return replace(present, now=present.now - timedelta(days=days))


def said(who: str, number: int) -> str:
    """Three sentences, about as much as somebody types on a phone."""
    return (
        f"{who} thought of the evening number {number}. It rained & we stood under “the” roof, "
        "and neither of us said anything for a while.\n\nI would like to stand there again."
    )
