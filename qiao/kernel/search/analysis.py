"""From text to index entries: words with the place where they stand.

Every Latin word and every Han character takes one place. A run of Han characters gives all its pairs, its
last character alone, and its dictionary words of three characters or more, so a phrase is a chain of
places, a part of a word is found, and a wrong cut of the dictionary costs nothing. Latin words are kept
as written (folded) and stemmed; both stand at the same place.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import add
from struct import pack, unpack
from typing import NamedTuple

from qiao.kernel.search.codes import codes_in, number_keys
from qiao.kernel.text.dictionaries import jieba, simplifier, stemmer

MOST_PLACES = 200  # of one word in one text; PostgreSQL keeps 255
LAST_PLACE = 16_383  # PostgreSQL takes all behind it for this one
LONGEST_WORD = 64
LONGEST_TEXT = 200_000

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAS_HAN = re.compile(f"[{_HAN}]")
_TOKEN = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<latin>[^\W_{_HAN}]+)")
_VERSION = re.compile(r"v\d+")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# Latin, Greek, Cyrillic and signs: outside of these blocks nothing has an accent that could be taken off
_MAY_HAVE_ACCENTS = re.compile(r"[\u00c0-\u1fff\u2190-\u2aff]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
# characters that only hold a sentence together: a pair across them says nothing
_GLUE = frozenset("的了是在和与或有就都也被把请吗呢吧啊我你您他它们这那个一不没为什么怎样如何能会要后前中上下时")

# a place with its weight as a tsvector holds it: two bytes, the upper two bits are the weight
_A, _B, _D = ([(weight << 14 | place).to_bytes(2) for place in range(LAST_PLACE + 1)] for weight in (3, 2, 0))
_COUNTS = [b"\0" + number.to_bytes(2) for number in range(MOST_PLACES + 1)]

Places = dict[str, bytes]
"""Each lexeme with its places one after the other, as they are packed."""


class Vector(bytes):
    """A tsvector in the form PostgreSQL receives as it is (`tsvectorrecv`); nothing in it needs quoting."""


class Words(NamedTuple):
    """The words of a text, ready for a vector. They depend on nothing but the text: any process can find them."""

    number: int
    packed: bytes


def folded(text: str) -> str:
    """The form in which text is compared: one width, one case, no accents, simplified characters."""
    return _folded_case(text).lower()


def lexemes(text: str) -> dict[str, list[int]]:
    """The lexemes of a text, and where each stands; places start at 1."""
    places: Places = {}
    _enter(_folded_case(text[:LONGEST_TEXT]), 1, places, _D)
    return {word: list(unpack(f">{len(found) // 2}H", found)) for word, found in places.items()}


def words_of(body: str, *, title: str = "") -> Words:
    """The title's words with weight A, then those of the body; codes of both with weight B."""
    top, below = _folded_case(title[:LONGEST_TEXT]), _folded_case(body[:LONGEST_TEXT])
    places: Places = {}
    end = _enter(top, 1, places, _A)
    end = _enter(below, end + 1, places, _D)  # a phrase does not reach from the title into the body
    if end > LAST_PLACE:
        places = {word: _once_each(found) for word, found in places.items()}
    places |= dict.fromkeys((code.key for code in codes_in(f"{top}\n{below}".lower())), _B[1])
    return _packed(places.items())


def vector(words: Words, *, numbers: Sequence[str] = ()) -> Vector:
    """The words of a text together with the numbers of its object, which have weight A."""
    more = _packed((key, _A[1]) for key in number_keys(numbers))
    return Vector(pack(">i", words.number + more.number) + words.packed + more.packed)


