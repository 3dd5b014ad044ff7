import importlib.util
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("colours", Path(__file__).parent / "colours.py")
colours = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(colours)

THEMES = ("light", "dark by system", "dark by wish")
GROUNDS = ("ground", "sheet", "mine-soft", "theirs-soft", "ours-soft")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("text", ["text", "quiet", "faint", "action"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_can_be_read_on_every_ground(theme, text, ground):
    colour = colours.meanings(theme)
    assert colours.contrast(colour[text], colour[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("action", ["action", "action-pressed"])
def test_a_button_can_be_read(theme, action):
    colour = colours.meanings(theme)
    assert colours.contrast(colour["on-action"], colour[action]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("mark", ["edge", "mine", "theirs", "ours"])
@pytest.mark.parametrize("ground", ["ground", "sheet"])
def test_what_can_be_operated_can_be_seen(theme, mark, ground):
    colour = colours.meanings(theme)
    assert colours.contrast(colour[mark], colour[ground]) >= 3


def test_dark_is_the_same_by_wish_and_by_system():
    assert colours.raw("dark by wish") == colours.raw("dark by system")
    assert colours.raw("light").keys() == colours.raw("dark by wish").keys()
