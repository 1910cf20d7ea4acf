"""Numbers and small decisions of the portal's sign-in."""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

CODE_DIGITS = 8
CODE_LIVES = timedelta(minutes=10)
MOST_TRIES = 5
SESSION_LIVES = timedelta(days=30)
SESSION_IDLE = timedelta(days=14)
TOKEN_LIVES = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` in `seconds`."""

    most: int
    seconds: int


LIMITS: dict[str, Limit] = {
    "code.address": Limit(12, 3_600),  # mails to one address, whoever asks
    "code.pair": Limit(5, 900),  # mails to one address from one network
    "code.network": Limit(40, 3_600),
    "try.network": Limit(60, 3_600),  # codes tried from one network
    "upload.account": Limit(200, 3_600),
    "token.network": Limit(120, 3_600),
    "ask.address": Limit(4, 3_600),  # confirmations of anonymous requests to one address
    "ask.network": Limit(12, 3_600),
    "ask.unproven": Limit(3, 3_600),  # the same without proof of work
    "ask.form": Limit(600, 3_600),  # everybody together
}


def new_code() -> str:
    """Eight digits: short enough to type, and five tries in ten minutes do not find them."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def spaced(code: str) -> str:
    """As it is shown: `1234 5678`."""
    return f"{code[: CODE_DIGITS // 2]} {code[CODE_DIGITS // 2 :]}"


def typed_code(text: str) -> str:
    """What was typed, without the spaces and dashes people add; full-width digits count."""
    return re.sub(r"\D", "", "".join(str(int(c)) if c.isdecimal() else c for c in text))


def portal_path(path: str) -> str:
    """A page of the portal; anything else leads to its start."""
    is_ours = path.startswith("/portal/") and not re.search(r"[\\\x00-\x20]|//", path)
    return path[:500] if is_ours else "/portal/"


def own_path(following: str) -> str:
    """A page of the portal to go to after signing in: not the pages of signing in and out themselves."""
    path = portal_path(following)
    return "/portal/" if path.startswith("/portal/sign-") else path
