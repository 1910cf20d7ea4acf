"""What programs send and see of the mail log and of wording."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from qiao.channels.api.mailbox_schemas import Language
from qiao.kernel.api.answers import Given, Id, Shown

RawState = Literal["waiting", "ticketed", "appended", "suppressed", "quarantined"]
OutgoingState = Literal["held", "queued", "sending", "sent", "failed", "bounced", "cancelled"]
TemplateKind = Literal["reply", "ack", "oversized"]
Result = Literal["pass", "fail", "none"]
Whole = Annotated[str, Field(max_length=320)]


class IncomingWanted(BaseModel):
    """Which incoming mails."""

    state: RawState | None = Field(None, description="Where it ended.")
    mailbox: Id | None = Field(None, description="Of this mailbox.")
    sender: Whole = Field("", description="The sender's whole address.")


class IncomingMailShown(Shown):
    """A mail that came, its outcome, and why. `is_decidable`: a rule stopped it, and it can be replayed or released."""

    id: int
    mailbox_id: int | None
    source: Literal["imap", "smtp", "lmtp", "pipe"] = Field(description="The way it came in.")
    state: RawState
    reason: str = Field(description="Stable code of why it ended there; empty while it waits.")
    reason_text: str
    detail: str
    is_decidable: bool
    sender: str
    sender_name: str
    subject: str
    envelope_from: str | None
    envelope_to: list[str]
    internet_message_id: str
    size: int
    is_cut: bool
    attempts: int
    ticket: int | None
    duplicate_of_id: int | None
    machine_kind: str
    confirmation: str
    received_at: datetime
    processed_at: datetime | None
    forgotten_at: datetime | None


class MailHeaderShown(Shown):
    """A header line, decoded."""

    name: str
    value: str


class MailFileShown(Shown):
    """A file that came with a mail; the bytes are in the original."""

    name: str
    content_type: str
    size: int


class MailChecksShown(Shown):
    """Sender checks by the mail server the mailbox trusts."""

    dmarc: Result
    spf: Result
    dkim: Result


class IncomingMailReadShown(IncomingMailShown):
    """A mail with what can be read in it: the beginning of its text, headers, files, sender checks."""

    text: str
    headers: list[MailHeaderShown]
    files: list[MailFileShown] = Field(description="Files that came with it.")
    checks: MailChecksShown
    machine_reasons: list[str]
    problems: list[str]
    confirmation_text: str


class OutgoingWanted(BaseModel):
    """Which outgoing mails."""

    state: OutgoingState | None = Field(None, description="How far it is.")
    mailbox: Id | None = Field(None, description="From this mailbox.")
    recipient: Whole = Field("", description="A recipient's whole address.")


class RecipientShown(Shown):
    """Somebody a mail is for."""

    name: str
    address: str


class RefusedRecipientShown(Shown):
    """A recipient whom the server did not take, with its answer."""

    address: str
    code: int = Field(description="SMTP status.")
    text: str


class OutgoingMailShown(Shown):
    """A mail of ours and how far it is."""

    id: int
    mailbox_id: int | None
    kind: Literal["reply", "ack", "notice"]
    language: str
    to: list[RecipientShown]
    cc: list[RecipientShown]
    subject: str
    state: OutgoingState
    send_at: datetime
    sent_at: datetime | None
    attempts: int
    last_attempt_at: datetime | None
    last_error: str
    refused: list[RefusedRecipientShown]
    internet_message_id: str
    created_at: datetime


class TemplatesWanted(BaseModel):
    """Which own wordings."""

    kind: TemplateKind | None = Field(None, description="For which mails.")
    language: Language | None = Field(None, description="In which language.")
    product: Id | None = Field(None, description="Of this product.")


class MailTemplateShown(Shown):
    """Wording of a kind of mail in a language, for a product or (null) for all. `body` is Markdown."""

    kind: TemplateKind
    language: str
    product_id: int | None
    subject: str
    body: str
    source: Literal["own", "all_products", "built_in"] = Field(
        description="Whether it was written for this very place, for all products, or comes with Qiao."
    )
    variables: list[str]
    updated_at: datetime | None


class MailTemplateGiven(Given):
    """Wording with variables such as {{ticket.number}}; `body` is Markdown, and that of a reply holds {{body}}."""

    subject: Annotated[str, Field(min_length=1, max_length=300)]
    body: Annotated[str, Field(min_length=1, max_length=50_000)]


def values_of(row: Any, kind: type[Shown], *besides: str) -> dict[str, Any]:
    """Values of a row under the field names of the API."""
    return {name: getattr(row, name) for name in kind.model_fields if name not in besides}
