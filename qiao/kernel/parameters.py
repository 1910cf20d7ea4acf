"""Reads parameters of addresses and forms defensively: anybody can send anything."""

from datetime import UTC, date, datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from qiao.kernel.errors import NotUnderstood

_MOST_DIGITS = 18  # what a bigint holds whatever the digits are


def number_or_none(text: str) -> int | None:
    """The id or count that a text is; None for everything else. For filters, where nonsense means nothing."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else None


def chosen_number(text: str) -> int | None:
    """The id that was chosen; None when nothing was. Raises NotUnderstood: nonsense must not mean “none”."""
    number = number_or_none(text)
    if number is None and text:
        raise NotUnderstood.of(text)
    return number


def date_given(text: str) -> date:
    """A day as ISO 8601 writes it. Raises NotUnderstood."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotUnderstood.of(text) from None


def moment_given(text: str) -> datetime:
    """A moment as ISO 8601 writes it, in the reader's zone unless it names one. Raises NotUnderstood."""
    try:
        moment = parse_datetime(text)
        if moment is not None:
            aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
            return aware.astimezone(UTC)
    except (ValueError, OverflowError):  # no such day, or before the first and after the last year there is
        pass
    raise NotUnderstood.of(text)
