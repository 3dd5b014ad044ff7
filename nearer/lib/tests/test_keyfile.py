"""The key file is made once, is nobody else's to read, and is never made beside a database."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from nearer.lib import keyfile


def test_it_is_made_once_and_read_ever_after(tmp_path):
    path = tmp_path / "data" / "key"
    first = keyfile.load_or_make(path, database=tmp_path / "none")
    assert len(first) == 32
    assert keyfile.load_or_make(path, database=tmp_path / "none") == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0


def test_a_disk_without_hard_links_will_do(tmp_path, monkeypatch):
    def refuses(*_args):
        raise PermissionError

    monkeypatch.setattr(keyfile.os, "link", refuses)
    path = tmp_path / "key"
    assert len(keyfile.load_or_make(path, database=None)) == 32
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


def test_beside_a_database_no_new_one_is_made(tmp_path):
    database = tmp_path / "nearer.sqlite3"
    database.touch()
    with pytest.raises(keyfile.KeyFileMissing, match="Put the key file back"):
        keyfile.load_or_make(tmp_path / "key", database=database)
    assert not (tmp_path / "key").exists()


def test_two_starts_at_once_have_one_key(tmp_path):
    path = tmp_path / "key"
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: keyfile.load_or_make(path, database=None), range(8)))
    assert len(set(made)) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


@pytest.mark.parametrize("text", ["", "not hex", "ab", "ab" * 31, "ab" * 33, "é"])
def test_a_key_file_that_was_cut_short_is_not_taken_for_a_key(tmp_path, text):
    path = tmp_path / "key"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(keyfile.KeyFileBroken, match="from your backup"):
        keyfile.load_or_make(path, database=None)


def test_one_key_gives_another_for_each_purpose():
    keys = {keyfile.subkey(bytes(32), purpose) for purpose in ("forms", "names", "")}
    assert len(keys) == 3
    assert all(len(key) == 32 for key in keys)
