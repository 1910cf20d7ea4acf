"""Signed marks that lead an answer back to its thread: plus-addresses and our own Message-IDs.

The signatures (16 hex digits) are made and checked by the caller, who has the key.
"""

import re
from dataclasses import dataclass

MAC = r"[0-9a-f]{16}"
PLUS = re.compile(
    rf"^(?P<base>[^+@]+(?:\+[^+@]+)*)\+t(?P<thread>[0-9]{{1,18}})\.(?P<mac>{MAC})@(?P<domain>[^@]+)$",
    re.IGNORECASE | re.ASCII,
)
OWN_ID = re.compile(
    rf"^q\.(?P<thread>[0-9]{{1,18}})\.(?P<mail>[0-9]{{1,18}})\.(?P<mac>{MAC})@(?P<domain>[^@\s]+)$",
    re.IGNORECASE | re.ASCII,
)
ROOT = 0


@dataclass(frozen=True, slots=True)
class PlusToken:
    """What a plus-address claims: `address` is the mailbox without the token."""

    address: str
    thread_id: int
    mac: str

    @property
    def signed(self) -> tuple[str, ...]:
        """The parts the signature covers."""
        return plus_parts(self.thread_id)


@dataclass(frozen=True, slots=True)
class OwnId:
    """What one of our Message-IDs claims; `mail_id` 0 is the root of the thread."""

    thread_id: int
    mail_id: int
    mac: str

    @property
    def signed(self) -> tuple[str, ...]:
        """The parts the signature covers."""
        return id_parts(self.thread_id, self.mail_id)


def plus_parts(thread_id: int) -> tuple[str, ...]:
    """What is signed in a plus-address."""
    return ("mail.plus", str(thread_id))


def id_parts(thread_id: int, mail_id: int) -> tuple[str, ...]:
    """What is signed in a Message-ID."""
    return ("mail.id", str(thread_id), str(mail_id))


def plus_address(address: str, thread_id: int, mac: str) -> str:
    """`support@a.b` → `support+t12.<mac>@a.b`."""
    local, _, domain = address.rpartition("@")
    return f"{local}+t{thread_id}.{mac}@{domain}"


def read_plus_address(address: str) -> PlusToken | None:
    """The token in an address; None when there is none."""
    match = PLUS.match(address.strip())
    if match is None:
        return None
    return PlusToken(f"{match['base']}@{match['domain']}".lower(), int(match["thread"]), match["mac"].lower())


def own_message_id(thread_id: int, mail_id: int, mac: str, domain: str) -> str:
    """A Message-ID of ours, without angle brackets."""
    return f"q.{thread_id}.{mail_id}.{mac}@{domain}"


def read_own_id(message_id: str) -> OwnId | None:
    """What a Message-ID in our form claims; None when it has another form."""
    match = OWN_ID.match(message_id.strip())
    return OwnId(int(match["thread"]), int(match["mail"]), match["mac"].lower()) if match else None


def without_plus(address: str) -> str:
    """`support+anything@a.b` → `support@a.b`, in lower case."""
    local, at, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"
