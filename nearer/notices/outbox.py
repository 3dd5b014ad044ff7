"""The rows of one mailbox in the outbox: what will go out, laid out anew when that changes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin
from uuid import UUID, uuid4

from django.urls import reverse

from nearer.notices import rules
from nearer.notices.asked import Asked, Content, close, open_content
from nearer.notices.models import Letter
from nearer.notices.rules import Wish
from nearer.sealing.boxes import DoesNotOpen

State = Letter.State


def wishes(asked: Asked, *, now: datetime) -> list[Wish]:
    """Everything that is planned for this mailbox."""
    return [wish for row in _ahead(asked, now) for wish in _content(row).wishes]


def lay_out(asked: Asked, wished: Iterable[Wish], *, now: datetime) -> int:
    """Make the rows ahead be the mails for these wishes; returns how many there are.

    Rows that are right already stay as they are. What a worker has begun with is left alone.
    """
    # Where no worker comes by, nothing else would ever take these away.
    _unbegun(asked).filter(due_at__lt=now - rules.GIVES_UP_AFTER).delete()
    rows = list(_ahead(asked, now))
    begun = Letter.objects.to(asked.handle).exclude(id__in=[row.id for row in rows])
    taken = [at for at in begun.values_list("next_at", flat=True) if at > now - rules.APART]
    sends = rules.arrange(wished, quiet=asked.quiet, zone=asked.place, now=now, taken=taken)
    wanted = {(send.due, _note(asked, send.wishes)) for send in sends}
    there = {(row.due_at, _content(row)): row.id for row in rows}
    over = [row.id for row in rows if there[row.due_at, _content(row)] != row.id]
    over += [known for what, known in there.items() if what not in wanted]
    _unbegun(asked).filter(id__in=over).delete()
    missing = sorted(wanted - set(there), key=lambda what: what[0])
    Letter.objects.bulk_create(_row(asked.handle, content, due) for due, content in missing)
    return len(wanted)


def put_code(asked: Asked, *, now: datetime) -> None:
    """Send the code to the address, as soon as a worker comes by."""
    content = Content(
        to=asked.address,
        base=asked.base,
        plain=asked.plain,
        zone=asked.zone,
        quiet=asked.quiet,
        code=asked.code,
    )
    Letter.objects.to(asked.codes).delete()
    _row(asked.codes, content, now).save(force_insert=True)


def forget(asked: Asked) -> None:
    """Nothing more goes to this mailbox, and nothing shows that anything did."""
    Letter.objects.to(asked.handle, asked.codes).delete()


def off_link(asked: Asked) -> str:
    return urljoin(asked.base, reverse("notices-off", kwargs={"secret": asked.off.hex()}))


def _ahead(asked: Asked, now: datetime) -> Any:
    # A minute's grace: what is due at once may be in a worker's hands at this moment.
    return _unbegun(asked).filter(due_at__gt=now + timedelta(minutes=1)).order_by("due_at")


def _unbegun(asked: Asked) -> Any:
    rows = Letter.objects.to(asked.handle)
    return rows.filter(state=State.DUE, attempts=0, lease_until__isnull=True)


def _note(asked: Asked, wished: tuple[Wish, ...]) -> Content:
    return Content(
        to=asked.address,
        base=asked.base,
        plain=asked.plain,
        zone=asked.zone,
        quiet=asked.quiet,
        off=off_link(asked),
        wishes=wished,
    )


def _row(handle: UUID, content: Content, due: datetime) -> Letter:
    letter = uuid4()
    return Letter(
        id=letter,
        handle=handle,
        box=close(content, "letter", letter),
        due_at=due,
        next_at=due,
    )


def _content(row: Letter) -> Content:
    try:
        return open_content(bytes(row.box), row.id)
    except DoesNotOpen:  # changed, or under another key file: it goes when the rows are laid out
        return Content(to="", base="", plain=False, zone="UTC", quiet=rules.Quiet())
