"""The first event of an iCalendar text (RFC 5545): enough for a chip beside the mail."""

import re

from qiao.channels.rules.mail import CalendarEvent


def first_event(texts: list[str]) -> CalendarEvent | None:
    """The first VEVENT of the first calendar that holds one."""
    for text in texts:
        unfolded = re.sub(r"\r?\n[ \t]", "", text[:200_000])
        event = re.search(
            r"^BEGIN:VEVENT\s*$(.*?)(?:^END:VEVENT|\Z)", unfolded, re.MULTILINE | re.DOTALL | re.IGNORECASE
        )
        if event is None:
            continue
        method = re.search(r"^METHOD\s*:\s*(\S+)", unfolded, re.MULTILINE | re.IGNORECASE)
        block = re.sub(
            r"^BEGIN:VALARM.*?^END:VALARM", "", event[1][:20_000], flags=re.MULTILINE | re.DOTALL | re.IGNORECASE
        )
        starts, zone = _property(block, "DTSTART")
        ends, _ = _property(block, "DTEND")
        return CalendarEvent(
            method[1].upper() if method else "",
            _text(block, "UID"),
            _text(block, "SUMMARY"),
            _text(block, "LOCATION"),
            re.sub(r"^mailto:", "", _text(block, "ORGANIZER"), flags=re.IGNORECASE),
            starts,
            ends,
            zone,
        )
    return None


def _property(block: str, name: str) -> tuple[str, str]:
    match = re.search(rf"^{name}((?:;[^:\n\"]*(?:\"[^\"\n]*\")?)*):([^\n]*)$", block, re.MULTILINE | re.IGNORECASE)
    if match is None:
        return "", ""
    zone = re.search(r"TZID=\"?([^;:\"]+)", match[1], re.IGNORECASE)
    return match[2].strip(), zone[1] if zone else ""


def _text(block: str, name: str) -> str:
    value, _ = _property(block, name)
    return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], value)
