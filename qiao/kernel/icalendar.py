"""Writing iCalendar (RFC 5545): events only, which is all that feeds need."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_FOLD_AT = 75  # octets of a line, without its end
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A moment, or a whole day. `uid` stays the same when the event moves; `revision` grows then."""

    uid: str
    at: datetime | date
    title: str
    url: str
    text: str = ""
    revision: int = 0
    duration: timedelta = timedelta(minutes=15)


def calendar_text(name: str, events: Iterable[CalendarEvent], *, now: datetime) -> str:
    """A calendar as programs subscribe to it, read again every quarter of an hour."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Qiao//Qiao//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT15M", "X-PUBLISHED-TTL:PT15M",
    ]  # fmt: skip
    for event in events:
        lines += _event(event, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(event: CalendarEvent, now: datetime) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{_utc(now)}", f"SEQUENCE:{event.revision}"]
    if isinstance(event.at, datetime):
        lines += [f"DTSTART:{_utc(event.at)}", f"DTEND:{_utc(event.at + event.duration)}"]
    else:
        following = event.at + timedelta(days=1)
        lines += [f"DTSTART;VALUE=DATE:{event.at:%Y%m%d}", f"DTEND;VALUE=DATE:{following:%Y%m%d}"]
    lines += [f"SUMMARY:{_text(event.title)}", f"URL:{event.url}"]
    if event.text:
        lines.append(f"DESCRIPTION:{_text(event.text)}")
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """Lines of 75 octets at most, never cut inside a character."""
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _FOLD_AT:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part
