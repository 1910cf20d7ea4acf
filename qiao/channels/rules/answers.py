"""Answers written into the mail that is answered, below its header: marked by a name, or told apart by colour.

Only where the words above announce them: the history of a long conversation holds such marks and colours too.
"""

import re

from lxml import etree

from qiao.channels.rules.quote_heads import cut_length
from qiao.channels.rules.quote_lines import MAX_LINE, Label, Line

ANNOUNCED = re.compile(
    r"\b(?:in-?line|below|in (?:red|blue|green|purple|orange|colou?r|bold)|im text|unten|rot|blau|grün|ci-dessous|"
    r"en (?:rouge|bleu|vert|rojo|azul|verde)|abajo|abaixo|sotto|in (?:rosso|blu))\b|"
    r"见下|如下|下[文面方]|[红蓝绿紫][色字]|标[红蓝注]|邮件中|原文中|正文中|以下|下記|[赤青緑]字|インライン",
    re.IGNORECASE,
)
HUES = {
    "red": re.compile(r"\b(?:red|rot|rouge|rojo|rosso|vermelho)\b|红|紅|赤", re.IGNORECASE),
    "blue": re.compile(r"\b(?:blue|blau|bleu|azul|blu)\b|蓝|藍|青", re.IGNORECASE),
    "green": re.compile(r"\b(?:green|grün|vert|verde)\b|绿|綠|緑", re.IGNORECASE),
}
NAMED = {"red": (255, 0, 0), "blue": (0, 0, 255), "green": (0, 128, 0), "darkred": (139, 0, 0), "navy": (0, 0, 128)}
NAMED |= {"darkblue": (0, 0, 139), "darkgreen": (0, 100, 0), "crimson": (220, 20, 60), "maroon": (128, 0, 0)}
COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;]+)", re.IGNORECASE)
RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})")
MOST_OTHER = 110
MOST_LINES = 1000


def announced_hue(words: str) -> str:
    """The colour in which the new words say the answers are; "" when they say none."""
    return next((hue for hue, pattern in HUES.items() if pattern.search(words)), "") if words else ""


def has_hue(element: etree._Element, hue: str) -> bool:
    """Whether an element sets its words in that colour; links are blue by themselves and do not count."""
    if element.tag == "a":
        return False
    found = COLOUR.search(element.get("style") or "")
    octets = _octets(found[1] if found else element.get("color") or "")
    if octets is None:
        return False
    wanted = octets[("red", "green", "blue").index(hue)]
    others = [octet for name, octet in zip(("red", "green", "blue"), octets, strict=True) if name != hue]
    return wanted >= MOST_OTHER - 10 and max(others) <= wanted - 40 and min(others) <= MOST_OTHER


def _octets(value: str) -> tuple[int, ...] | None:
    value = value.strip().strip("\"'").lower().removesuffix("!important").strip()
    if value in NAMED:
        return NAMED[value]
    rgb = RGB.match(value)
    if rgb:
        return tuple(min(int(part), 255) for part in rgb.groups())
    digits = value.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    return tuple(bytes.fromhex(digits)) if re.fullmatch(r"[0-9a-f]{6}", digits) else None


def mark_answers(lines: list[Line], labels: list[Label], cut: int, author: str) -> None:
    """Below the cut, label the author's announced answers as new and what they answer as context."""
    words = "\n".join(line.text for line, label in zip(lines[:cut], labels, strict=False) if label == "new")
    if cut >= len(lines) or not (ANNOUNCED.search(words[:4000]) or announced_hue(words[:4000])):
        return
    start = cut + max(cut_length(lines, cut), 1)
    while start < len(lines) and (length := cut_length(lines, start)):
        start += length
    last = min(len(lines), start + MOST_LINES)
    end = next((at for at in range(start, last) if cut_length(lines, at)), last)
    marked = _mark_of(author)
    answers = [
        at
        for at in range(start, end)
        if lines[at].text.strip() and (lines[at].is_answer or (marked and marked.match(lines[at].text[:MAX_LINE])))
    ]
    if answers:
        labels[start : answers[-1] + 1] = ["context"] * (answers[-1] + 1 - start)
    for at in answers:
        labels[at] = "new"


def _mark_of(author: str) -> re.Pattern[str] | None:
    """How lines of this author begin: «[Ann] …», «>>> [Ann Lee] …», «【李四】…», «AL> …»."""
    words = [word for word in re.split(r"[\s,.()]+", author) if len(word) > 1 and word[0].isalpha()]
    if not words:
        return None
    names = "|".join(re.escape(name) for name in sorted({author.strip(), *words}, key=len, reverse=True))
    initials = "".join(word[0] for word in words)
    by_initials = rf"|{re.escape(initials)}\s?[>:：]" if len(initials) > 1 and initials.isascii() else ""
    in_brackets = rf"[\[【(（<{{#*]+\s?(?:{names})[^\]】)）>}}#*]{{0,20}}[\]】)）>}}#*]"
    return re.compile(rf"^[\s>]*(?:{in_brackets}|(?:{names})\s?[>:：]{by_initials})", re.IGNORECASE)
