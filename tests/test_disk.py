"""Whoever carries the disk away: no word lies on it, and no key that opens one.

One evening is played on a real file (tests/disk_story.py). Then everything that was seized is
searched for every text in many spellings, and every 32 bytes of it are tried as a key.
"""

import base64
import hmac
import json
import os
import re
import sqlite3
import subprocess
import sys
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote, quote_plus
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from nearer.feeds.keys import key_of
from nearer.journal.opened import Row
from nearer.lib import keyfile
from nearer.sealing import passphrase, recovery, slots
from nearer.sealing.boxes import context, derive
from nearer.sealing.keyring import open_keyring
from nearer.sealing.passphrase import Cost
from nearer.sealing.vault import Vault

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
ONE_DAY = timedelta(days=1)
CHEAP = Cost(64, 1)  # what tests/settings.py asks for
BEGINS = b'{"v":1,"at":"202'
KEYRING_BEGINS = b'{"secret_keys":['


@dataclass
class Seized:
    """What was carried away, the texts that were typed, and the rows as the thief reads them."""

    files: dict[str, bytes]
    known: dict
    rows: dict[str, list[dict]]
    after: dict[str, bytes]

    def of(self, table: str, **which) -> list[dict]:
        return [row for row in self.rows[table] if all(row[k] == v for k, v in which.items())]

    @property
    def everything(self) -> bytes:
        return b"\xff\0\xff".join(self.files.values())


def plays(folder: Path, plant: str = "", url: str = "") -> Seized:
    """Play the evening in a process of its own and look at what it left."""
    for name in ("data", "scratch", "seized"):
        (folder / name).mkdir()
    environment = {
        **os.environ,
        "NEARER_DATA": str(folder / "data"),
        "TMPDIR": str(folder / "scratch"),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": url,
    }
    command = [sys.executable, "-m", "tests.disk_story", str(folder / "seized"), plant]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return _look_at(folder, done.stdout + done.stderr, url)


def _look_at(folder: Path, said: bytes, url: str) -> Seized:
    seized = folder / "seized"
    known = json.loads((seized / "known.json").read_text())
    files = {p.name: p.read_bytes() for p in seized.iterdir() if p.is_file()}
    del files["known.json"]
    files["what it said"] = said
    temporary = [path for path in (folder / "scratch").rglob("*") if path.is_file()]
    files |= {f"scratch/{path.name}": path.read_bytes() for path in temporary}
    with tarfile.open(seized / "backup.tar") as tar:
        for member in tar:
            files[f"backup/{member.name}"] = tar.extractfile(member).read()
    after = {path.name: path.read_bytes() for path in (seized / "after").iterdir()}
    return Seized(files, known, _rows(seized, url), after)


def _rows(seized: Path, url: str) -> dict[str, list[dict]]:
    if url:
        return _rows_of_dump((seized / "dump.sql").read_text())
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript((seized / "dump.sql").read_text())
        database.row_factory = sqlite3.Row
        names = database.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        return {
            name: [dict(row) for row in database.execute(f"SELECT * FROM {name}")]
            for (name,) in names
        }


def _rows_of_dump(dump: str) -> dict[str, list[dict]]:
    """The rows in `INSERT INTO public.x VALUES (...)`, with columns from CREATE TABLE."""
    columns = {
        name: re.findall(r"^\s+(?!CONSTRAINT)(\w+) ", body, re.MULTILINE)
        for name, body in re.findall(r"CREATE TABLE public\.(\w+) \((.*?)\n\);", dump, re.DOTALL)
    }
    rows: dict[str, list[dict]] = {name: [] for name in columns}
    inserts = r"^INSERT INTO public\.(\w+) VALUES \((.*)\);$"
    for name, values in re.findall(inserts, dump, re.MULTILINE):
        cells = [_cell(cell) for cell in re.findall(r"'(?:[^']|'')*'|[^,\s]+", values)]
        if len(cells) == len(columns[name]):
            rows[name].append(dict(zip(columns[name], cells, strict=True)))
    return rows


