"""Composing outgoing mail: headers safe against injection, ids that folding does not damage."""

import re
from collections.abc import Iterable
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from qiao.channels.rules.addresses import is_address
from qiao.channels.rules.mail import Address

MOST_REFERENCES = 20
LONGEST_LINE = 998
ID_HEADERS = {"references", "in-reply-to", "message-id"}
CONTROLS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
GOOD_ID = re.compile(r"^[\x21-\x3b\x3d\x3f-\x7e]+$")


class MailPolicy(EmailPolicy):
    """CRLF line ends; ids are kept as they are: not decoded when one looks like an encoded word, folded between
    them and never inside (the standard policy would do both)."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        if name.lower() in ID_HEADERS:
            return name, " ".join(str(value).split())
        return super().header_store_parse(name, value)

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return value if name.lower() in ID_HEADERS else super().header_fetch_parse(name, value)

    def fold(self, name: str, value: str) -> str:
        if name.lower() in ID_HEADERS:
            return f"{name}: " + "\r\n ".join(str(value).split()) + "\r\n"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() in ID_HEADERS:
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


POLICY = MailPolicy(linesep="\r\n", max_line_length=78, cte_type="7bit")


def one_line(text: str, longest: int = 900) -> str:
    """Text that is safe as a header value: one line, no control characters, nothing that decodes to them.

    `email` reads encoded words in the values it is given and writes what they hide, line breaks included.
    """
    plain = CONTROLS.sub(" ", text).replace("=?", "= ?")
    return re.sub(r" {2,}", " ", plain).strip()[:longest]


def usable_ids(ids: Iterable[str]) -> list[str]:
    """Ids that can stand in a header: printable ASCII, short enough for a line, once each."""
    good = (item for item in ids if GOOD_ID.match(item) and len(item) <= LONGEST_LINE - 30)
    return list(dict.fromkeys(good))


def reference_chain(root: str, before: Iterable[str]) -> list[str]:
    """The References of an answer: the root of the thread, then the last ids, oldest first."""
    chain = [item for item in usable_ids(before) if item != root]
    return [root, *chain[-MOST_REFERENCES:]]


def header_ids(ids: Iterable[str]) -> str:
    """Ids as a header value."""
    return " ".join(f"<{item}>" for item in usable_ids(ids))


def ascii_address(address: str) -> str:
    """The address as it goes over the wire: domain in its ASCII form. Raises ValueError when it is no address."""
    if not is_address(address) or CONTROLS.search(address) or re.search(r"[\s<>,;]", address):
        raise ValueError(f"not an address: {address[:80]!r}")
    local, _, domain = address.rpartition("@")
    try:
        wire = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise ValueError(f"not a domain: {domain[:80]!r}") from error
    return f"{local}@{wire}"


def set_header(message: EmailMessage, name: str, value: str) -> None:
    """Set one header; an empty value sets none. Raises ValueError for a name or value that breaks lines."""
    if not value:
        return
    hides_lines = "=?" in value and name.lower() not in ID_HEADERS
    if not re.fullmatch(r"[A-Za-z0-9-]+", name) or CONTROLS.search(value) or hides_lines:
        raise ValueError(f"header {name[:40]!r} would break the mail")
    del message[name]
    message[name] = value


def set_addresses(message: EmailMessage, name: str, entries: Iterable[Address]) -> None:
    """Set an address header; display names cannot break out of their place."""
    made = tuple(_header_address(entry) for entry in entries)
    if made:
        del message[name]
        message[name] = made


def _header_address(entry: Address) -> HeaderAddress:
    local, _, domain = ascii_address(entry.address).rpartition("@")
    return HeaderAddress(display_name=one_line(entry.name, 200), username=local.strip('"'), domain=domain)


def to_bytes(message: EmailMessage) -> bytes:
    """The mail as it is handed to the server: CRLF, no line beyond 998 octets."""
    data = message.as_bytes(policy=POLICY)
    if any(len(line) > LONGEST_LINE for line in data.split(b"\r\n")):
        raise ValueError("a line of the mail is longer than 998 octets")
    return data
