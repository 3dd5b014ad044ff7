"""What the pages say is there, is there; and what is there has its page."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from nearer.practices import registered

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part.startswith((".", "build", "dist")) for part in path.relative_to(ROOT).parts)
)
LINK = re.compile(r"(?<=\]\()[^)\s]+(?=\))|(?<=src=\")[^\"]+(?=\")")
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
# `# nearer/lib/clock.py`, `// nearer/web/….js`, `{# nearer/….html #}`
NAMED = re.compile(r"^(?:#|//|\{#|/\*) ((?:nearer|tests|bin|deploy)/[\w./-]+?)(?: #\}| \*/)?$")


def read(path: Path) -> str:
    return path.read_text("utf-8")


def id_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


def anchors(text: str) -> set[str]:
    """The places in a page that a link can point at, as GitHub names them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


# --- Links -----------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=id_of)
def test_every_link_leads_somewhere(page):
    for target in LINK.findall(without_code(read(page))):
        if re.match(r"\w+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{target} is not there"
        assert there.is_relative_to(ROOT), f"{target} leads out of the repository"
        if anchor:
            assert anchor in anchors(read(there)), f"{target} has no such heading"


def test_every_page_can_be_found_from_the_readme():
    found, todo = set(), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page in found or page.suffix != ".md" or not page.exists():
            continue
        found.add(page)
        links = (target.partition("#")[0] for target in LINK.findall(without_code(read(page))))
        todo += [(page.parent / link).resolve() for link in links if link and ":" not in link]
    assert {id_of(page) for page in PAGES} - {id_of(page) for page in found} == set()


# --- What has to have a page -----------------------------------------------------------


def test_every_practice_has_its_page():
    pages = {path.stem: read(path) for path in (ROOT / "docs/practices").glob("*.md")}
    assert set(pages) == {practice.slug for practice in registered()}
    for practice in registered():
        assert pages[practice.slug].startswith(f"# {practice.title}\n")
        for heading in ("Why", "How strong the evidence is", "Minutes", "Ways", "What is sealed"):
            assert f"\n## {heading}\n" in pages[practice.slug], heading


def test_every_payload_of_a_practice_has_a_line_on_its_page():
    for practice in registered():
        folder = ROOT / "nearer/practices" / practice.slug.replace("-", "_")
        files = [folder / "entries.py", *folder.glob("entries/*.py")]
        said = [ast.parse(read(file)).body for file in files if file.exists()]
        kinds = [node for body in said for node in body if isinstance(node, ast.ClassDef)]
        page = read(ROOT / f"docs/practices/{practice.slug}.md")
        table = page.partition("## What is sealed")[2].partition("\n## ")[0]
        assert table.count("\n| ") - 2 == len(kinds)


def dependencies() -> list[str]:
    project = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]
    return [re.split(r"[\[<>=~! ]", line)[0].lower() for line in project["dependencies"]]


def named_by(page: Path) -> set[str]:
    """What a decision is about: the names before the colon of its title, in small letters."""
    names, colon, _ = read(page).splitlines()[0].partition(". ")[2].lower().partition(": ")
    return set(re.split(r", | and ", names)) if colon else set()


@pytest.mark.parametrize("name", dependencies())
def test_every_dependency_says_why_it_is_here(name):
    decisions = (ROOT / "docs/decisions").glob("[0-9]*.md")
    pages = [page for page in decisions if name in named_by(page)]
    assert len(pages) == 1
    for heading in ("Why", "What else was looked at", "What it costs", "How to leave it"):
        assert f"\n## {heading}\n" in read(pages[0]), heading


def test_every_test_tool_says_why_it_is_here():
    groups = tomllib.loads(read(ROOT / "pyproject.toml"))["dependency-groups"]
    page = read(next((ROOT / "docs/decisions").glob("*-test-tools.md")))
    for line in groups["test"]:
        assert re.split(r"[\[<>=~! ]", line)[0] in page, line


