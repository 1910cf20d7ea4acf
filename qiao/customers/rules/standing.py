"""How a contract or a version stands on a day."""

from datetime import date

ENDING_DAYS = 60
"""So long before its end a contract is worth a word."""


def contract_standing(starts_on: date, ends_on: date | None, today: date) -> tuple[str, int]:
    """(coming, running, ending or ended; days until the start or end, or since the end). Without an end: running, 0."""
    if starts_on > today:
        return "coming", (starts_on - today).days
    if ends_on is None:
        return "running", 0
    left = (ends_on - today).days
    if left < 0:
        return "ended", -left
    return ("ending" if left <= ENDING_DAYS else "running"), left


def support_standing(state: str, supported_until: date | None, today: date) -> tuple[str, int]:
    """(ended, ending or supported; days until the end of support, or since)."""
    if supported_until is None:
        return ("ended", 0) if state == "ended" else ("supported", 0)
    left = (supported_until - today).days
    if left < 0 or state == "ended":
        return "ended", max(0, -left)
    return ("ending" if left <= ENDING_DAYS else "supported"), left
