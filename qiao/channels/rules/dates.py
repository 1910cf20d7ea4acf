"""Dates as mails write them: RFC 5322, ISO, and what programs make of either."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

COMMENT = re.compile(r"\([^()]*\)")
GLUED = re.compile(r".{10,40}?\d\d:\d\d(?::\d\d)? [+-]\d{4}(?=[A-Za-z])")
# «GMT+0800» and «+08:00» mean +0800.
ZONE = re.compile(r"(?<=[\d\s])(?:GMT|UTC|UT)?\s?([+-])(\d{1,2}):?(\d\d)\b\s*$", re.IGNORECASE)
HAN = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日\S{0,5}\s*")
HALF = re.compile(r"(\d{1,2})(:\d\d(?::\d\d)?) ?([AP])\.?M\b\.?", re.IGNORECASE)
# Names of months other than the English ones, by how they begin.
MONTHS = (
    ("jan", "janv", "ene", "gen", "янв"),
    ("feb", "févr", "fév", "фев"),
    ("mar", "mär", "maa", "mrt", "мар"),
    ("apr", "avr", "abr", "апр"),
    ("may", "mai", "mag", "mei", "мая", "май"),
    ("jun", "juin", "giu", "июн"),
    ("jul", "juil", "lug", "июл"),
    ("aug", "août", "ago", "авг"),
    ("sep", "set", "сен"),
    ("oct", "okt", "ott", "out", "окт"),
    ("nov", "ноя"),
    ("dec", "dez", "déc", "dic", "дек"),
)
WORDED = re.compile(r"(?:^|[\s,])(\d{1,2})\.?\s(?:de\s)?([^\W\d_]{3,12})\.?\s(?:de\s)?(\d{4}),?\s(\d{1,2}:\d\d.*)$")


def read_date(text: str) -> datetime | None:
    """A Date value; without a zone it is taken as UTC. None when unreadable."""
    text = HAN.sub(r"\1-\2-\3 ", COMMENT.sub(" ", text[:300])).strip()
    glued = GLUED.match(text)
    text = ZONE.sub(r" \1\2\3", HALF.sub(_full_hour, glued[0] if glued else text))
    found = _plain(text) or _iso(text) or _plain(_in_english(text))
    if found is None:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _full_hour(found: re.Match[str]) -> str:
    hour = int(found[1])
    if hour <= 12:
        hour = hour % 12 + (12 if found[3] in "Pp" else 0)
    return f"{hour:02d}{found[2]}"


def _plain(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _iso(text: str) -> datetime | None:
    match = re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T ]+(\d{1,2})(:\d\d.*)$", text)
    if match is None:
        return None
    try:
        return datetime.fromisoformat(
            f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}T{int(match[4]):02d}{match[5].replace(' ', '')}"
        )
    except ValueError:
        return None


def _in_english(text: str) -> str:
    """Day, month and year out of a date whose names are in another language; "" when the month is unknown."""
    match = WORDED.search(text)
    if match is None:
        return ""
    name = match[2].lower()
    number = next((index for index, starts in enumerate(MONTHS) if name.startswith(starts)), None)
    return "" if number is None else f"{match[1]} {MONTHS[number][0].title()} {match[3]} {match[4]}"