def _cell(text: str):
    if text.startswith(r"'\x"):
        return bytes.fromhex(text[3:-1])
    if text.startswith("'"):
        inside = text[1:-1]
        is_uuid = re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", inside)
        return inside.replace("-", "") if is_uuid else inside
    return None if text == "NULL" else int(text) if text.isdigit() else text


@pytest.fixture(scope="module")
def evening(tmp_path_factory) -> Seized:
    return plays(tmp_path_factory.mktemp("evening"))


# --- texts ------------------------------------------------------------------------------------


def spellings(text: str) -> Iterator[tuple[str, bytes]]:
    """How a text could lie somewhere without lying there as it is."""
    raw = text.encode()
    yield "UTF-8", raw
    yield "UTF-16LE", text.encode("utf-16-le")
    yield "UTF-16BE", text.encode("utf-16-be")
    yield "hex", raw.hex().encode()
    yield "HEX", raw.hex().upper().encode()
    for shift in range(3):  # the middle is the same whatever stood before
        for name, encode in (
            ("base64", base64.b64encode),
            ("base64url", base64.urlsafe_b64encode),
        ):
            whole = encode(bytes(shift) + raw).rstrip(b"=")
            yield f"{name} at {shift}", whole[(shift * 8 + 5) // 6 :][: (len(raw) * 8 - 6) // 6]
    for shift in range(5):
        whole = base64.b32encode(bytes(shift) + raw).rstrip(b"=")
        yield f"base32 at {shift}", whole[(shift * 8 + 4) // 5 :][: (len(raw) * 8 - 5) // 5]
    yield "URL", quote(text).encode()
    yield "form", quote_plus(text).encode()
    yield "JSON", json.dumps(text)[1:-1].encode()


def inflated(data: bytes) -> Iterator[bytes]:
    """Whatever in these bytes is a compressed stream, unpacked."""
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08", data):
        wbits = 31 if data[found.start()] == 0x1F else 15
        with suppress(zlib.error):
            plain = zlib.decompressobj(wbits).decompress(data[found.start() :], 1 << 20)
            if len(plain) > 8:
                yield plain


def found_texts(files: dict[str, bytes], typed: dict[str, str]) -> list[str]:
    """Which text lies where, and spelt how."""
    places = dict(files)
    for name, data in files.items():
        places |= {f"{name}, unpacked {n}": plain for n, plain in enumerate(inflated(data))}
    return [
        f"{name} in {place} as {how}"
        for name, text in typed.items()
        for how, spelt in spellings(text)
        for place, data in places.items()
        if spelt in data
    ]


def test_no_text_lies_anywhere_in_any_spelling(evening):
    assert len(evening.known["typed"]) > 20
    assert found_texts(evening.files, evening.known["typed"]) == []


def test_no_pin_lies_anywhere(evening):
    # Six digits do turn up by chance in long hexadecimal; everywhere else they must not.
    files = {name: re.sub(rb"[0-9a-fA-F]{20,}", b"", data) for name, data in evening.files.items()}
    for pin in evening.known["pins"].values():
        for spelt in (pin.encode(), pin.encode("utf-16-le"), pin.encode("utf-16-be")):
            assert not [name for name, data in files.items() if spelt in data]


@pytest.mark.parametrize("how", dict(spellings("a text of some length")))
def test_the_search_finds_a_text_in_each_spelling(how):
    text = "zephyr quartz 3f9a: she said “no”, twice"
    before = os.urandom(7) if not how.startswith("base") else b"%%%"
    planted = {"file": before + dict(spellings(text))[how] + b"%%%"}
    assert found_texts(planted, {"planted": text})


def test_the_search_finds_what_is_encoded_with_its_neighbours():
    text = "zephyr quartz 3f9a and so on"
    for n, encode in enumerate((base64.b64encode, base64.urlsafe_b64encode, base64.b32encode)):
        for shift in range(6):
            around = encode(b"#" * shift + text.encode() + b"####" * (n + 1))
            assert found_texts({"file": around}, {"planted": text}), (encode.__name__, shift)
    packed = zlib.compress(b'{"text": "' + text.encode() + b'"}')
    assert found_texts({"file": b"..." + packed + b"..."}, {"planted": text})


def test_nothing_was_written_but_what_we_know_of(evening):
    """No temporary file ever, not even one that is gone by now."""
    ours = r"key(\.[0-9a-f]{8})?|log|dump\.sql|nearer\.sqlite3(-wal|-shm)?|whole|running"
    known = re.compile(rf"/({ours})$")
    nowhere = {os.devnull}  # where what a calendar's reader says on its error stream goes
    written = set(evening.known["written"]) - nowhere
    others = [n for n in written if "/seized/" not in n and not known.search(n)]
    # Python's tempfile looks once whether a folder can be written to, with five bytes.
    assert [n for n in others if not re.search(r"/scratch/[a-z0-9_]{8}$", n)] == []
    assert not [name for name in evening.files if name.startswith("scratch/")]


# --- keys -------------------------------------------------------------------------------------


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def entry(row: dict) -> Row:
    ids = {name: _uuid(row[name]) for name in ("id", "owner_id", "subject", "predecessor")}
    return Row(**{name: row[name] for name in Row._fields} | ids)


def opens_with(evening: Seized, *, name: str, words: str, key: bytes) -> Vault:
    """What the right words open, with nothing but what was seized."""
    salt = passphrase.salt_for(name, keyfile.subkey(key, "names"))
    stretched = passphrase.stretch(words, salt, CHEAP)
    slot = evening.of("accounts_slot", lookup=stretched.lookup)[0]
    return _vault(evening, slot, stretched.key, stretched.commitment)


def _vault(evening: Seized, slot: dict, key: bytes, commitment: bytes) -> Vault:
    person = UUID(slot["person_id"])
    user_key = slots.empty(
        slot["box"], key=key, kind=slot["kind"], person=person,
        commitment=commitment, expected=slot["commitment"],
    )  # fmt: skip
    row = evening.of("accounts_person", id=person.hex)[0]
    keyring = open_keyring(row["keyring"], user_key=user_key, person=person)
    return Vault(person=person, user_key=user_key, keyring=keyring)


def guest(evening: Seized) -> Vault:
    known = evening.known["guest"]
    key = bytes.fromhex(evening.files["key"].decode().strip())
    return opens_with(evening, name=known["name"], words=known["words"], key=key)


def theirs(evening: Seized, person: UUID) -> list[Row]:
    return [entry(row) for row in evening.of("journal_entry", owner_id=person.hex)]


def test_the_right_words_open_all_of_it(evening):
    """So what stays shut below is shut for want of the words."""
    vault = guest(evening)
    found = theirs(evening, vault.person)
    assert len(found) >= 5
    texts = b"".join(vault.open_own(r.label, body=r.body, own_key=r.own_key) for r in found)
    for name in ("guest", "guest reply", "guest sealed", "draft of the guest"):
        assert evening.known["typed"][name].encode() in texts
    recovered = recovery.stretch(evening.known["guest"]["code"])
    slot = evening.of("accounts_slot", lookup=recovered.lookup)[0]
    assert _vault(evening, slot, recovered.key, recovered.commitment).user_key == vault.user_key


def secrets_of(evening: Seized) -> dict[str, bytes]:
    """Every key of the guest, as only the guest's words give them."""
    vault, known = guest(evening), evening.known["guest"]
    key = bytes.fromhex(evening.files["key"].decode().strip())
    salt = passphrase.salt_for(known["name"], keyfile.subkey(key, "names"))
    found = {
        "user key": vault.user_key,
        "seed": vault.keyring.seed,
        "key of the words": passphrase.stretch(known["words"], salt, CHEAP).key,
        "key of the code": recovery.stretch(known["code"]).key,
        "code": recovery.raw(known["code"], 16),
    }
    found |= {f"secret key {n}": k for n, k in enumerate(vault.keyring.secret_keys)}
    found |= {f"cookie {n}": bytes.fromhex(k) for n, k in enumerate(evening.known["cookies"])}
    for name in ("token", "token of before", "token of the guest"):
        feed = key_of(evening.known["typed"][name])
        found |= {f"{name}, raw": base64.urlsafe_b64decode(f"{evening.known['typed'][name]}=")}
        found |= {f"key of the {name}": feed.key}
    for row in theirs(evening, vault.person):
        content = vault._content_key(row.label.bound(), row.own_key)
        found |= {f"content of {row.kind} {row.id}": content}
    for purpose in ("wrap", "keyring", "device", "invitation"):
        found[f"derived for {purpose}"] = derive(vault.user_key, purpose)
    return found


def found_secrets(files: dict[str, bytes], secrets: dict[str, bytes]) -> list[str]:
    spelt = {
        name: (s, s.hex().encode(), s.hex().upper().encode(), base64.b64encode(s)[:-3],
               base64.urlsafe_b64encode(s)[:-3])
        for name, s in secrets.items()
    }  # fmt: skip
    return [
        f"{name} in {place}"
        for name, ways in spelt.items()
        for place, data in files.items()
        if any(way in data for way in ways)
    ]


def test_no_key_of_the_guest_lies_anywhere(evening):
    secrets = secrets_of(evening)
    assert len(secrets) > 15
    assert found_secrets(evening.files, secrets) == []


class Target:
    """The guest's ciphertexts, and one quick look whether 32 bytes open any of them."""

    def __init__(self, evening: Seized, person: UUID) -> None:
        rows = theirs(evening, person)
        self.row = rows[0]
        self.about = self.row.label.bound()
        self.given = next((r for r in rows if r.given_key), None)
        self.marks = {r.own_key[:4] for r in rows} | {r.given_key[:4] for r in rows if r.given_key}
        keyring = evening.of("accounts_person", id=person.hex)[0]["keyring"]
        self.slots = evening.of("accounts_slot", person_id=person.hex)
        beginnings = [(row.body, BEGINS) for row in rows] + [(keyring, KEYRING_BEGINS)]
        # AES-GCM is counting: what the first block is mixed with is AES of nonce and 2.
        self.blocks = b"".join(box[:12] + b"\0\0\0\2" for box, _ in beginnings)
        self.mixed = [
            bytes(a ^ b for a, b in zip(box[12:28], begins, strict=True))
            for box, begins in beginnings
        ]
        self.mark = context("mark") + b"\1"
        self.keyring = context("keyring") + b"\1"
        self.wrapped = [(self.row.own_key[4:], self.about)]
        self.wrapped += [
            (slot["box"], context("slot", slot["kind"], person)) for slot in self.slots
        ]

    def opened_by(self, window: bytes) -> str:
        """What these 32 bytes are the key to, or nothing."""
        stream = Cipher(algorithms.AES(window), modes.ECB()).encryptor().update(self.blocks)
        for n, mixed in enumerate(self.mixed):
            if stream[16 * n : 16 * n + 16] == mixed:
                return "a body"
        drawn = hmac.digest(bytes(32), window, "sha256")  # HKDF, by hand since it is quicker
        if hmac.digest(drawn, self.mark, "sha256")[:4] in self.marks:
            return "a user key or a pair's secret"
        cipher = AESGCM(window)
        return "a wrapped key" if any(_opens(cipher, *box) for box in self.wrapped) else ""


def _opens(cipher: AESGCM, box: bytes, about: bytes) -> bool:
    try:
        cipher.decrypt(box[:12], box[12:], about)
    except InvalidTag:
        return False
    return True


def windows(data: bytes, seen: set[int]) -> Iterator[bytes]:
    """Every 32 bytes, those seen before left out."""
    for start in range(len(data) - 31):
        window = data[start : start + 32]
        known = hash(window)
        if known not in seen:
            seen.add(known)
            yield window


def raw_and_unhexed(files: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The bytes as they lie there; long hexadecimal is tried as the bytes that it spells."""
    for name, data in files.items():
        yield name, re.sub(rb"[0-9a-fA-F]{80,}", lambda found: found[0][:31] + found[0][-31:], data)
        for found in re.finditer(rb"(?:[0-9a-fA-F]{2}){32,}", data):
            yield f"{name}, hex", bytes.fromhex(found[0].decode())


def key_in(files: dict[str, bytes], target: Target) -> str | None:
    """The first key there is, and where."""
    seen: set[int] = set()
    found = (
        f"{what} in {name}"
        for name, data in raw_and_unhexed(files)
        for window in windows(data, seen)
        if (what := target.opened_by(window))
    )
    return next(found, None)


def test_no_32_bytes_on_the_disk_open_anything_of_the_guest(evening):
    target = Target(evening, guest(evening).person)
    # The backup is looked at as what is in it; the shm holds page numbers, at most 8 bytes each.
    files = {n: d for n, d in evening.files.items() if n != "backup.tar"}
    assert key_in(files, target) is None


def test_the_scan_finds_each_sort_of_key(evening):
    vault, secrets = guest(evening), secrets_of(evening)
    target = Target(evening, vault.person)
    pair = next(iter(vault.keyring.partner.keys))
    from nearer.sealing.vault import pair_secret

    secrets["pair"] = pair_secret(vault.keyring.secret_keys[0], pair)
    findable = [
        name for name in secrets
        if name.startswith("content") or name in
        {"user key", "key of the words", "key of the code", "derived for wrap",
         "derived for keyring", "pair"}
    ]  # fmt: skip
    assert len(findable) > 8
    for name in findable:
        planted = {"file": os.urandom(40) + secrets[name] + os.urandom(40)}
        assert key_in(planted, target), name
        assert key_in({"file": b"x'" + secrets[name].hex().encode() + b"'"}, target), name


# --- what goes --------------------------------------------------------------------------------


def test_a_deleted_account_leaves_nothing_in_the_file_or_its_log(evening):
    if "nearer.sqlite3-wal" not in evening.after:
        pytest.skip("This is about SQLite's own files.")
    person = guest(evening).person.hex
    gone = [row["body"] for row in evening.of("journal_entry", owner_id=person)]
    gone += [row["own_key"] for row in evening.of("journal_entry", owner_id=person)]
    gone += [row["keyring"] for row in evening.of("accounts_person", id=person)]
    gone += [row["box"] for row in evening.of("accounts_slot", person_id=person)]
    assert len(gone) > 15
    everything = b"".join(evening.files.values())
    for blob in gone:
        piece = blob[:24]
        assert piece in everything  # so it was there before
        assert not [name for name, data in evening.after.items() if piece in data]
    assert evening.after["nearer.sqlite3-wal"] == b""


def test_of_sittings_only_the_last_day_lies_there_and_says_when_it_goes(evening):
    """What was pressed some days ago is swept; what is there says on which day it goes."""
    steps = evening.of("journal_entry", kind="presence.step")
    assert 8 < len(steps) < 16
    for row in steps:
        assert date.fromisoformat(row["expires_on"]) - date.fromisoformat(row["day"]) <= ONE_DAY
    due = evening.of("accounts_sweep", what="presence.steps")
    assert {row["target_id"] for row in due} == {row["owner_id"] for row in steps}
    first = min(date.fromisoformat(row["day"]) for row in steps)
    assert all(date.fromisoformat(row["due_at"][:10]) >= first + 2 * ONE_DAY for row in due)
    lines = evening.of("journal_entry", kind="presence.taken")
    assert sorted(row["visibility"] for row in lines) == ["only_me", "when_both", "when_both"]


# --- PostgreSQL -------------------------------------------------------------------------------


@pytest.mark.postgres
def test_the_same_evening_on_postgresql(tmp_path_factory):
    with a_postgres() as url:
        evening = plays(tmp_path_factory.mktemp("postgres"), url=url)
    assert len(theirs(evening, guest(evening).person)) >= 5
    test_the_right_words_open_all_of_it(evening)
    test_no_text_lies_anywhere_in_any_spelling(evening)
    test_no_key_of_the_guest_lies_anywhere(evening)


def a_postgres():
    from tests.postgres import running_postgres

    return running_postgres()
