"""Each claim's check, run on a program in which that claim is broken: it has to fail."""

import inspect
import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from tests.planted_breaks.claims import ELSEWHERE, PAIRS, Pair
from tests.planted_breaks.plants import PLANTS
from tests.test_disk import plays

ROOT = Path(__file__).parents[2]
SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")
ON_DISK = [pair for pair in PAIRS if pair.check.startswith("tests/test_disk.py")]
IN_PAGES = [pair for pair in PAIRS if pair not in ON_DISK]


def id_of(pair: Pair) -> str:
    return f"{pair.claim}: {pair.plant}"


def found(check: str):
    """The test function behind the name that pytest gives it, and the case in brackets."""
    file, _, rest = check.partition("::")
    name, _, case = rest.rstrip("]").partition("[")
    module = import_module(file.removesuffix(".py").replace("/", "."))
    function = getattr(module, name)
    return function, _arguments(function, case) if case else {}


def _arguments(function, case: str) -> dict:
    mark = next(m for m in function.pytestmark if m.name == "parametrize")
    values = {value.__name__: value for value in mark.args[1]}
    return {mark.args[0]: values[case]}


@pytest.mark.parametrize("pair", IN_PAGES, ids=id_of)
def test_the_check_notices(pair, db, request):
    function, given = found(pair.check)
    wanted = sorted(set(inspect.signature(function).parameters) - set(given))
    if pair.after_the_fixtures:
        given |= {name: request.getfixturevalue(name) for name in wanted}
        wanted = []
    with PLANTS[pair.plant](), pytest.raises((AssertionError, pytest.fail.Exception)) as noticed:
        function(**given, **{name: request.getfixturevalue(name) for name in wanted})
    # In the check itself, or in the guard over every statement; not on the way there.
    assert function.__name__ in {entry.name for entry in noticed.traceback}


@pytest.fixture(scope="module")
def evenings(tmp_path_factory):
    """One evening for each break."""
    return cache(lambda plant: plays(tmp_path_factory.mktemp("evening"), plant=plant))


@pytest.mark.slow
@pytest.mark.parametrize("pair", ON_DISK, ids=id_of)
def test_the_check_of_the_disk_notices(pair, evenings):
    function, _ = found(pair.check)
    evening = evenings(pair.plant)
    with pytest.raises(AssertionError):
        function(evening)


# --- what SECURITY.md says about them ---------------------------------------------------------


def claimed() -> dict[str, str]:
    """Each claim of SECURITY.md: its name and its line of the table."""
    part = SECURITY.partition("## What is promised")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| \*\*([\w-]+)\*\* \|(.*)\|$", part, re.MULTILINE))


def test_every_claim_has_a_check_and_a_break_and_every_break_a_claim():
    assert set(claimed()) == {pair.claim for pair in PAIRS} | set(ELSEWHERE)
    assert {pair.plant for pair in PAIRS} == set(PLANTS)


def test_every_claim_names_its_checks_and_breaks():
    for pair in PAIRS:
        line = claimed()[pair.claim]
        assert pair.check.partition("::")[0] in line, pair
        assert f"`{pair.plant}`" in line, pair
    for claim, (check, broken) in ELSEWHERE.items():
        assert check in claimed()[claim]
        assert broken in claimed()[claim]
        assert (ROOT / check).exists()
        assert (ROOT / broken).exists()


def test_every_named_check_is_there():
    for pair in PAIRS:
        assert callable(found(pair.check)[0])


def test_every_claim_says_who_keeps_it():
    for line in claimed().values():
        assert re.search(r"\b(cryptography|program|browser|database)\b", line), line
