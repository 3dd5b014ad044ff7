"""Read the colours out of tokens.css and measure their contrast as WCAG does."""

import math
import re
from pathlib import Path

CSS = Path(__file__).parents[1] / "static" / "nearer" / "css" / "tokens.css"
TOKEN = re.compile(r"--([\w-]+):\s*oklch\(([\d.]+)%\s+([\d.]+)\s+([\d.]+)\)")
MEANING = re.compile(r"--([\w-]+):\s*var\(--([\w-]+)\)")


def _blocks() -> dict[str, str]:
    css = CSS.read_text()
    by_system = css[css.index(":root:not([data-theme") :]
    by_wish = css[css.index(':root[data-theme="dark"]') :]
    meanings = css[css.index("/* meanings") : css.index("/* type")]
    return {
        "light": css[: css.index("}")],
        "dark by system": by_system[: by_system.index("}")],
        "dark by wish": by_wish[: by_wish.index("}")],
        "meanings": meanings,
    }


def raw(theme: str) -> dict[str, tuple[float, float, float]]:
    return {
        name: (float(light) / 100, float(chroma), float(hue))
        for name, light, chroma, hue in TOKEN.findall(_blocks()[theme])
    }


def meanings(theme: str) -> dict[str, tuple[float, float, float]]:
    colours = raw(theme)
    return {name: colours[of] for name, of in MEANING.findall(_blocks()["meanings"])}


def luminance(colour: tuple[float, float, float]) -> float:
    light, chroma, hue = colour
    a, b = (chroma * part(math.radians(hue)) for part in (math.cos, math.sin))
    long, middle, short = (
        (light + 0.3963377774 * a + 0.2158037573 * b) ** 3,
        (light - 0.1055613458 * a - 0.0638541728 * b) ** 3,
        (light - 0.0894841775 * a - 1.2914855480 * b) ** 3,
    )
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    clip = [min(1.0, max(0.0, channel)) for channel in (red, green, blue)]
    return 0.2126 * clip[0] + 0.7152 * clip[1] + 0.0722 * clip[2]


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)
