"""Order of versions, and when support ends. Pure."""

import re
from datetime import date

_PARTS = re.compile(r"(\d+)|([^\d.\-_+\s]+)")
_PRE_RELEASE = re.compile(r"^(a|alpha|b|beta|c|rc|pre|preview|dev|snapshot|m)$")


def version_sort_key(name: str) -> str:
    """Text that sorts versions as people do: 4.9 < 4.10-rc1 < 4.10 < 4.10.1 < 4.10 SP1 < 5.0.

    Numbers are padded to twelve digits; a word before a release (rc, beta) sorts below its end,
    any other word (SP, patch) above.
    """
    key = []
    for number, word in _PARTS.findall(name.strip().lower().removeprefix("v")):
        if number:
            key.append("5" + number.zfill(12)[-12:])
        else:
            key.append(("1" if _PRE_RELEASE.match(word) else "7") + word[:20])
    return "".join(part + " " for part in key)[:290] + "3"


def is_in_support(state: str, supported_until: date | None, today: date) -> bool:
    """Whether we still support it: not marked as ended, and the last day has not passed."""
    return state == "supported" and (supported_until is None or supported_until >= today)
