"""The arrows of docs/architecture.md, read out of the source with `ast`.

An import counts wherever it stands: at the top, inside a function, or as a dotted name in a
string that is loaded later. Only what stands under `TYPE_CHECKING` does not: it is not there
when the program runs.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "nearer"

# Each layer, lowest first, and the layers it may import. The drawing in docs/architecture.md
# is this table.
MAY_IMPORT = {
    "sealing": set(),
    "lib": set(),
    "registry": set(),
    "trends": set(),
    "coach": set(),
    "calendars": set(),
    "fetching": set(),
    "web": {"lib", "registry"},
    "couples.models": {"lib"},
    "journal": {"lib", "sealing", "couples.models"},
    "reveal": {"lib", "sealing", "journal"},
    "accounts": {"lib", "sealing", "web", "couples.models", "journal"},
    "couples": {"lib", "sealing", "registry", "web", "couples.models", "journal", "accounts"},
    "notices": {"lib", "sealing", "web", "journal", "accounts", "couples"},
    "feeds": {"lib", "sealing", "accounts", "couples"},
    "live": {"lib", "sealing", "web", "accounts"},
    "content": {"registry"},
    "vocabulary": {"content"},
    "journey": {
        *("lib", "sealing", "registry", "web"),
        *("couples.models", "journal", "reveal", "accounts", "couples", "notices"),
    },
    "practice": {
        *("lib", "sealing", "registry", "trends", "coach", "calendars", "fetching"),
        *("web", "content", "vocabulary"),
        *("couples.models", "journal", "reveal", "accounts", "couples", "notices", "feeds"),
        *("live", "journey"),
    },
    "serving": {"lib", "web"},
    "demo": {
        *("lib", "sealing", "registry", "web", "content", "couples.models", "journal", "reveal"),
        *("accounts", "couples", "calendars", "journey", "practice", "serving"),
    },
}
# These put everything together, so they stand above all layers: nothing imports them.
TOGETHER = {"settings", "urls", "urls_development", "asgi", "wsgi", "cli", "__main__"}
LAYERS = {
    "nearer.couples.models": "couples.models",
    "nearer.practices": "registry",
    "nearer.practices.registration": "registry",
}

DOTTED = re.compile(r"nearer(\.\w+)+")

PATTERN = (
    *("__init__.py", "apps.py", "entries.py", "rules.py", "selectors.py", "actions.py"),
    *("forms.py", "views.py", "urls.py", "content/en", "templates"),
)
LONGEST = 300


def sources() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "tests" not in path.parts)


def practices() -> list[Path]:
    return sorted(path.parent for path in PACKAGE.glob("practices/*/apps.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> frozenset[str]:
    return frozenset(map(name_of, sources()))


def layer_of(module: str) -> str:
    if module in LAYERS:
        return LAYERS[module]
    _, *rest = module.split(".")
    if rest[:1] == ["practices"]:
        return "practice"
    if not rest or rest[0] in TOGETHER:
        return "together"
    return rest[0]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"


def nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Everything that is there when the program runs."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not _is_type_checking(child):
            yield from nodes(child)


def imported(path: Path) -> Iterator[str]:
    """The names of what a file imports, as dotted as they can be told."""
    for node in nodes(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports say where from, in full"
            yield from (_module(f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            loaded = _module(node.value) if DOTTED.fullmatch(node.value) else ""
            if "." in loaded:  # "nearer.sqlite3" is no module
                yield loaded


def _module(name: str) -> str:
    """`nearer.lib.clock.now` is a name in the module `nearer.lib.clock`."""
    while name.startswith("nearer.") and name not in modules():
        name = name.rpartition(".")[0]
    return name


def ours(path: Path) -> set[str]:
    return {name for name in imported(path) if name.partition(".")[0] == "nearer"}


def theirs(path: Path) -> set[str]:
    names = {name.partition(".")[0] for name in imported(path)}
    return names - {"nearer"} - sys.stdlib_module_names


# --- Arrows ----------------------------------------------------------------------------


def test_the_table_itself_only_points_down():
    seen: set[str] = set()
    for layer, allowed in MAY_IMPORT.items():
        assert allowed <= seen, layer
        seen.add(layer)


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_arrows_only_go_down(path):
    layer = layer_of(name_of(path))
    if layer == "together":
        return
    for target in ours(path):
        below = layer_of(target)
        assert below == layer or below in MAY_IMPORT[layer], f"{name_of(path)} imports {target}"


def test_the_drawing_says_the_same_as_this_table():
    drawn = {}
    for line in (ROOT / "docs/architecture.md").read_text("utf-8").splitlines():
        if found := re.fullmatch(r"\| `([\w.]+)` \|.*\| (.*) \|", line):
            drawn[found[1]] = set(re.findall(r"`([\w.]+)`", found[2]))
    assert drawn == MAY_IMPORT
    assert list(drawn) == list(MAY_IMPORT)


def test_every_layer_in_the_table_is_there():
    assert {layer_of(module) for module in modules()} == {*MAY_IMPORT, "together"}


def test_a_package_says_what_it_is_and_imports_nothing():
    """So that importing one quiet module never brings its loud neighbours along."""
    for path in sources():
        if path.name == "__init__.py" and "migrations" not in path.parts:
            assert ast.get_docstring(tree(path)), path
            loud = ours(path) - {"nearer.practices.registration"}
            for quiet in ("nearer.coach", "nearer.calendars.recurrence"):  # they load no model
                if name_of(path).startswith(quiet):
                    loud = {name for name in loud if not name.startswith(f"{quiet}.")}
            assert not loud, path


def test_trends_know_nothing_but_the_standard_library():
    for path in (path for path in sources() if path.parent.name == "trends"):
        assert not theirs(path), path
        assert all(name.startswith("nearer.trends") for name in ours(path)), path


def test_the_coach_knows_no_django_and_nothing_of_us():
    """Its model is read by three libraries, and only there, so that the rules need none."""
    for path in (path for path in sources() if PACKAGE / "coach" in path.parents):
        may = {"numpy", "onnxruntime", "tokenizers"} if path.name == "model.py" else set()
        assert theirs(path) <= may, path
        assert all(name.startswith("nearer.coach") for name in ours(path)), path


def test_calendars_know_no_django_and_nothing_of_us():
    """They are read in a process of their own, which must start fast and know nothing."""
    for path in (path for path in sources() if PACKAGE / "calendars" in path.parents):
        assert not theirs(path), path
        assert all(name.startswith("nearer.calendars") for name in ours(path)), path


def test_fetching_knows_no_django_and_nothing_of_us():
    for path in (path for path in sources() if PACKAGE / "fetching" in path.parents):
        assert theirs(path) <= {"certifi", "defusedxml", "httpcore"}, path
        assert all(name.startswith("nearer.fetching") for name in ours(path)), path


def test_nothing_else_asks_other_servers():
    """`http.client` and its kin would ask whatever an address leads to."""
    clients = {"httpcore", "http.client", "urllib.request", "ftplib", "xmlrpc.client"}
    for path in (path for path in sources() if PACKAGE / "fetching" not in path.parents):
        assert not clients & set(imported(path)), path


def test_sealing_knows_one_library_and_nothing_of_us():
    for path in (path for path in sources() if path.parent.name == "sealing"):
        assert theirs(path) <= {"cryptography"}, path
        assert all(name.startswith("nearer.sealing") for name in ours(path)), path


RULES = [path for path in sources() if "rules" in (path.stem, path.parent.name)]
WORLD = {"os", "pathlib", "random", "secrets", "socket", "subprocess", "time", "uuid"}


@pytest.mark.parametrize("path", RULES, ids=name_of)
def test_rules_are_pure(path):
    """The standard library, keys, calendars, other rules; no clock, chance, file or Django."""
    assert not theirs(path)
    assert not WORLD & set(imported(path))
    for name in ours(path):
        pure = name.startswith(("nearer.sealing.", "nearer.calendars."))
        assert pure or "rules" in name.split("."), name
    for node in nodes(tree(path)):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            assert called not in {"now", "today", "utcnow", "open", "uuid4"}, called


def test_every_practice_has_rules():
    assert {_part(path, "rules.py") for path in practices()} <= set(RULES)


def _part(folder: Path, part: str) -> Path:
    """One file, or a folder of that name where it is more than one thought."""
    folded = folder / part.removesuffix(".py") / "__init__.py"
    return folded if folded.exists() else folder / part


# --- Practices -------------------------------------------------------------------------


@pytest.mark.parametrize("folder", practices(), ids=lambda folder: folder.name)
def test_no_practice_imports_another(folder):
    for path in folder.rglob("*.py"):
        for name in imported(path):
            if name.startswith("nearer.practices.") and layer_of(name) == "practice":
                assert name.split(".")[2] == folder.name, f"{path} imports {name}"


def _names_practice(text: str, slug: str) -> bool:
    """As a module, an address, a page's name or an entry's kind; not as a word in a sentence."""
    return text == slug or bool(re.search(rf"practices\.{slug}|\b{slug}[:.]\w|/{slug}/", text))


@pytest.mark.parametrize("slug", [folder.name for folder in practices()])
def test_the_core_names_no_practice(slug):
    named = []
    for path in sources():
        if PACKAGE / "practices" / slug in path.parents or PACKAGE / "demo" in path.parents:
            continue  # the demonstration shows them, so it knows them
        assert not any(n.startswith(f"nearer.practices.{slug}") for n in ours(path) - _one_line())
        named += [
            node.value
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and _names_practice(node.value, slug)
        ]
    assert named == [f"nearer.practices.{slug}"], named  # the one line in INSTALLED_APPS


def _one_line() -> set[str]:
    return {name_of(folder / "__init__.py") for folder in practices()}


@pytest.mark.parametrize("slug", [folder.name for folder in practices()])
def test_no_template_or_script_of_the_core_names_a_practice(slug):
    for path in PACKAGE.rglob("*"):
        outside = PACKAGE / "practices" not in path.parents
        if outside and path.suffix in {".html", ".js", ".css"}:
            for part in re.findall(r"[\"'`]([^\"'`]*)[\"'`]", path.read_text("utf-8")):
                assert not _names_practice(part, slug), f"{path}: {part}"


@pytest.mark.parametrize("folder", practices(), ids=lambda folder: folder.name)
def test_a_practice_is_a_folder_of_one_shape_and_one_line(folder):
    for part in PATTERN:
        assert _part(folder, part).exists(), part
    assert [path.name for path in (folder / "templates").iterdir()] == [folder.name]
    settings = (PACKAGE / "settings.py").read_text("utf-8")
    assert settings.count(name_of(folder / "__init__.py")) == 1


# --- Names, sizes, and what stays out --------------------------------------------------


def test_no_file_is_too_long_to_be_one_thought():
    for path in sources():
        assert len(path.read_text("utf-8").splitlines()) <= LONGEST, path


def test_nothing_is_named_after_having_no_name():
    empty = re.compile(r"manager|service(?!_worker)|helper|util", re.IGNORECASE)
    for path in [*sources(), *(ROOT / "tests").rglob("*.py")]:
        assert not empty.search(path.stem), path
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                assert not empty.search(node.name), f"{path}: {node.name}"


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    )
    found = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in found if path.is_file()]


# Written in halves, so that this file does not hold what it looks for.
KEPT_OUT = {
    "a path of somebody's machine": r"(?<![\w.~}-])/(?:wo" + r"rk|ho" + r"me/\w+|ro" + r"ot)/",
    "a path that only one machine has": r"(?<![\w.~}-])/t" + r"mp/",
    "something left undone": r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b",
    "an index host": r"py" + r"pi\.org|python" + r"hosted\.org|npm" + r"js\.(?:org|com)",
}


@pytest.mark.parametrize("what", KEPT_OUT)
def test_nothing_that_is_only_true_here_is_kept(what):
    pattern = re.compile(KEPT_OUT[what])
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found = pattern.search(text)
        assert not found, f"{path.relative_to(ROOT)}: {found[0] if found else ''}"
