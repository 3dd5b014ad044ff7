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
MAY_READ = """(owner_id = :me OR (owner_id = :partner AND given_key IS NOT NULL
AND (visibility = 'shared' OR EXISTS (
SELECT 1 FROM journal_entry mine WHERE mine.couple_id = :couple AND mine.owner_id = :me
AND mine.kind = e.kind AND mine.subject = e.subject AND mine.visibility = 'when_both'
AND mine.given_key IS NOT NULL))))"""
LATELY = f"""SELECT {COLUMNS} FROM journal_entry e WHERE couple_id = :couple
AND kind IN (%(kinds)s) AND day >= :since_%(days)s AND {MAY_READ}
UNION ALL """
WAITING = f"""SELECT {COLUMNS} FROM journal_entry e WHERE couple_id = :couple AND owner_id = :me
AND visibility = 'when_both' AND given_key IS NULL AND day >= :since_60 AND (%s)
UNION ALL """
STANDING = f"""SELECT {COLUMNS} FROM journal_entry e WHERE couple_id = :couple
AND kind IN (%s) AND {MAY_READ}"""
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
ORDER = named(b"own subject", b"conversation.question", b"order")
LOT = named(b"own subject", b"journey.lot")


class Bound:
    """A WSGI application with one page."""

    def __init__(self, database, *, page, bank, headers, kinds, standing, steps):
        """`page` is any Today, for its frame; `bank` has the questions in their order, and
        `headers` are those every page has. `steps` are the offers that are the same for every
        couple who did nothing but answer questions; the two that are questions are made here.
        `kinds` are those that are read, by how many days back.
        """
        windows = {days: listed(found) for days, found in kinds.items()}
        older = [f"(kind IN ({w}) AND day < :since_{days})" for days, w in windows.items()]
        self.entries = (
            "".join(LATELY % {"kinds": w, "days": days} for days, w in windows.items())
            + WAITING % " OR ".join(older)
            + STANDING % listed(standing)
        )
        self.windows = (*windows, 60)
        self.expected = frozenset(EXPECTED)
        self.steps = [step for step in steps if step.key not in QUESTIONS]
        self.database = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
        self.database.execute("PRAGMA synchronous=FULL")
        self.headers = headers
        self.questions = {question.id: (question.text, question.minutes) for question in bank}
        self.depths = {question.id: question.depth for question in bank}
        self.alone = [
            q.id for q in bank if q.alone and q.depth < 3 and not q.assumes and not q.retired
        ]
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
        f = self.marks.frame
        text = (
            f"{f['top']}{locks_at.isoformat()}{f['clock']}{now.isoformat()}"
            f"{f['head']}{token(form)}{f['nav']}{body}{f['form']}{token(form)}{f['foot']}"
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
            self.entries,
            {
                "couple": couple,
                "me": person,
                "partner": keyring["partner"]["person"],
                **{f"since_{n}": (day - timedelta(days=n)).isoformat() for n in self.windows},
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
        if broken or not self.expected.issuperset(entry["kind"] for entry in entries):
            raise NotImplementedError  # nothing else is measured
        states = self.rounds(couple, person, keyring["partner"], [e["subject"] for e in mine])
        return self.page(keyring, wall, entries, (mine, states), user_key)

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

    def page(self, keyring, wall, entries, answers, user_key):
        (mine, states), hour, day = answers, wall.hour, wall.date()
        when = "morning" if 5 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"
        out = [f"<h1>Good {when}, {escape(keyring['name'])}.</h1>\n"]
        fresh = self.fresh(b64decode(keyring["seed"]), entries, states, day)
        chosen, others = self.chosen(entries, fresh, day, user_key)
        a, b, c, d, e, f = self.marks.card
        key, title, href, about, why = chosen
        out.append(f"{a}{about}{b}{safe(title)}{c}{safe(why)}{d}{href}{e}{key}{f}")
        a, b, c, d = self.marks.other
        out += [f"{a}{href}{b}{safe(title)}{c}{about}{d}" for _, title, href, about, _ in others]
        out.append(self.marks.after_card)
        lately = (day - timedelta(days=3)).isoformat()
        lines, icons, (a, b, c, d, e) = [], self.marks.icons, self.marks.line
        for entry in mine:
            state = states[entry["subject"]]
            if (state == "open" and entry["day"] < lately) or state == "taken":
                continue
            about, text = SAID[state], safe(self.questions[entry["fields"]["question"]][0])
            href = f"/conversation/round/{UUID(entry['subject'])}/"
            lines.append(f"{a}{icons[about]}{b}{href}{c}{text}{d}{about}{e}")
        if not 0 < len(lines) <= 4:
            raise NotImplementedError
        before, after = self.marks.list
        out.append(f"{before}{''.join(lines)}{after}")
        return "".join(out)

    def chosen(self, entries, fresh, day, user_key):
        """The one next step and two others, by the same rule: nothing is measured or put off."""
        own = [e for e in entries if e["mine"]]
        answers = [e for e in own if e["kind"] == "conversation.answer"]
        first = date.fromisoformat(min(e["day"] for e in own))
        week, steps = max(0, (day - first).days) // 7 + 1, []
        if fresh is not None:
            subject, name = fresh
            text, minutes = self.questions[name]
            depth = self.depths[name]
            together = [e["day"] for e in answers if e["visibility"] != "only_me"]
            about = f"One question · {minutes} minutes · each on your own phone"
            href, stage = f"/conversation/round/{subject}/", "listen" if depth > 2 else "good"
            said = ("conversation.question", text, href, about, WHY[stage])
            score = 0.5 * 0.4 * 0.95 * fit(stage, week)
            steps.append((score - less(minutes, depth // 2, together, 1, day), said))
            if depth > 3:
                raise NotImplementedError
        name = self.next_alone(entries, user_key)
        text, minutes = self.questions[name]
        about = f"One question · {minutes} minutes · for you alone"
        said = (
            "conversation.alone", text, f"/conversation/question/{name}/", about, WHY["good"]
        )  # fmt: skip
        alone = [e["day"] for e in answers if e["visibility"] == "only_me"]
        score = 0.3 * 0.4 * fit("good", week)
        steps.append((score - less(minutes, 1, alone, 1, day), said))
        for step in self.steps:
            willing = {"alone": 1.0, "each": 0.95, "together": 0.9}[step.who]
            score = step.benefit * 0.4 * willing * step.fits * fit(step.stage, week)
            why = step.why or WHY[step.stage]
            said = (step.key, step.title, step.href, step.about, why)
            steps.append((score - less(step.minutes, step.energy, [], step.every, day), said))
        return self.drawn(steps, day, user_key)

    def drawn(self, steps, day, user_key):
        """The best, or another near-tie where the lot of this day says so; then two of the rest."""
        steps.sort(key=lambda step: (-step[0], step[1][0]))
        near = [step for step in steps[1:] if steps[0][0] - step[0] <= 0.04]
        name = LOT + part(day.isoformat().encode()) + part(b"0")
        lot = int.from_bytes(derive(user_key, name, 16)) / float(1 << 128)
        odds = [0.82, *[0.18 / len(near)] * len(near)] if near else [1.0]
        first = 0
        for place, odd in enumerate(odds):
            lot -= odd
            if lot < 0:
                first = place
                break
        chosen = steps.pop(first)
        practices, others = {chosen[1][0].partition(".")[0]}, []
        while steps and len(others) < 2:
            best = max(steps, key=lambda s: s[0] - 0.05 * (s[1][0].partition(".")[0] in practices))
            steps.remove(best)
            others.append(best[1])
            practices.add(best[1][0].partition(".")[0])
        return chosen[1], others

    def next_alone(self, entries, user_key):
        """The first question for oneself that was not answered, in an order of one's own."""
        own = (e for e in entries if e["kind"] == "conversation.mine" and e["mine"])
        answered = next((e["fields"]["answered"] for e in own), [])
        order = shuffled(self.alone, derive(user_key, ORDER, 16), 0)
        return next((name for name in order if name not in answered), order[0])

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


def listed(kinds):
    return ", ".join(f"'{kind}'" for kind in sorted(kinds))


def token(form):
    """The form's secret under a mask that is new each time."""
    mask = "".join(secrets.choice(LETTERS) for _ in range(32))
    return mask + "".join(
        LETTERS[(LETTERS.index(a) + LETTERS.index(b)) % len(LETTERS)]
        for a, b in zip(form, mask, strict=True)
    )


def fit(stage, week):
    """How well a step of this stage fits in this week of the path."""
    here = next((name for name, (first, last) in WEEKS.items() if first <= week <= last), None)
    ahead = STAGES.index(stage) - STAGES.index(here) if here else 0
    return 1.0 if ahead == 0 else 0.85 if ahead < 0 else 0.6 if ahead == 1 else 0.35


def less(minutes, energy, done, every, day):
    """What it takes, and what it costs to do it again so soon."""
    burden = 0.1 * min(minutes, 90) / 90 + 0.015 * (energy - 1)
    if not done:
        return burden
    ago = max(0, (day - date.fromisoformat(max(done))).days)
    return burden + 0.3 * max(0.0, 1 - ago / every)


QUESTIONS = ("conversation.question", "conversation.alone")
EXPECTED = (
    *("conversation.answer", "conversation.reply", "conversation.put"),
    *("conversation.deck", "conversation.mine"),
)
WEEKS = {"begin": (1, 1), "good": (2, 4), "listen": (5, 6), "needs": (7, 8), "harder": (9, 10)}
STAGES = tuple(WEEKS)
WHY = {
    "begin": "A first step: seeing where you are, without solving it.",
    "good": "Good things come first.",
    "listen": "Being heard comes before solving.",
    "needs": "What each of you needs, said plainly.",
    "harder": "This one asks a little more.",
}
SAID = {
    "ready": "You both answered. Open it.",
    "open": "Open to you both",
    "waits": "Sealed. It waits calmly.",
}
FRAME = re.compile(
    r'(?P<top>.*? data-lock-at=")[^"]+(?P<clock>" data-now=")[^"]+'
    r"(?P<head>.*?X-CSRFToken\": \")\w+(?P<nav>.*?<main[^>]*>\n).*?"
    r"(?P<form><form class=\"stack tight\" id=\"say\".*?value=\")\w+(?P<foot>\">.*)",
    re.DOTALL,
)


CARD = re.compile(
    r'<section class="card">.*?</span>(.*?)</p>.*?<p class="said">(.*?)</p>.*?"small">(.*?)</p>'
    r'.*?href="([^"]+)".*?name="not_now" value="([^"]+)".*?<ul class="list">\n',
    re.DOTALL,
)
OTHER = re.compile(r'<li>.*?href="([^"]+)">(.*?)</a><small>(.*?)</small></span></li>')
AFTER_CARD = re.compile(r"(?<=</li>)\s*</ul></div>\s*</section>\s*(?=<section)")
LINE = re.compile(r'<li>(<svg.*?</svg>).*?href="([^"]+)">(.*?)</a>.*?<small>(.*?)</small>.*?</li>')
LIST = re.compile(
    r'(<section class="stack tight"><h2>What is open</h2>.*?)<li>.*</li>(.*?)<form class', re.DOTALL
)


class Marks:
    """The text that never changes, cut where something stands that does.

    Read off a page of Nearer at the start: a hand-written page would keep it as constants.
    """

    def __init__(self, page):
        self.frame = FRAME.fullmatch(page).groupdict()
        card = CARD.search(page)
        self.card = between(card)
        self.other = between(OTHER.search(page, card.end()))
        self.after_card = AFTER_CARD.search(page, card.end())[0]
        self.list = LIST.search(page).groups()
        page = page[page.index("<h2>What is open</h2>") :]
        self.line = between(LINE.search(page))
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