def _packed(places: Iterable[tuple[str, bytes]]) -> Words:
    found = [word.encode() + _COUNTS[len(few := where[: 2 * MOST_PLACES]) // 2] + few for word, where in places]
    return Words(len(found), b"".join(found))


def _enter(text: str, start: int, places: Places, packed: Sequence[bytes]) -> int:
    """Enter the lexemes of folded text whose first place is `start`; returns the place behind it."""
    known, cut = places.get, jieba().cut_for_search
    for run, latin in _TOKEN.findall(text):
        if latin:
            here = packed[min(start, LAST_PLACE)]
            for lexeme in _latin_lexemes(latin):
                places[lexeme] = known(lexeme, b"") + here
            start += 1
        else:
            _enter_han(run, _slice(packed, start, len(run)), places, cut)
            start += len(run)
    return start


def _enter_han(run: str, here: Sequence[bytes], places: Places, cut: Callable[[str], list[str]]) -> None:
    known = places.get
    for place, pair in zip(here, map(add, run, run[1:]), strict=False):
        places[pair] = known(pair, b"") + place
    places[run[-1]] = known(run[-1], b"") + here[-1]
    if len(run) > 2:
        for word in {word for word in cut(run) if len(word) > 2}:
            places[word] = known(word, b"") + here[run.find(word)]


def _slice(packed: Sequence[bytes], start: int, length: int) -> Sequence[bytes]:
    """So many places from `start` on; the last one again and again where there are no more."""
    here = packed[start : start + length]
    return here if len(here) == length else [*here, *[packed[LAST_PLACE]] * (length - len(here))]


def _once_each(found: bytes) -> bytes:
    """Places without repetition, as PostgreSQL asks for: the first weight counts."""
    once: dict[int, int] = {}
    for place in unpack(f">{len(found) // 2}H", found):
        once.setdefault(place & LAST_PLACE, place)
    return pack(f">{len(once)}H", *once.values())


def query_words(text: str) -> list[tuple[str, bool]]:
    """The lexemes a person's words stand for, without repetition, and whether each is a whole word.

    Whole words come first, then pairs of Han characters across or inside them. A lone Han character ends
    in `*`: it is found as the beginning of any pair.
    """
    words: dict[str, None] = {}
    pairs: dict[str, None] = {}
    for token in _TOKEN.finditer(_folded_case(text)):
        run = token["han"]
        if not run:
            words[token["latin"].lower()[:LONGEST_WORD]] = None
        elif len(run) == 1:
            words[f"{run}*"] = None
        else:
            cut = [word for word, _, _ in jieba().tokenize(run) if len(word) > 1]
            words.update(dict.fromkeys(cut))
            joined = {word[at : at + 2] for word in cut for at in range(len(word) - 1)}
            for pair in (run[at : at + 2] for at in range(len(run) - 1)):
                if pair in joined or not _GLUE.intersection(pair) or len(run) == 2:
                    pairs[pair] = None
    return [*((word, True) for word in words), *((pair, False) for pair in pairs if pair not in words)]


def alternative(lexeme: str) -> tuple[str, tuple[str, ...]]:
    """One query word as a tsquery, and its lexemes; a Latin word stands for its stem too."""
    if lexeme.endswith("*"):
        return f"{quoted(lexeme[:-1])}:*", ()
    stem = _stem(lexeme)
    if stem == lexeme:
        return quoted(lexeme), (lexeme,)
    return f"({quoted(lexeme)} | {quoted(stem)})", (lexeme, stem)


def phrase(text: str) -> str:
    """A tsquery for words that stand side by side; empty when there is no word."""
    chain: list[tuple[str, int]] = []
    place = 0
    for token in _TOKEN.finditer(_folded_case(text)):
        if run := token["han"]:
            if len(run) == 1:
                chain.append((f"{quoted(run)}:*", place))
            chain += [(quoted(run[at : at + 2]), place + at) for at in range(len(run) - 1)]
            place += len(run)
        else:
            chain.append((quoted(token["latin"].lower()[:LONGEST_WORD]), place))
            place += 1
    if not chain:
        return ""
    result = chain[0][0]
    for (_, before), (lexeme, here) in pairwise(chain):
        result += f" <{here - before}> {lexeme}"
    return f"({result})" if len(chain) > 1 else result


def quoted(lexeme: str) -> str:
    """A lexeme as PostgreSQL writes it inside tsvector and tsquery."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


@lru_cache(maxsize=50_000)
def _latin_lexemes(token: str) -> tuple[str, ...]:
    whole = token.lower()[:LONGEST_WORD]
    found = {whole: None, _stem(whole): None}
    if _VERSION.fullmatch(whole):
        found[whole[1:]] = None
    parts = _CAMEL.split(token)
    if len(parts) > 1:
        found |= {part.lower(): None for part in parts if 2 < len(part) <= LONGEST_WORD}
    return tuple(found)


def _stem(word: str) -> str:
    return str(stemmer().stemWord(word)) if len(word) > 3 and word.isascii() and word.isalpha() else word


def _folded_case(text: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    if _MAY_HAVE_ACCENTS.search(text):
        text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
    return str(simplifier().convert(text)) if _HAS_HAN.search(text) else text
