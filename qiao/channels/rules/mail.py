"""What a mail says once it has been read: plain data, no behaviour beyond sizes and hashes."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

MachineKind = Literal["ooo", "bounce", "list", "system"]


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox: decoded display name ("" when none) and bare address."""

    name: str
    address: str


@dataclass
class Attachment:
    """One file of a mail, transfer-decoded. `filename` is "" when the mail gives none."""

    filename: str
    content_type: str
    content: bytes
    content_id: str = ""
    content_location: str = ""
    inline: bool = False
    disposition: str = ""

    @property
    def size(self) -> int:
        """Octets."""
        return len(self.content)

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the content."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class OmittedPart:
    """A part that was left out of text and attachments, and why (`reason` is a short code)."""

    content_type: str
    filename: str
    size: int
    reason: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery report about one recipient; `action` as in RFC 3464 (failed, delayed, …)."""

    recipient: str
    action: str
    status: str
    diagnostic: str
    original_message_id: str
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Machine:
    """Whether a machine wrote the mail, and the evidence (header names or short codes)."""

    kind: MachineKind | None
    reasons: tuple[str, ...]


Verdict = Literal["unchecked", "valid", "unknown_signer", "another_sender", "broken"]


@dataclass(frozen=True, slots=True)
class Security:
    """Signature and encryption of a mail, and what `rules/opening.py` found out about them.

    `decrypted`: what follows is the content of an encrypted mail, opened with the mailbox's key.
    `verdict` is about the signature: `valid` is by a signer the mailbox trusts who is the sender; `unknown_signer` by
    nobody it trusts; `another_sender` by one it trusts who is not the sender; `broken` when the content was changed;
    `unchecked` when there is none, it covers a part only, or cannot be read. `signer`: an address, else a name or key.
    """

    kind: Literal["", "smime", "pgp"] = ""
    signed: bool = False
    encrypted: bool = False
    decrypted: bool = False
    verdict: Verdict = "unchecked"
    signer: str = ""


@dataclass(frozen=True, slots=True)
class SignedPart:
    """What a signature covers, octet for octet as it came, and the signature; `content` is empty where it is inside."""

    kind: Literal["smime", "pgp"]
    content: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """The first event of a text/calendar part. Times are as written (`20260131T090000Z`, zone apart)."""

    method: str
    uid: str
    summary: str
    location: str
    organizer: str
    starts: str
    ends: str
    time_zone: str


@dataclass
class ParsedMail:
    """Everything read from one raw mail. Ids are without angle brackets; lists keep header order.

    `reply_text` keeps lines that are answered in between, for whoever reads the answers; `own_text` is without them.
    `quoted_text` and `rest_text` are what each of the two lacks. `is_all_new`: the text and the HTML were looked at,
    and neither holds history or a signature.
    """

    from_: Address = Address("", "")
    from_all: list[Address] = field(default_factory=list)
    sender: Address | None = None
    reply_to: list[Address] = field(default_factory=list)
    to: list[Address] = field(default_factory=list)
    cc: list[Address] = field(default_factory=list)
    bcc: list[Address] = field(default_factory=list)
    subject: str = ""
    date: datetime | None = None
    message_id: str = ""
    in_reply_to: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    text: str = ""
    html: str = ""
    reply_text: str = ""
    quoted_text: str = ""
    own_text: str = ""
    rest_text: str = ""
    is_all_new: bool = False
    attachments: list[Attachment] = field(default_factory=list)
    omitted: list[OmittedPart] = field(default_factory=list)
    machine: Machine = Machine(None, ())
    bounce: Bounce | None = None
    security: Security = Security()
    signed_part: SignedPart | None = None
    calendar: CalendarEvent | None = None
    headers: list[tuple[str, str]] = field(default_factory=list)
    return_path: str | None = None
    delivered_to: list[str] = field(default_factory=list)
    authentication_results: list[str] = field(default_factory=list)
    charset_guessed: bool = False
    problems: list[str] = field(default_factory=list)

    def header(self, name: str) -> str:
        """First value of a header, decoded and unfolded; "" when absent."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")


@dataclass
class Notes:
    """What went wrong while reading; shared by every step of one mail."""

    problems: list[str] = field(default_factory=list)
    charset_guessed: bool = False

    def add(self, problem: str) -> None:
        """Record a problem once, at most 100 in all."""
        if problem not in self.problems and len(self.problems) < 100:
            self.problems.append(problem)
