"""Weights, contrast, and what must not stand in a template."""

import re
from pathlib import Path

import pytest

from qiao.ui.charts import _DEFINITION, _final

ROOT = Path(__file__).parents[3]
UI = ROOT / "qiao" / "ui"
TEMPLATES = sorted((ROOT / "qiao").glob("**/templates/**/*.html"))

AA_TEXT, AA_GRAPHICS = 4.5, 3.0
SURFACES = ["--bg-surface", "--bg-rail", "--bg-subtle", "--bg-raised", "--bg-hover", "--bg-selected"]
TEXTS = ["--text", "--text-2", "--text-3", "--text-link", "--accent-text", "--danger-text", "--warn-text", "--ok-text",
         "--info-text", "--ai-text"]  # fmt: skip
PAIRS = [(text, surface, AA_TEXT) for text in TEXTS for surface in SURFACES]
PAIRS += [(f"--{tone}-text", f"--{tone}-soft", AA_TEXT) for tone in ("danger", "warn", "ok", "info", "ai")]
PAIRS += [
    ("--on-accent", "--accent", AA_TEXT), ("--on-accent", "--accent-hover", AA_TEXT), ("--on-danger", "--danger", AA_TEXT),
    ("--on-accent-soft", "--accent-soft", AA_TEXT), ("--strip-text", "--strip", AA_TEXT), ("--strip-on-text", "--strip-on", AA_TEXT),
    ("--text", "--note-bg", AA_TEXT), ("--note-text", "--note-bg", AA_TEXT), ("--text", "--reply-bg", AA_TEXT),
    ("--text-3", "--note-bg", AA_TEXT), ("--text-3", "--reply-bg", AA_TEXT), ("--text", "--mark-bg", AA_TEXT),
    ("--text-inverse", "--bg-inverse", AA_TEXT), ("--line-control", "--bg-surface", AA_GRAPHICS), ("--focus", "--bg-surface", AA_GRAPHICS),
]  # fmt: skip


def tokens(theme: str) -> dict[str, str]:
    css = (UI / "css" / "00-tokens.css").read_text(encoding="utf-8")
    light, dark = css.split('[data-theme="dark"]')
    raw = dict(_DEFINITION.findall(light))
    if theme == "dark":
        raw |= dict(_DEFINITION.findall(dark))
    return {name: _final(value, raw) for name, value in raw.items()}


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    digits = colour.lstrip("#")
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted([luminance(one), luminance(other)], reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_pair_can_be_read(theme):
    values = tokens(theme)
    weak = [
        f"{text} on {ground}: {contrast(values[text], values[ground]):.2f}"
        for text, ground, least in PAIRS
        if contrast(values[text], values[ground]) < least
    ]
    assert not weak, weak


def test_styles_and_scripts_stay_within_their_budget():
    assert (UI / "static/ui/qiao.css").stat().st_size <= 90_000
    own = (UI / "static/ui/qiao.js").stat().st_size + (UI / "static/ui/theme.js").stat().st_size
    assert own <= 60_000


def test_no_inline_styles_scripts_or_handlers():
    wrong = []
    for path in TEMPLATES:
        html = path.read_text(encoding="utf-8")
        if "/mail/" in str(path):  # bodies of mails: other programs' style sheets do not exist there
            continue
        if re.search(r"\sstyle=", html) or re.search(r"\son[a-z]+=\"", html):
            wrong.append(f"{path.relative_to(ROOT)}: inline style or handler")
        if re.search(r"<script(?![^>]*(\ssrc=|application/json))[^>]*>", html):
            wrong.append(f"{path.relative_to(ROOT)}: inline script")
    assert not wrong, wrong


def test_every_icon_that_is_used_exists():
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (UI / "icons.svg").read_text(encoding="utf-8")))
    used = {}
    for path in TEMPLATES:
        for name in re.findall(r'{%\s*(?:icon|empty_state)\s+"([\w-]+)"', path.read_text(encoding="utf-8")):
            used.setdefault(name, path.relative_to(ROOT))
    assert not {name: str(path) for name, path in used.items() if name not in sprite}


def test_colours_come_from_tokens():
    allowed = {"#000", "#fff", "#3d7074", "#7a5a2e", "#5a6b38", "#99493a"}  # avatars, the picture of the bridge
    files = [path for path in ROOT.glob("qiao/*/css/**/*.css") if path.name != "00-tokens.css"]
    strays = {
        f"{path.name}: {colour}"
        for path in files
        for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text("utf-8"))
        if colour not in allowed
    }
    assert not strays