def test_decisions_are_numbered_without_gaps():
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
    index = read(ROOT / "docs/decisions/README.md")
    for path in (ROOT / "docs/decisions").glob("[0-9]*.md"):
        number, _, title = read(path).splitlines()[0].removeprefix("# ").partition(". ")
        assert f"| {number} | [{title}]({path.name}) |" in index


# --- Settings --------------------------------------------------------------------------


def asked_of_the_environment() -> set[str]:
    """Every variable whose name stands in the program or its scripts."""
    files = [path for path in (ROOT / "nearer").rglob("*.py") if "tests" not in path.parts]
    files += [ROOT / "bin/setup", ROOT / "bin/nearer", ROOT / "bin/run"]
    names = {"DATABASE_URL"}
    for path in files:
        names |= set(re.findall(r"\bNEARER_[A-Z_]+\b", read(path)))
    return names


@pytest.mark.parametrize("name", sorted(asked_of_the_environment()))
def test_every_setting_has_a_line(name):
    assert re.search(rf"^\| `{name}` \| .+ \|$", read(ROOT / "docs/self-hosting.md"), re.MULTILINE)


def test_no_line_is_about_a_setting_that_is_gone():
    lines = re.findall(r"^\| `([A-Z_]+)` \|", read(ROOT / "docs/self-hosting.md"), re.MULTILINE)
    assert set(lines) == asked_of_the_environment()


# --- Commands --------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=id_of)
def test_every_script_that_is_named_is_there(page):
    for name in re.findall(r"(?<![\w/.])(?:nearer/)?(bin/\w+)", read(page)):
        script = ROOT / name
        assert script.exists(), name
        assert script.stat().st_mode & 0o111, f"{name} cannot be run"


def test_every_command_that_is_named_is_there():
    from nearer.cli import COMMANDS

    for page in PAGES:
        named = re.findall(r"(?:`|^)(?:bin/)?nearer ([a-z]+)\b", read(page), re.MULTILINE)
        assert set(named) <= set(COMMANDS), id_of(page)


def test_the_readme_names_the_two_commands():
    readme = read(ROOT / "README.md")
    for command in ("bin/run", "bin/test", "bin/run --lan"):
        assert command in readme


# --- Snippets and pictures -------------------------------------------------------------


def quoted() -> list[tuple[str, str, str]]:
    """Page, file and text of every snippet that says where it stands."""
    found = []
    for page in PAGES:
        for _, _, code in FENCE.findall(read(page)):
            first, _, rest = code.partition("\n")
            if named := NAMED.match(first.strip()):
                found.append((id_of(page), named[1], rest))
    return found


def _lines(text: str) -> str:
    """Without indentation and blank lines, so that a snippet may stand in a list."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


@pytest.mark.parametrize(("page", "file", "code"), quoted(), ids=lambda part: part[:40].strip())
def test_what_is_quoted_still_stands_there(page, file, code):
    assert _lines(code), f"{page} quotes nothing of {file}"
    assert f"\n{_lines(code)}\n" in f"\n{_lines(read(ROOT / file))}\n", f"{page}: {file} changed"


@pytest.mark.parametrize(
    "heading",
    ["Rules decide", "Actions write", "Models hold", "Selectors gather", "Views translate"],
)
def test_style_is_shown_with_our_own_code(heading):
    section = read(ROOT / "STYLE.md").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    assert any(NAMED.match(code.splitlines()[0]) for _, _, code in FENCE.findall(section))


def test_pictures_are_small_and_all_are_used():
    text = "".join(read(page) for page in PAGES)
    for picture in (ROOT / "docs/images").glob("*.png"):
        assert picture.stat().st_size < 150_000, picture
        twins = {scheme: picture.with_stem(picture.stem.rsplit("-", 1)[0] + scheme) for scheme in
                 ("-light", "-dark")}  # fmt: skip
        assert all(twin.exists() for twin in twins.values()), picture
        assert any(twin.name in text for twin in twins.values()), picture


# --- Prose -----------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=id_of)
def test_a_line_holds_one_sentence(page):
    for line in without_code(read(page)).splitlines():
        if line.lstrip().startswith(("|", "#", ">")):
            continue
        assert not re.search(r"[a-z][a-z)”][.?!] [A-Z]", line), line
