"""Working hours of one day: parsing and tidying of wall-clock intervals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

DAY_SECONDS = 86_400
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# Half-open [start, end) in seconds after the day's midnight on the wall clock, 0 <= start < end <= 86,400.
Interval = tuple[int, int]
Hours = tuple[Interval, ...]

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")


class CalendarInputError(ValueError):
    """A calendar or a question to it is not of the form it must have.

    The message says what is wrong, in English, for whoever wrote the document; `culprit` is the piece of it.
    """

    def __init__(self, message: str, culprit: str = "") -> None:
        super().__init__(message)
        self.culprit = culprit


def clock_seconds(text: object) -> int:
    """Seconds after midnight of "HH:MM" or "HH:MM:SS", "00:00" to "24:00"."""
    match = _CLOCK.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None:
        raise CalendarInputError(f"{text!r} is not a time of day such as 09:00 or 24:00", str(text))
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    total = hours * 3600 + minutes * 60 + seconds
    if minutes > 59 or seconds > 59 or total > DAY_SECONDS:
        raise CalendarInputError(f"{text!r} is not a time of day between 00:00 and 24:00", str(text))
    return total


def clock_text(seconds: int) -> str:
    """The inverse of `clock_seconds`: "09:00", "24:00", "08:30:15"."""
    minutes, rest = divmod(seconds, 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{text}:{rest:02}" if rest else text


def parse_hours(pairs: object) -> Hours:
    """Hours from [["09:00", "12:00"], …]; overlapping and touching intervals become one."""
    if not isinstance(pairs, Sequence) or isinstance(pairs, str):
        raise CalendarInputError(f"intervals must be a list of [start, end] pairs, not {pairs!r}", str(pairs))
    found: list[Interval] = []
    for pair in pairs:
        if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
            raise CalendarInputError(f"{pair!r} is not a [start, end] pair", _shown(pair))
        start, end = clock_seconds(pair[0]), clock_seconds(pair[1])
        if end <= start:
            raise CalendarInputError(
                f"interval {pair[0]}-{pair[1]} must end after it starts; "
                "write a night as 22:00-24:00 and 00:00-06:00 of the next day",
                _shown(pair),
            )
        found.append((start, end))
    return tidy_hours(found)


def _shown(pair: object) -> str:
    return "-".join(map(str, pair)) if isinstance(pair, (list, tuple)) else str(pair)


def tidy_hours(intervals: Iterable[Interval]) -> Hours:
    """Sorted, with overlapping and touching intervals joined."""
    tidy: list[Interval] = []
    for start, end in sorted(intervals):
        if not 0 <= start < end <= DAY_SECONDS:
            raise CalendarInputError(f"interval {start}-{end} s does not lie within one day")
        if tidy and start <= tidy[-1][1]:
            tidy[-1] = (tidy[-1][0], max(end, tidy[-1][1]))
        else:
            tidy.append((start, end))
    return tuple(tidy)


def hours_text(hours: Hours) -> list[list[str]]:
    """The JSON form of hours: [["09:00", "12:00"], …]."""
    return [[clock_text(start), clock_text(end)] for start, end in hours]
