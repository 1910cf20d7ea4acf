"""What services take and give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class NewFile:
    """A stored file to attach to a message; `name` as given by its sender."""

    file_id: int
    name: str
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A ticket to open. `said_by`: whose words `markdown` are; `us` sends them to the requester.

    Left out, organisation and language follow the requester, team follows the product. `at` is when the
    customer wrote, if not now. `follow_up_of_id` names the ticket that this one goes on from. `is_plain`: the text
    is no Markdown, as customers write it.
    """

    subject: str
    markdown: str
    requester_id: int | None = None
    organisation_id: int | None = None
    product_id: int | None = None
    version_id: int | None = None
    component_id: int | None = None
    deployment_id: int | None = None
    kind: str = "question"
    priority: str = "normal"
    severity: str = ""
    team_id: int | None = None
    assignee_id: int | None = None
    tags: tuple[str, ...] = ()
    fields: Mapping[str, object] = field(default_factory=dict)
    language: str = ""
    channel: str = "desk"
    said_by: Literal["customer", "us", "note"] = "customer"
    attachments: tuple[NewFile, ...] = ()
    at: datetime | None = None
    follow_up_of_id: int | None = None
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class OpenedTicket:
    """A ticket that now exists, its first message, and the mail to the customer if there is one."""

    ticket_id: int
    number: int
    message_id: int
    outgoing_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A public reply. No `to` means the usual recipients; `cc` None means the usual ones.

    `state_after` "" leaves the state. `language` of greeting and signature; "" is the customer's.
    `last_seen_message_id` is the newest message the writer saw.
    """

    markdown: str
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] | None = None
    attachments: tuple[NewFile, ...] = ()
    state_after: str = "waiting_customer"
    send_at: datetime | None = None
    hold_seconds: int = 10
    last_seen_message_id: int | None = None
    send_anyway: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class SentReply:
    """A queued reply; it can be undone until `leaves_at`."""

    message_id: int
    outgoing_id: int
    leaves_at: datetime


@dataclass(frozen=True, slots=True)
class BulkStarted:
    """A bulk act; when `is_running`, a job continues it and reports progress."""

    token: str
    total: int
    is_running: bool


@dataclass(frozen=True, slots=True)
class QuickReplyDraft:
    """A quick reply to store; `body` by language, `is_shared` makes it everybody's."""

    name: str
    body: Mapping[str, str]
    product_ids: tuple[int, ...] = ()
    is_shared: bool = True


@dataclass(frozen=True, slots=True)
class CustomFieldDraft:
    """A custom field to store; `choices` are {"key", "en", "zh-hans"}."""

    key: str
    label: Mapping[str, str]
    kind: str = "text"
    choices: tuple[Mapping[str, str], ...] = ()
    product_ids: tuple[int, ...] = ()
    is_required_to_solve: bool = False
    position: int = 0
