"""Today by hand: sqlite3, f-strings, the same cryptography, and nothing in between.

This is what the page would cost if it were written for speed alone, for this one page and for
two people who are paired. `page.py` checks that it says the same as Nearer, byte for byte.
It takes no short cut that Nearer could not take: it trusts no row more and opens no entry less.
"""

import hashlib
import json
import os
import re
import secrets
import sqlite3
import string
from base64 import b64decode, urlsafe_b64decode
from datetime import UTC, date, datetime, timedelta
from html import escape
from http.cookies import SimpleCookie
from uuid import UUID
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

IDLE, LONGEST, MINUTE = timedelta(minutes=30), timedelta(hours=12), timedelta(minutes=1)
LETTERS = string.ascii_letters + string.digits
NEVER = b"\xff\xff"
UUID_LENGTH = b"\x00\x10"
FORMAT = b"nearer-1"

SESSION = """SELECT person_id, share, box, started_at, seen_at, only_for FROM accounts_session
WHERE couple_id = ? AND id = ?"""
TOUCH = """UPDATE accounts_session SET seen_at = ?, box = ? WHERE couple_id = ? AND id = ?
AND share = ?"""
PEOPLE = """SELECT id, public_key, keyring, certificate, provisional_until FROM accounts_person
WHERE couple_id = ?"""
COLUMNS = """id, owner_id, kind, subject, visibility, day, size, predecessor, own_key, given_key,
body"""
KINDS = "kind IN ('conversation.answer', 'conversation.reply', 'conversation.put')"
MAY_READ = """(owner_id = :me OR (owner_id = :partner AND given_key IS NOT NULL
AND (visibility = 'shared' OR EXISTS (
SELECT 1 FROM journal_entry mine WHERE mine.couple_id = :couple AND mine.owner_id = :me
AND mine.kind = e.kind AND mine.subject = e.subject AND mine.visibility = 'when_both'
AND mine.given_key IS NOT NULL))))"""
ENTRIES = f"""SELECT {COLUMNS} FROM journal_entry e WHERE couple_id = :couple
AND {KINDS} AND day >= :since AND {MAY_READ}
UNION ALL SELECT {COLUMNS} FROM journal_entry e WHERE couple_id = :couple AND owner_id = :me
AND visibility = 'when_both' AND given_key IS NULL AND {KINDS}
AND day >= :waiting_since AND day < :since
UNION ALL SELECT {COLUMNS} FROM journal_entry e WHERE couple_id = :couple
AND kind IN ('conversation.deck', 'conversation.mine') AND {MAY_READ}"""
ROUNDS = """SELECT subject, owner_id, given_key IS NOT NULL FROM journal_entry
WHERE couple_id = ? AND kind = 'conversation.answer' AND visibility = 'when_both'
AND subject IN ("""


