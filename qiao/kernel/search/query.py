"""From what a person types to what PostgreSQL matches."""

import re
from dataclasses import dataclass

from qiao.kernel.search import analysis
from qiao.kernel.search.codes import codes_in, number_key

MOST_WORDS = 32
_PARTS = re.compile(r'(?:(?<=\s)|^)(?P<minus>[-－])?(?:"(?P<a>[^"]+)"|“(?P<b>[^”]+)”|「(?P<c>[^」]+)」)|(?P<plain>\S+)')


@dataclass(frozen=True, slots=True)
class Word:
    """One alternative: its tsquery, the lexemes that tell how common it is, and whether a person wrote it.

    A pair of Han characters across two dictionary words is not `whole`.
    """

    tsquery: str
    lexemes: tuple[str, ...] = ()
    is_whole: bool = True


@dataclass(frozen=True)
class SearchQuery:
    """A parsed query; phrases, exclusions and `number` are tsqueries in PostgreSQL's own notation.

    `words` are alternatives; `phrases` must all stand in the text; `excluded` may not; `number` is set when
    the whole query is one object's own number or address. `spoken` is what to highlight.
    """

    text: str
    words: tuple[Word, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    number: str | None = None
    spoken: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to look for."""
        return not (self.words or self.phrases or self.number)


def parse(text: str) -> SearchQuery:
    """Read words, "phrases", -exclusions, numbers, addresses and codes.

    >>> parse('gateway "connection reset" -staging').excluded
    ("'staging'",)
    """
    phrases: list[str] = []
    excluded: list[str] = []
    plain: list[str] = []
    spoken: list[str] = []
    for part in _PARTS.finditer(text):
        quoted = part["a"] or part["b"] or part["c"]
        if quoted:
            if phrase := analysis.phrase(quoted):
                (excluded if part["minus"] else phrases).append(phrase)
                if not part["minus"]:
                    spoken.append(quoted)
        elif (word := part["plain"])[0] in "-－" and len(word) > 1:
            if phrase := analysis.phrase(word[1:]):
                excluded.append(phrase)
        else:
            plain.append(word)
    rest = analysis.folded(" ".join(plain))
    number = number_key(rest) if len(plain) == 1 and not phrases and not excluded else None
    # the number of one object is looked for as a whole: its parts stand everywhere
    words = _words(rest, as_chain=number is not None)
    return SearchQuery(
        text=text, words=words, phrases=tuple(phrases), excluded=tuple(excluded),
        number=analysis.quoted(number) if number else None, spoken=(*spoken, *plain),
    )  # fmt: skip


def _words(text: str, *, as_chain: bool) -> tuple[Word, ...]:
    words: dict[str, Word] = {}
    codes = codes_in(text)
    for code in codes:
        chain = analysis.phrase(text[code.start : code.end])
        words[code.key] = Word(f"({analysis.quoted(code.key)} | {chain})", (code.key,))
    for code in reversed(codes):
        text = f"{text[: code.start]} {text[code.end :]}"
    if as_chain and (chain := analysis.phrase(text)):
        words[chain] = Word(chain)
        return tuple(words.values())
    for lexeme, is_whole in analysis.query_words(text):
        words[lexeme] = Word(*analysis.alternative(lexeme), is_whole)
    return tuple(words.values())[:MOST_WORDS]
