"""Notes for whoever said that they come back to a letter, and asked for such notes: a time they
chose themselves, and no word of why.

The moment that a reader chose for reading is planned nowhere: whoever runs the server could see
it, and so that a letter was looked at. By when somebody comes back, its writer was told.
"""

from collections.abc import Iterator
from datetime import datetime

from nearer.journal.actions import Pen
from nearer.journal.opened import Opened, Reading
from nearer.journal.selectors import read
from nearer.notices.asked import Asked
from nearer.notices.kinds import Kind
from nearer.practices.honesty import subjects
from nearer.practices.honesty.entries import Received, Reply
from nearer.practices.honesty.rules.letters import AHEAD


def chosen(pen: Pen, _asked: Asked) -> list[datetime]:
    """The moments ahead by which this person wanted to come back to a letter."""
    since = pen.day - AHEAD
    reading = read(pen.vault, pen.couple, kinds=[Received.kind, Reply.kind], since=since)
    backs = (datetime.fromisoformat(it.payload.back) for it in still_to_come_back(reading))
    return [back for back in backs if back > pen.now]


def still_to_come_back(reading: Reading) -> Iterator[Opened[Received]]:
    """My sentences that ask for time and that no answer of mine has followed."""
    followed = {subjects.letter_of(it): it.at for it in reversed(list(reading.own(Reply)))}
    for said in reading.own(Received):
        answered = followed.get(subjects.letter_of(said))
        if said.payload.back and said.given and (answered is None or answered < said.at):
            yield said


KIND = Kind("chosen", "A time you chose yourself", times=chosen)
