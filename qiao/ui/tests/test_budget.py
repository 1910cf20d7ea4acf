"""Weights, contrast, and what must not stand in a template."""

import re
from pathlib import Path

import pytest

from qiao.ui.charts import tokens
from qiao.ui.words import element_words

ROOT = Path(__file__).parents[3]
UI = ROOT / "qiao" / "ui"
TEMPLATES = sorted((ROOT / "qiao").glob("**/templates/**/*.html"))
SCRIPTS = sorted((ROOT / "qiao").glob("*/elements/*.ts"))
MODULES = [path for path in sorted((ROOT / "qiao").glob("**/*.py")) if "tests" not in path.parts]

PLAIN = [
    "bg-canvas",
    "bg-rail",
    "bg-surface",
    "bg-subtle",
    "bg-raised",
    "bg-hover",
    "bg-selected",
    "bg-selected-hover",
    "bg-fill",
    "hover-raised",
    "fill-raised",
]
READING = ["bg-rail", "bg-surface", "bg-subtle", "bg-raised", "bg-hover", "bg-selected"]
PAPER = ["note-bg", "reply-bg"]
TONES = ["danger", "warn", "ok", "info", "ai"]
SOFT = [f"{tone}-soft" for tone in TONES]
TEXT_PAIRS = [
    *[("text", ground) for ground in [*PLAIN, *PAPER, *SOFT, "bg-press", "mark-bg", "accent-soft"]],
    *[("text-2", ground) for ground in [*PLAIN, *PAPER, *SOFT]],
    *[("text-3", ground) for ground in [*PLAIN, *PAPER]],
    *[("text-link", ground) for ground in [*READING, *PAPER]],
    *[("accent-text", ground) for ground in [*READING, "accent-soft"]],
    *[(f"{tone}-text", ground) for tone in TONES for ground in [*READING, *PAPER, f"{tone}-soft"]],
    ("note-text", "note-bg"),
    ("on-accent-soft", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("on-accent", "accent-press"),
    ("on-danger", "danger"),
    ("on-danger", "danger-hover"),
    ("text-inverse", "bg-inverse"),
    ("strip-text", "strip"),
    ("strip-on-text", "strip-on"),
]
MARK_PAIRS = [
    *[
        (mark, ground)
        for mark in ("line-control", "focus")
        for ground in ("bg-surface", "bg-rail", "bg-raised", "bg-subtle")
    ],
    ("focus", "bg-selected"),
    ("focus", "bg-canvas"),
    *[(mark, "bg-surface") for mark in ("ok-mark", "info-mark", "chart-1", "chart-4", "chart-5", "chart-6")],
]


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
@pytest.mark.parametrize(("pairs", "least"), [(TEXT_PAIRS, 4.5), (MARK_PAIRS, 3.0)], ids=["text", "marks"])
def test_every_colour_pair_can_be_read(theme, pairs, least):
    values = tokens(theme)
    weak = [
        f"{front} on {ground}: {got:.2f}"
        for front, ground in pairs
        if (got := contrast(values[f"--{front}"], values[f"--{ground}"])) < least
    ]
    assert not weak, weak


def test_styles_and_scripts_stay_within_their_budget():
    assert (UI / "static/ui/qiao.css").stat().st_size <= 90_000
    own = (UI / "static/ui/qiao.js").stat().st_size + (UI / "static/ui/theme.js").stat().st_size
    assert own <= 60_000


def test_the_dark_theme_also_comes_from_the_system_alone():
    css = (UI / "static/ui/qiao.css").read_text("utf-8")
    assert re.search(r"prefers-color-scheme:\s*dark\)\s*\{:root:not\(\[data-theme\]\)", css)


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
        if re.search(r"hx-(on|vals=['\"]js:)|javascript:", html):
            wrong.append(f"{path.relative_to(ROOT)}: code in an attribute")
    assert not wrong, wrong


def test_every_icon_that_is_used_exists():
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (UI / "icons.svg").read_text(encoding="utf-8")))
    places = [
        (TEMPLATES, r'(?:{%\s*(?:icon|empty_state)\s+|icon_name=)"([\w-]+)"'),
        (SCRIPTS, r'\bicon\("([\w-]+)"'),
        (MODULES, r'(?:\bicon\(|Entry\([^,]*(?:\([^)]*\))?,\s*)"([\w-]+)"'),
    ]
    used = {
        name: str(path.relative_to(ROOT))
        for paths, pattern in places
        for path in paths
        for name in re.findall(pattern, path.read_text(encoding="utf-8"))
    }
    assert {"mail", "x", "inbox"} <= set(used)
    assert not {name: path for name, path in used.items() if name not in sprite}


def test_colours_come_from_tokens():
    # white on the dark strip and avatars, two avatar browns and greens, the bridge of the sign-in page, paper for print
    allowed = {"#fff", "#000", "#3d7074", "#7a5a2e", "#5a6b38", "#99493a"}
    sheets = [*UI.glob("css/*/*.css"), UI / "css/02-base.css", UI / "css/03-layout.css", *ROOT.glob("qiao/*/css/*.css")]
    strays = {
        f"{path.name}: {colour}"
        for path in sheets
        if path.name != "00-tokens.css"
        for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text("utf-8"))
        if colour not in allowed
    }
    assert not strays


def test_elements_find_every_word_they_say_and_no_word_is_left_over():
    said = {key for path in SCRIPTS for key in re.findall(r'\bword\("(\w+)"', path.read_text("utf-8"))}
    said |= {
        "previousMonth",
        "nextMonth",
        "today",
        "last7",
        "lastWeek",
        "thisMonth",
        "last30",
        "anyTime",
    }  # by variable
    assert said == set(element_words())
