"""Showing where the words looked for stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from qiao.kernel.text.dictionaries import jieba, simplifier, stemmer

MAX_CHARACTERS = 100_000
# The best place is looked for among the first so many.
MAX_PLACES = 300

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAS_HAN = re.compile(f"[{_HAN}]")
_TERM = re.compile(rf"[{_HAN}]+|[^\s{_HAN}]+")
_WORD = re.compile(r"[a-z0-9]+")
_GROUP = re.compile(r"[a-z]+|\d+|[^\W\da-z_]+")
_VERSION = re.compile(r"v?\d+(?:\.\d+)+")
_ACCENT = re.compile(r"[\u0300-\u036f]")

Piece = tuple[str, bool]
_Span = tuple[int, int, int]  # start, end, number of the term


def excerpt(text: str, terms: Iterable[str], *, width: int = 160) -> list[Piece]:
    """The stretch of a text in which most of the terms stand, as (text, is a term) pieces.

    `width` counts columns: a Han character takes two. White space is joined; `…` stands where text is left
    out. Terms match as search does: any case, width and Chinese script, English words by their stem.
    """
    flat = " ".join(text[:MAX_CHARACTERS].split())
    spans = _spans(flat, terms)
    start, end = _window(flat, spans, width)
    pieces = list(_pieces(flat, spans, start, end))
    return [*([("…", False)] if start else []), *pieces, *([("…", False)] if end < len(flat) else [])]


def highlight(text: str, terms: Iterable[str]) -> list[Piece]:
    """A whole text, such as a title, as (text, is a term) pieces."""
    return list(_pieces(text, _spans(text[:MAX_CHARACTERS], terms), 0, len(text)))


def marked(pieces: Iterable[Piece]) -> SafeString:
    """Pieces as HTML, the terms in <mark>."""
    return mark_safe("".join(f"<mark>{escape(text)}</mark>" if hit else str(escape(text)) for text, hit in pieces))


def _spans(text: str, terms: Iterable[str]) -> list[_Span]:
    """Where terms stand, in order, without overlaps; of two at one place the longer one."""
    folded, origin = _folded(text)
    found = [
        (origin[start], origin[end - 1] + 1, number)
        for number, term in enumerate(dict.fromkeys(_folded(term)[0] for term in terms))
        for part in _TERM.findall(term)
        for start, end in _places(folded, part)
    ]
    spans: list[_Span] = []
    for start, end, number in sorted(found, key=lambda span: (span[0], -span[1])):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end, number))
    return spans


def _places(folded: str, term: str) -> Iterator[tuple[int, int]]:
    if _HAS_HAN.match(term):
        words = [term] if term in folded else [word for word in jieba().cut(term) if len(word) > 1]
        for word in words:
            yield from (match.span() for match in re.finditer(re.escape(word), folded))
    elif _WORD.fullmatch(term) and term.isalpha():
        stem = _stem(term)
        for match in _WORD.finditer(folded):
            if match[0].startswith(term) or _stem(match[0]) == stem:
                yield match.span()
    elif groups := _GROUP.findall(term):
        # ERR-1234, err_1234 and ERR1234 are one code, v5.4.1 and 5.4.1 one version.
        version = _VERSION.fullmatch(term)
        code = r"[\W_]{0,2}".join(map(re.escape, groups[1:] if version and groups[0] == "v" else groups))
        pattern = rf"(?<![a-z0-9]){'v?' if version else ''}{code}(?![0-9])"
        yield from (match.span() for match in re.finditer(pattern, folded))


def _window(text: str, spans: Sequence[_Span], width: int) -> tuple[int, int]:
    """The part of the text to show: where most different terms stand close together."""
    best_start, best_count = 0, 0
    for index, (start, _, _) in enumerate(spans[:MAX_PLACES]):
        near = {number for _, end, number in spans[index : index + width] if end - start <= width // 2}
        if len(near) > best_count:
            best_start, best_count = start, len(near)
    start = _columns_back(text, best_start, width // 4)
    end = _columns_on(text, start, width)
    return (_columns_back(text, end, width), end) if end == len(text) else (start, end)


def _columns_on(text: str, at: int, columns: int) -> int:
    while at < len(text) and columns > 0:
        columns -= _width(text[at])
        at += 1
    return at


def _columns_back(text: str, at: int, columns: int) -> int:
    while at > 0 and columns > 0:
        at -= 1
        columns -= _width(text[at])
    return at


def _width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _pieces(text: str, spans: Sequence[_Span], start: int, end: int) -> Iterator[Piece]:
    at = start
    for first, last, _ in spans:
        if last <= start or first >= end:
            continue
        first, last = max(first, start), min(last, end)
        if first > at:
            yield text[at:first], False
        yield text[first:last], True
        at = last
    if at < end:
        yield text[at:end], False


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """Text in the form in which it is compared, and for each of its characters where it came from."""
    whole = _fold(text)
    if len(whole) == len(text):
        return whole, range(len(whole))
    characters = [(folded, place) for place, character in enumerate(text) for folded in _fold(character)]
    return "".join(folded for folded, _ in characters), [place for _, place in characters]


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text)
    text = unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", text))).lower()
    return str(simplifier().convert(text)) if _HAS_HAN.search(text) else text


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(stemmer().stemWord(word)) if len(word) > 3 else word
