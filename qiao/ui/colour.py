"""A brand's colour, adjusted so that text on it and in it keeps a contrast of 4.5:1."""

import re
from dataclasses import dataclass

_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
LEAST = 4.5
LEAST_EDGE = 1.5
_WHITE, _INK, _BLACK = "#ffffff", "#1d1b18", "#000000"
_GROUNDS = {"light": ("#ffffff", "#f0eeea", "#eef5f4"), "dark": ("#1d1b18", "#2a2823", "#262420")}
"""Surfaces that brand-coloured text may stand on; the worst one counts."""


@dataclass(frozen=True, slots=True)
class BrandTones:
    """`brand` fills, `on_brand` is written on it, `brand_text` is the colour as text.

    `brand_line` is drawn around what is filled: visible only where the fill itself is lost on the page.
    """

    brand: str
    on_brand: str
    brand_text: str
    brand_line: str


def normal_colour(text: str) -> str:
    """`#rrggbb` in lower case; empty when it is no such colour."""
    found = _HEX.fullmatch(text.strip())
    return f"#{found[1].lower()}" if found else ""


def brand_tones(colour: str, theme: str) -> BrandTones:
    """The tones of a brand in a theme (`light` or `dark`)."""
    text = colour
    toward = _INK if theme == "light" else _WHITE
    step = 0
    while min(contrast(text, ground) for ground in _GROUNDS[theme]) < LEAST and step < 20:
        step += 1
        text = mixed(colour, toward, step / 20)
    is_lost = min(contrast(colour, ground) for ground in _GROUNDS[theme]) < LEAST_EDGE
    return BrandTones(colour, _on(colour), text, text if is_lost else "transparent")


def _on(colour: str) -> str:
    """White, else ink, else black: for a few middle tones only pure black is far enough away."""
    return next((one for one in (_WHITE, _INK) if contrast(one, colour) >= LEAST), _BLACK)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#rrggbb` colours, 1 to 21, by WCAG 2.2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, by WCAG 2.2."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(colour: str, toward: str, share: float) -> str:
    """`colour` with a share (0 to 1) of another one in it."""
    parts = (round(a + (b - a) * share) for a, b in zip(_channels(colour), _channels(toward), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _channels(colour: str) -> tuple[int, int, int]:
    digits = colour.lstrip("#")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _linear(channel: int) -> float:
    value = channel / 255
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
