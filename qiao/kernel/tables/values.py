"""From the text of a cell to a value: readers that say in one sentence what is wrong and what is allowed."""

from __future__ import annotations

import re
import unicodedata
import zoneinfo
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils import timezone

Reader = Callable[[str], Any]
_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?")
_SHORT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TURNED_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?")


class BadValue(Exception):
    """A cell that cannot be used; `code` leads to a sentence of `problems`, `details` fill it."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details


def fold(text: str) -> str:
    """For comparing what people typed: full-width as half-width, no case, no space or punctuation.

    >>> fold("E-Mail  Address"), fold("CRM no. (needed)")
    ('emailaddress', 'crmnoneeded')
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def text_of(most: int) -> Reader:
    """One line of text."""

    def read(cell: str) -> str:
        line = " ".join(cell.split())
        if len(line) > most:
            raise BadValue("too_long", most=str(most), length=str(len(line)))
        return line

    return read


def lines_of(most: int) -> Reader:
    """Text of several lines."""

    def read(cell: str) -> str:
        if len(cell) > most:
            raise BadValue("too_long", most=str(most), length=str(len(cell)))
        return cell

    return read


def matching(pattern: str, code: str, *, upper: bool = False) -> Reader:
    """Text of a given form."""
    form = re.compile(pattern)

    def read(cell: str) -> str:
        line = unicodedata.normalize("NFKC", cell).strip()
        line = line.upper() if upper else line
        if not form.fullmatch(line):
            raise BadValue(code)
        return line

    return read


def choice_of(words: Mapping[str, str]) -> Reader:
    """One of a few; `words` leads from folded words to keys."""

    def read(cell: str) -> str:
        key = words.get(fold(cell))
        if key is None:
            raise BadValue("not_a_choice")
        return key

    return read


def list_of(cell: str) -> list[str]:
    """Several things in one cell, between spaces, commas, semicolons or line breaks."""
    return [part for part in re.split(r"[\s,;|\uff0c\uff1b\u3001]+", cell) if part]


def day_of(cell: str) -> date:
    """A day: year first in any of the usual forms, or day.month.year where only one reading is possible."""
    text = unicodedata.normalize("NFKC", cell).strip()
    text = re.sub(r"[T ]\d{1,2}:\d{2}.*$", "", text)
    if found := _DAY.fullmatch(text) or _SHORT_DAY.fullmatch(text):
        return _day(*map(int, found.groups()))
    if turned := _TURNED_DAY.fullmatch(text):
        one, separator, two, year = turned.groups()
        if separator == "." or int(one) > 12:
            return _day(int(year), int(two), int(one))
        if int(two) > 12:
            return _day(int(year), int(one), int(two))
        raise BadValue("ambiguous_day")
    raise BadValue("not_a_day")


def moment_of(cell: str) -> datetime:
    """A moment; without a zone it is one of the reader's, a day alone is its beginning."""
    text = unicodedata.normalize("NFKC", cell).strip()
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        day = day_of(text)
        clock = _CLOCK.search(text)
        hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
        if hour > 23 or minute > 59 or second > 59:
            raise BadValue("not_a_moment") from None
        found = datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001
    return found.astimezone(UTC) if found.tzinfo else timezone.make_aware(found).astimezone(UTC)


def yes_or_no(cell: str) -> bool:
    """Yes or no in either language: the words of `yes_no.txt`."""
    answer = _yes_and_no().get(unicodedata.normalize("NFKC", cell).strip().casefold())
    if answer is None:
        raise BadValue("not_yes_or_no")
    return answer


@cache
def _yes_and_no() -> dict[str, bool]:
    text = (files("qiao.kernel.tables") / "yes_no.txt").read_text(encoding="utf-8")
    lines = (line.partition(":") for line in text.splitlines())
    return {unicodedata.normalize("NFKC", word): name == "yes" for name, _, words in lines for word in words.split()}


def money_of(cell: str) -> Decimal:
    """An amount: signs of currencies and separators of thousands are dropped."""
    text = re.sub(r"[^\d.,()-]", "", unicodedata.normalize("NFKC", cell))
    text = text.replace(",", "") if "." in text or re.search(r",\d{3}$", text) else text.replace(",", ".")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise BadValue("not_a_number") from None
    if not amount.is_finite() or abs(amount) >= Decimal(10) ** 12:
        raise BadValue("not_a_number")
    return amount.quantize(Decimal("0.01"))


def zone_of(cell: str) -> str:
    """A time zone by its name."""
    name = cell.strip()
    if name not in _zones():
        raise BadValue("not_a_zone")
    return name


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadValue("not_a_day") from None
