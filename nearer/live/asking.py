"""What the streams ask Django, in threads of their own: who is here, and where it stands.

Each time the question is the whole one that a page asks, so nothing is decided here anew.
"""

import io
import logging
from collections.abc import Callable, Sequence
from typing import Final, TypeVar
from uuid import UUID

from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.db import Error, close_old_connections, transaction

from nearer.accounts import sessions
from nearer.accounts.present import Present
from nearer.lib import clock
from nearer.lib.asgi import Scope
from nearer.live import rooms
from nearer.live.hub import Closed, Hub, TooMany
from nearer.live.streams import Line, Stream
from nearer.sealing.boxes import DoesNotOpen

HEADERS: Final = frozenset({b"host", b"cookie", b"x-forwarded-proto"})
"""All that is looked at. One with an underscore in its name would look like the proxy's own."""
SOON: Final = (b"retry-after", b"2")
LATER: Final = (b"retry-after", b"10")

Answer = TypeVar("Answer")
log = logging.getLogger("nearer.live")


class Refused(Exception):
    """Nobody listens here, and this is what is answered instead."""

    def __init__(self, status: int, *headers: tuple[bytes, bytes]) -> None:
        super().__init__(status)
        self.status = status
        self.headers = headers


def with_database(ask: Callable[[], Answer]) -> Answer:
    """Ask as a request of Django's does: on a connection that works. Raises `Refused` only."""
    try:
        close_old_connections()
        return ask()
    except Refused:
        raise
    except DisallowedHost:
        raise Refused(400) from None
    except DoesNotOpen:  # changed outside; the page says so
        raise Refused(404) from None
    except TooMany:
        raise Refused(429, LATER) from None
    except Closed:
        raise Refused(503, SOON) from None
    except Exception as error:  # noqa: BLE001  # the phone comes back in a moment
        # No traceback: it could carry what was in a row.
        log.error("a stream could not be opened: %s", type(error).__name__)  # noqa: TRY400
        raise Refused(503, LATER) from None
    finally:
        close_old_connections()


def admit(hub: Hub, scope: Scope, line: Line, *, name: str, subject: UUID) -> Stream:
    """Let this phone listen, with what it has to hear first. Raises `Refused`."""
    here = unlocked(scope, touch=False)
    # Anybody has a session without words for one exercise, and then another one. Who sits alone
    # on their only phone needs no stream; a hundred of them would take the places of others.
    if here is None or here.provisional_until is not None:
        raise Refused(401)
    who = (here.session, here.id)
    stream = Stream(here.couple, subject, *who, name=name, scope=scope, line=line)
    # It listens before it looks: what is told meanwhile is newer than what it sees.
    hub.come(stream)
    signal = None
    try:
        signal = rooms.known[name].opener(here, subject)
    finally:
        if signal is None:
            hub.leave(stream)
    if signal is None:
        raise Refused(404)
    hub.offer(stream, signal)
    return stream


def ask_again(hub: Hub, streams: Sequence[Stream]) -> list[Stream]:
    """Which of these have to end. Each session is kept awake by this, as it is by a page, unless
    what it listens to waits.

    One transaction for all, in an order that no other process can cross. Whatever fails, nobody
    ends because of it; they are asked about again.
    """
    try:
        close_old_connections()
        ordered = sorted(streams, key=lambda stream: stream.session)
        with transaction.atomic():
            here = [(one, unlocked(one.scope, touch=not _waits(one))) for one in ordered]
        return [stream for stream, present in here if not _stays(hub, stream, present)]
    except Exception as error:  # noqa: BLE001  # whatever it is, it may be over in a minute
        log.error("streams could not be asked about: %s", type(error).__name__)  # noqa: TRY400
        return []
    finally:
        close_old_connections()


def _waits(stream: Stream) -> bool:
    return stream.newest is not None and stream.newest.phase in rooms.known[stream.name].waits


def _stays(hub: Hub, stream: Stream, present: Present | None) -> bool:
    if present is None:
        return False
    deadline = stream.newest.deadline if stream.newest else None
    turned = deadline is not None and deadline < clock.now()
    if not (stream.deaf or turned):
        return True
    # It has turned by itself, or may have without our hearing of it.
    stream.deaf = False
    try:
        signal = rooms.known[stream.name].opener(present, stream.subject)
    except DoesNotOpen:
        return False
    except Error:  # of the database: the others would only wait for it as well
        stream.deaf = True
        raise
    except Exception as error:  # noqa: BLE001  # one that fails must not keep the others' locks off
        log.error("a stream could not be asked about: %s", type(error).__name__)  # noqa: TRY400
        stream.deaf = True
        return True
    if signal is None:
        return False
    hub.offer(stream, signal)
    return True


def unlocked(scope: Scope, *, touch: bool) -> Present | None:
    """Whoever is here with an unlocked session that may see every page.

    With `touch` it counts as a visit.
    """
    request = _request(scope)
    request.get_host()  # refuses names that are not ours
    here = sessions.resume(request, touch=touch)
    return here if isinstance(here, Present) and not here.only_for else None


def _request(scope: Scope) -> ASGIRequest:
    wanted = ("type", "path", "scheme", "server", "client")
    kept = {name: scope[name] for name in wanted if name in scope}
    headers = [(name, value) for name, value in scope["headers"] if name in HEADERS]
    return ASGIRequest({**kept, "method": "GET", "headers": headers}, io.BytesIO())