def moment(text):
    """As Django writes it into SQLite: UTC without saying so."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def derive(secret, info, length=32, salt=None):
    return HKDF(SHA256(), length, salt=salt, info=info).derive(secret)


def part(raw):
    return len(raw).to_bytes(2, "big") + raw


def named(*parts):
    return FORMAT + b"".join(part(raw) for raw in parts)


WRAP, MARK = named(b"wrap"), named(b"mark")
PAIR, GIVE = named(b"pair"), named(b"give")
SESSION_KEY, KEYRING_KEY = named(b"session"), named(b"keyring")
SUBJECT = named(b"subject", b"conversation.question")


class Bound:
    """A WSGI application with one page."""

    def __init__(self, database, *, page, bank, headers):
        """`page` is any Today, for its frame; `bank` has the questions in their order, and
        `headers` are those every page has.
        """
        self.database = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
        self.database.execute("PRAGMA synchronous=FULL")
        self.headers = headers
        self.questions = {question.id: (question.text, question.minutes) for question in bank}
        self.bank = [(q.id, q.depth, q.theme, frozenset(q.assumes)) for q in bank if not q.retired]
        self.marks = Marks(page)

    def __call__(self, environ, start_response):
        cookies = SimpleCookie(environ["HTTP_COOKIE"])
        couple, session, secret = (
            urlsafe_b64decode(text + "=" * (-len(text) % 4))
            for text in cookies["nearer"].value.split(".")
        )
        form = cookies["form"].value
        person, share, box, started, seen, only_for = self.database.execute(
            SESSION, (couple.hex(), session.hex())
        ).fetchone()
        now, started, seen = datetime.now(UTC), moment(started), moment(seen)
        if not share or only_for or now - seen >= IDLE or now - started >= LONGEST:
            raise PermissionError
        aes, about = AESGCM(derive(secret, SESSION_KEY, salt=share)), b"session"
        times = f"{started.isoformat()} {seen.isoformat()}".encode()
        user_key = aes.decrypt(box[:12], box[12:], named(about, session, times))
        if now - seen > MINUTE:
            nonce, seen = os.urandom(12), now
            times = f"{started.isoformat()} {seen.isoformat()}".encode()
            box = nonce + aes.encrypt(nonce, user_key, named(about, session, times))
            at = now.replace(tzinfo=None).isoformat(" ")
            self.database.execute(TOUCH, (at, box, couple.hex(), session.hex(), share))
        here = self.who(couple.hex(), person, user_key)
        body = self.today(couple.hex(), person, user_key, here, now)
        locks_at = min(seen + IDLE, started + LONGEST)
        mask = "".join(secrets.choice(LETTERS) for _ in range(32))
        token = mask + "".join(
            LETTERS[(LETTERS.index(a) + LETTERS.index(b)) % len(LETTERS)]
            for a, b in zip(form, mask, strict=True)
        )
        f = self.marks.frame
        text = (
            f"{f['top']}{locks_at.isoformat()}{f['clock']}{now.isoformat()}"
            f"{f['head']}{token}{f['nav']}{body}{f['foot']}"
        ).encode()
        kept = ("Set-Cookie", f" form={form}; HttpOnly; Path=/; SameSite=Lax")
        start_response("200 OK", [*self.headers, ("Content-Length", str(len(text))), kept])
        return [text]

    def who(self, couple, person, user_key):
        """The keyring, compared with who is really there."""
        rows = {row[0]: row for row in self.database.execute(PEOPLE, (couple,))}
        _, public_key, sealed, _, until = rows[person]
        aes = AESGCM(derive(user_key, KEYRING_KEY))
        about = named(b"keyring", bytes.fromhex(person))
        keyring = json.loads(unpadded(aes.decrypt(sealed[:12], sealed[12:], about)))
        own = X25519PrivateKey.from_private_bytes(b64decode(keyring["secret_keys"][0]))
        partner = keyring["partner"]
        theirs = b64decode(partner["keys"][0])
        if (
            own.public_key().public_bytes_raw() != public_key
            or rows[partner["person"]][1] != theirs
            or len(keyring["secret_keys"]) + len(partner["keys"]) + len(keyring["user_keys"]) > 2
            or until
        ):
            raise PermissionError
        return keyring, own, public_key, theirs

    def today(self, couple, person, user_key, here, now):
        keyring, own, public_key, theirs = here
        wall = now.astimezone(ZoneInfo(keyring["zone"]))
        day = wall.date()
        wrap_mark, wrap = derive(user_key, MARK, 4), AESGCM(derive(user_key, WRAP))
        shared = own.exchange(X25519PublicKey.from_public_bytes(theirs))
        pair = derive(shared, PAIR, salt=b"".join(sorted((public_key, theirs))))
        pair_mark, give = derive(pair, MARK, 4), AESGCM(derive(pair, GIVE))
        rows = self.database.execute(
            ENTRIES,
            {
                "couple": couple,
                "me": person,
                "partner": keyring["partner"]["person"],
                "since": (day - timedelta(days=14)).isoformat(),
                "waiting_since": (day - timedelta(days=60)).isoformat(),
            },
        )
        entries, broken = [], 0
        for row in rows:
            try:
                entries.append(opened(row, person, (wrap_mark, wrap), (pair_mark, give)))
            except Exception:  # noqa: BLE001 - any of a dozen: what matters is that it stays shut
                broken += 1
        entries.sort(key=lambda entry: entry["at"], reverse=True)
        mine = [
            e
            for e in entries
            if e["mine"] and e["kind"] == "conversation.answer" and e["visibility"] == "when_both"
        ]
        if broken:
            raise NotImplementedError
        states = self.rounds(couple, person, keyring["partner"], [e["subject"] for e in mine])
        return self.page(keyring, wall, entries, (mine, states))

    def rounds(self, couple, person, partner, subjects):
        """Where each stands, in words of the page."""
        marks = ",".join("?" * len(subjects))
        found = {
            (subject, owner): given
            for subject, owner, given in self.database.execute(
                f"{ROUNDS}{marks})", (couple, *subjects)
            )
        }
        states = {}
        for subject in subjects:
            given, theirs = found[subject, person], found.get((subject, partner["person"]))
            if given:
                states[subject] = "taken" if theirs is None else "open" if theirs else "waits"
            elif theirs is not None and partner["i_give_first"]:
                raise NotImplementedError  # a visit that writes is not what is measured
            else:
                states[subject] = "ready" if theirs else "waits"
        return states

    def page(self, keyring, wall, entries, answers):
        (mine, states), hour, day = answers, wall.hour, wall.date()
        when = "morning" if 5 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"
        out = [f"<h1>Good {when}, {escape(keyring['name'])}.</h1>\n"]
        fresh = self.fresh(b64decode(keyring["seed"]), entries, states, day)
        if fresh is not None:
            subject, name = fresh
            text, minutes = self.questions[name]
            a, b, c, d = self.marks.card
            out.append(
                f"{a}One question · {minutes} minutes · each on your own phone"
                f"{b}{safe(text)}{c}/conversation/round/{subject}/{d}"
            )
        lately = (day - timedelta(days=3)).isoformat()
        lines, icons, (a, b, c, d, e) = [], self.marks.icons, self.marks.line
        for entry in mine:
            state = states[entry["subject"]]
            if (state == "open" and entry["day"] < lately) or state == "taken":
                continue
            about, text = SAID[state], safe(self.questions[entry["fields"]["question"]][0])
            href = f"/conversation/round/{UUID(entry['subject'])}/"
            lines.append(f"{a}{icons[about]}{b}{href}{c}{text}{d}{about}{e}")
        if lines:
            before, after = self.marks.list
            out.append(f"{before}{''.join(lines)}{after}")
        return "".join(out)

    def fresh(self, seed, entries, states, day):
        """The newest question that stands open and was not answered."""
        for entry in entries:
            if entry["kind"] == "conversation.put" and entry["subject"] not in states:
                return UUID(entry["subject"]), entry["fields"]["question"]
        for back, question in enumerate(self.dealt(seed, entries, day)):
            asked = (day - timedelta(back)).isoformat()
            subject = derive(seed, SUBJECT + part(question.encode()) + part(asked.encode()), 16)
            if subject.hex() not in states:
                return UUID(bytes=subject), question
        return None

    def dealt(self, seed, entries, day):
        """The questions of today and of the thirteen days before, one by one."""
        chosen = [
            (
                date.fromisoformat(entry["day"]) + timedelta(days=1),
                entry["fields"]["depths"],
                entry["fields"]["themes"],
                frozenset(entry["fields"]["fits"]),
            )
            for entry in entries
            if entry["kind"] == "conversation.deck"
        ]
        if len(chosen) != 1:
            raise NotImplementedError
        (since, depths, themes, fits) = chosen[0]
        deck = [
            name
            for name, depth, theme, assumes in self.bank
            if (not depths or depth in depths)
            and (not themes or theme in themes)
            and assumes <= fits
        ]
        gentle = [name for name, depth, _, assumes in self.bank if depth in {1, 2} and not assumes]
        if (day - since).days >= len(deck) or day - since < timedelta(14):
            raise NotImplementedError
        start, turns, recent = (since - date(2026, 1, 1)).days, {}, set()
        for number in range(max(0, start - 100), start):
            turn, place = divmod(number, len(gentle))
            if turn not in turns:
                turns[turn] = shuffled(gentle, seed, turn)
            recent.add(turns[turn][place])
        order = shuffled(deck, seed, 0)
        order = [q for q in order if q not in recent] + [q for q in order if q in recent]
        for ago in range(14):
            yield order[(day - since).days - ago]


def shuffled(names, seed, turn):
    salt = seed + turn.to_bytes(4, "big")
    return sorted(names, key=lambda name: hashlib.sha256(salt + name.encode()).digest())


def opened(row, me, own, both):
    """One entry: the key to it, the body, the day compared."""
    (wrap_mark, wrap), (pair_mark, give) = own, both
    id_, owner, kind, subject, visibility, day, size, predecessor, own_key, given_key, body = row
    about = b"".join(
        (
            FORMAT,
            part(kind.encode()),
            UUID_LENGTH,
            bytes.fromhex(id_),
            UUID_LENGTH,
            bytes.fromhex(owner),
            part(visibility.encode()),
            UUID_LENGTH + bytes.fromhex(subject) if subject else NEVER,
            part(str(size).encode()),
            UUID_LENGTH + bytes.fromhex(predecessor) if predecessor else NEVER,
        )
    )
    if owner == me:
        if own_key[:4] != wrap_mark:
            raise PermissionError
        key = wrap.decrypt(own_key[4:16], own_key[16:], about)
    else:
        if given_key[:4] != pair_mark:
            raise PermissionError
        hasher = Hash(SHA256())
        hasher.update(body)
        key = give.decrypt(given_key[4:16], given_key[16:], about + b"\x00\x20" + hasher.finalize())
    inside = json.loads(unpadded(AESGCM(key[:32]).decrypt(body[:12], body[12:], about)))
    if inside["day"] != day or inside["v"] != 1:
        raise ValueError
    return {
        "kind": kind,
        "mine": owner == me,
        "subject": subject,
        "visibility": visibility,
        "day": day,
        "at": datetime.fromisoformat(inside["at"]),
        "fields": inside["f"],
    }


def unpadded(padded):
    end = padded.rfind(b"\x80")
    if end < 0 or padded[end + 1 :] != bytes(len(padded) - end - 1):
        raise ValueError
    return padded[:end]


def safe(text):
    return escape(text).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")


SAID = {
    "ready": "You both answered. Open it.",
    "open": "Open to you both",
    "waits": "Sealed. It waits calmly.",
}
FRAME = re.compile(
    r'(?P<top>.*? data-lock-at=")[^"]+(?P<clock>" data-now=")[^"]+'
    r"(?P<head>.*?X-CSRFToken\": \")\w+(?P<nav>.*?<main[^>]*>\n).*?(?P<foot></main>.*)",
    re.DOTALL,
)


CARD = re.compile(
    r'<section class="card">.*?</span>(.*?)</p>.*?<p class="said">(.*?)</p>.*?href="([^"]+)"'
    r".*?</section>\n",
    re.DOTALL,
)
LINE = re.compile(r'<li>(<svg.*?</svg>).*?href="([^"]+)">(.*?)</a>.*?<small>(.*?)</small>.*?</li>')
LIST = re.compile(
    r'(<section class="stack tight"><h2>Between you</h2>.*?)<li>.*</li>(.*?)</main>', re.DOTALL
)


class Marks:
    """The text that never changes, cut where something stands that does.

    Read off a page of Nearer at the start: a hand-written page would keep it as constants.
    """

    def __init__(self, page):
        self.frame = FRAME.fullmatch(page).groupdict()
        self.card = between(CARD.search(page))
        self.line = between(LINE.search(page))
        self.list = LIST.search(page).groups()
        icons = {about: icon for icon, _, _, about in LINE.findall(page)}
        icons[SAID["ready"]] = icons[SAID["open"]]
        self.icons = icons


def between(match):
    """What stands before, between and after the groups of a match."""
    edges = [
        match.start(),
        *(edge for n in range(1, match.re.groups + 1) for edge in match.span(n)),
    ]
    ends = [*edges[1:], match.end()]
    return [match.string[start:end] for start, end in zip(edges[::2], ends[::2], strict=True)]
