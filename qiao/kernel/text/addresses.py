"""Web and mail addresses inside running text, Chinese text above all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Only ASCII: Chinese sentences go on right after an address, without a space.
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9@/._-])(?:"
    r"(?P<web>https?://[A-Za-z0-9\[][A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*)"
    r"|(?P<www>www\.[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+(?:[/?#][A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*)?)"
    r"|(?P<mail>[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*\.[A-Za-z]{2,24})"
    r")"
)
_PAIRS = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Address:
    """Characters `start` to `end` of a text, and where they lead."""

    start: int
    end: int
    href: str


def addresses_in(text: str) -> Iterator[Address]:
    """Addresses in order. Punctuation that ends the sentence is not part of them.

    >>> [found.href for found in addresses_in("see https://a.example/x(1)), or www.b.example.")]
    ['https://a.example/x(1)', 'http://www.b.example']
    """
    for match in _ADDRESS.finditer(text):
        end = match.start() + _length(match[0])
        shown = text[match.start() : end]
        prefix = "mailto:" if match["mail"] else "http://" if match["www"] else ""
        if shown.rstrip("/").endswith(":"):
            continue
        yield Address(match.start(), end, prefix + shown)


def _length(address: str) -> int:
    """How much of what looks like an address is one: no closing punctuation, no unopened bracket."""
    end = len(address)
    surplus = {closing: address.count(closing) - address.count(opening) for closing, opening in _PAIRS.items()}
    while end:
        last = address[end - 1]
        if last in _PAIRS and surplus[last] > 0:
            surplus[last] -= 1
        elif last not in ".,;:!?'*":
            break
        end -= 1
    return end
