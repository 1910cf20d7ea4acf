"""From text to index entries: words with the place where they stand.

Every Latin word and every Han character takes one place. A run of Han characters gives all its pairs, its
last character alone, and its dictionary words of three characters or more, so a phrase is a chain of
places, a part of a word is found, and a wrong cut of the dictionary costs nothing. Latin words are kept
as written (folded) and stemmed; both stand at the same place.
"""

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from operator import add

from qiao.kernel.search.codes import codes_in, number_keys
from qiao.kernel.text.dictionaries import jieba, simplifier, stemmer

MOST_PLACES = 200  # of one word in one text; PostgreSQL keeps 255, and takes all behind the 16,383rd for that one
LONGEST_WORD = 64
LONGEST_TEXT = 200_000

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAS_HAN = re.compile(f"[{_HAN}]")
_TOKEN = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<latin>[^\W_{_HAN}]+)")
_VERSION = re.compile(r"v\d+")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0x00AD])
# characters that only hold a sentence together: a pair across them says nothing
_GLUE = frozenset("的了是在和与或有就都也被把请吗呢吧啊我你您他它们这那个一不没为什么怎样如何能会要后前中上下时")

Places = defaultdict[str, list[int]]
"""Each lexeme with the places where it stands."""


def folded(text: str) -> str:
    """The form in which text is compared: one width, one case, no accents, simplified characters."""
    return _folded_case(text).lower()


def lexemes(text: str) -> Places:
    """The lexemes of a text, and where each stands; places start at 1."""
    places: Places = defaultdict(list)
    _enter(_folded_case(text[:LONGEST_TEXT]), 1, places)
    return places


def vector(body: str, *, title: str = "", numbers: tuple[str, ...] = ()) -> str:
    """The text form of a tsvector: numbers and title with weight A, then the body."""
    top, below = _folded_case(title[:LONGEST_TEXT]), _folded_case(body[:LONGEST_TEXT])
    titled: Places = defaultdict(list)
    placed: Places = defaultdict(list)
    end = _enter(top, 1, titled)
    _enter(below, end + 1, placed)  # a phrase does not reach from the title into the body
    codes = dict.fromkeys(code.key for code in codes_in(f"{top}\n{below}".lower()))
    # a word that stands twice in this text PostgreSQL joins; words of a text need no quoting
    parts = [f"'{word}':{'A,'.join(map(str, found[:MOST_PLACES]))}A" for word, found in titled.items()]
    parts += [f"{quoted(key)}:1A" for key in number_keys(numbers)]
    parts += [f"'{word}':{','.join(map(str, found[:MOST_PLACES]))}" for word, found in placed.items()]
    parts += [f"{quoted(key)}:1B" for key in codes]
    return " ".join(parts)


def _enter(text: str, start: int, places: Places) -> int:
    """Enter the lexemes of folded text whose first place is `start`; returns the place behind it."""
    for token in _TOKEN.finditer(text):
        if run := token["han"]:
            _enter_han(run, start, places)
            start += len(run)
        else:
            for lexeme in _latin_lexemes(token["latin"]):
                places[lexeme].append(start)
            start += 1
    return start


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


def _enter_han(run: str, start: int, places: Places) -> None:
    for place, pair in enumerate(map(add, run, run[1:]), start):
        places[pair].append(place)
    places[run[-1]].append(start + len(run) - 1)
    if len(run) > 2:
        for word in jieba().cut_for_search(run):
            if len(word) > 2:
                places[word].append(start + run.find(word))


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
    text = unicodedata.normalize("NFKC", text).translate(_INVISIBLE)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
    return str(simplifier().convert(text)) if _HAS_HAN.search(text) else text
