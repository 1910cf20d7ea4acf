"""What a delivery report means for the address it is about."""

import re

STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
# 5.x.x about this one mail, about us or about a full mailbox: the address itself may be fine
NOT_THE_ADDRESS = {"2.2", "2.3", "3.4", "6", "7"}


def is_address_dead(action: str, status: str, diagnostic: str = "") -> bool:
    """Whether the address does not exist or refuses permanently; delays and temporary failures do not count."""
    if action.lower() not in {"failed", ""}:
        return False
    match = STATUS.search(status) or STATUS.search(diagnostic)
    if match is None:
        return action.lower() == "failed" and not status
    return match[1] == "5" and not {match[2], f"{match[2]}.{match[3]}"} & NOT_THE_ADDRESS


def has_failed(action: str, status: str) -> bool:
    """Whether the mail did not arrive and no further attempt is made."""
    if action.lower() in {"delayed", "delivered", "relayed", "expanded"}:
        return False
    return action.lower() == "failed" or status.startswith("5")
