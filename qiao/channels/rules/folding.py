"""Cutting the HTML of a mail in two for display: what is new, and what is folded away."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from qiao.channels.rules.answers import announced_hue
from qiao.channels.rules.html_text import HtmlLine, Place, html_lines, lines_text, parse_html
from qiao.channels.rules.learned_signatures import letters_of
from qiao.channels.rules.quote_lines import Line, is_marked, replaced, separated
from qiao.channels.rules.quotes import Split, split_lines


@dataclass(frozen=True, slots=True)
class FoldedHtml:
    """New part and folded part, both HTML; `folded_html` is "" when there is nothing to fold."""

    new_html: str
    folded_html: str


def split_html(html: str, *, is_reply: bool = False, is_forward: bool = False, author: str = "") -> tuple[str, Split]:
    """Readable text of an HTML mail and its split into new and folded text."""
    root = parse_html(html)
    if root is None:
        return "", Split("", "", "", "", ())
    lines, split = _split_tree(root, _flat_lines, is_reply=is_reply, is_forward=is_forward, author=author)
    return lines_text(lines), split


def _split_tree(
    root: etree._Element, flat: Callable[[list[HtmlLine]], list[Line]], *, is_reply: bool, is_forward: bool, author: str
) -> tuple[list[HtmlLine], Split]:
    """The lines of a tree and their split; once more by colour where the new words announce answers in one."""
    lines = html_lines(root)
    split = split_lines(flat(lines), is_reply=is_reply, is_forward=is_forward, author=author)
    hue = announced_hue(split.own) if "quoted" in split.labels else ""
    if hue:
        lines = html_lines(root, hue)
        split = split_lines(flat(lines), is_reply=is_reply, is_forward=is_forward, author=author)
    return lines, split


def _flat_lines(lines: list[HtmlLine]) -> list[Line]:
    """One entry per visible line: preformatted blocks hold several."""
    flat: list[Line] = []
    for line in lines:
        for index, part in enumerate(line.text.split("\x1e")):
            is_quoted = line.is_quoted or is_marked(part)
            is_cut = line.is_cut and not index
            flat += separated(Line(part, is_quoted, is_cut, line.is_signature, line.is_block, line.is_answer))
    return flat


def _whole_lines(lines: list[HtmlLine]) -> list[Line]:
    return [replaced(line, line.text) for line in lines]


def fold_html(html: str, *, is_reply: bool = True, is_forward: bool = False, author: str = "") -> FoldedHtml:
    """Fold everything after the last new line; text between answers given inline stays where it is."""
    root = parse_html(html)
    if root is None:
        return FoldedHtml(html, "")
    lines, split = _split_tree(root, _whole_lines, is_reply=is_reply, is_forward=is_forward, author=author)
    last_new = max(
        (
            index
            for index, (line, label) in enumerate(zip(lines, split.labels, strict=True))
            if label == "new" and line.text
        ),
        default=-1,
    )
    place = next((line.place for line in lines[last_new + 1 :] if line.place is not None), None)
    if place is None or last_new < 0:
        return FoldedHtml(html, "")
    folded = _detach(place, root)
    return FoldedHtml(_inner(root), folded) if folded.strip() else FoldedHtml(html, "")


def fold_end(html: str, end: str) -> FoldedHtml:
    """Fold the last lines of an HTML text where they say the same as `end`; otherwise it stays whole."""
    wanted = letters_of(end.split("\n"))
    root = parse_html(html) if wanted else None
    if root is None:
        return FoldedHtml(html, "")
    lines = [(line.place, letters_of(line.text.split("\x1e"))) for line in html_lines(root)]
    found: list[str] = []
    while lines and len(found) < len(wanted):
        place, letters = lines.pop()
        found = letters + found
    if found != wanted or place is None or not any(letters for _, letters in lines):
        return FoldedHtml(html, "")
    folded = _detach(place, root)
    return FoldedHtml(_inner(root), folded)


def _detach(place: Place, root: etree._Element) -> str:
    """Take everything from `place` to the end out of the tree; return it as HTML."""
    holder = etree.Element("div")
    element = place.element
    level: etree._Element = element
    if place.part == "text":
        holder.text, element.text = element.text, None
        _move(list(element), holder)
        _move(list(element.itersiblings()), holder, tail_of=element)
    elif place.part == "tail":
        holder.text, element.tail = element.tail, None
        _move(list(element.itersiblings()), holder)
    else:
        level = _parent(element, root)
        _move([element, *element.itersiblings()], holder)
    if place.part != "self":
        level = _parent(element, root)
    while level is not root and level.tag != "body":
        _move(list(level.itersiblings()), holder, tail_of=level)
        level = _parent(level, root)
    return _inner_html(holder)


def _parent(element: etree._Element, root: etree._Element) -> etree._Element:
    parent = element.getparent()
    return root if parent is None else parent


def _move(elements: list[etree._Element], holder: etree._Element, tail_of: etree._Element | None = None) -> None:
    if tail_of is not None and tail_of.tail:
        if len(holder):
            holder[-1].tail = (holder[-1].tail or "") + tail_of.tail
        else:
            holder.text = (holder.text or "") + tail_of.tail
        tail_of.tail = None
    for element in elements:
        holder.append(element)


def _inner(root: etree._Element) -> str:
    return str(etree.tostring(root, encoding="unicode", method="html"))


def _inner_html(holder: etree._Element) -> str:
    outer = str(etree.tostring(holder, encoding="unicode", method="html"))
    return outer[len("<div>") : -len("</div>")]
