"""What programs get to see of tickets."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from qiao.kernel.api.answers import Shown

State = Literal[
    "new", "open", "waiting_customer", "waiting_rnd", "waiting_third_party", "waiting_release", "scheduled",
    "solved", "closed", "merged", "spam",
]  # fmt: skip
Kind = Literal["question", "incident", "defect_report", "request", "task"]
Priority = Literal["urgent", "high", "normal", "low"]
Severity = Literal["", "s1", "s2", "s3", "s4"]
Channel = Literal["email", "desk", "form", "phone", "api"]
Language = Literal["", "en", "zh-hans"]


class Named(Shown):
    """A thing and its name in the caller's language."""

    id: int
    name: str


class OrganisationBrief(Named):
    """A customer in short."""

    short_name: str
    tier: str


class ParticipantShown(Shown):
    """Somebody on the customer's side who gets our answers."""

    contact_id: int
    name: str
    role: Literal["requester", "cc"]
    is_verified: bool


class LinkShown(Shown):
    """A linked ticket; `is_outward`: this ticket relates to that one. A suggested link awaits a person's yes."""

    id: int
    kind: Literal["related", "duplicate", "blocks", "caused_by"]
    number: int
    is_outward: bool
    is_suggested: bool


class ClockShown(Shown):
    """A promise measured in working time."""

    id: int
    metric: Literal["first_reply", "solve"]
    state: str
    target_seconds: int
    due_at: datetime | None
    stopped_at: datetime | None


class TicketShown(Shown):
    """A customer's question from arrival to answer. Objects named like an id stand here only when expanded."""

    id: int
    number: int = Field(description="What people say, as in Q-48213, and what addresses use.")
    url: str = Field(description="Where a person looks at it.")
    subject: str
    snippet: str
    state: State
    category: Literal["new", "open", "waiting", "solved", "closed", "merged", "spam"]
    kind: Kind
    priority: Priority
    severity: Severity
    channel: Channel
    language: Language
    organisation_id: int | None
    requester_id: int | None
    product_id: int | None
    version_id: int | None
    component_id: int | None
    deployment_id: int | None
    team_id: int | None
    assignee_id: int | None
    tags: list[str]
    custom: dict[str, Any] = Field(description="Values of custom fields, by key.")
    merged_into: int | None = Field(description="Number of the ticket that shows this one's messages.")
    follow_up_of: int | None = Field(description="Number of the closed ticket this one goes on from.")
    snoozed_until: datetime | None
    is_paused: bool
    next_due_at: datetime | None
    next_due_metric: Literal["", "first_reply", "solve"]
    message_count: int
    reopened_count: int
    nudge_count: int
    last_direction: str
    first_customer_at: datetime | None
    last_customer_at: datetime | None
    last_message_at: datetime | None
    created_at: datetime
    updated_at: datetime
    solved_at: datetime | None
    closed_at: datetime | None
    revision: int = Field(description="Raised by every change; also the ETag.")
    organisation: OrganisationBrief | None = None
    requester: Named | None = None
    product: Named | None = None
    version: Named | None = None
    component: Named | None = None
    team: Named | None = None
    assignee: Named | None = None
    participants: list[ParticipantShown] | None = None
    followers: list[Named] | None = None
    links: list[LinkShown] | None = None
    clocks: list[ClockShown] | None = None


class FileShown(Shown):
    """A file of a message. Without `url` it was left out, and `omitted_reason` says why.

    `is_decoration`: a small picture that comes with many mails, such as the logo of a signature; people do not see it.
    """

    id: int
    name: str
    content_type: str
    size: int
    is_inline: bool
    is_decoration: bool
    omitted_reason: str
    url: str | None


class AddressShown(Shown):
    """A mail address with its name."""

    name: str
    address: str


class MessageShown(Shown):
    """One thing that was said. `ticket` is the number of its own ticket, also when that is merged into another."""

    id: int
    ticket: int
    direction: Literal["in", "out", "internal", "system"]
    visibility: Literal["public", "internal", "unverified"]
    channel: Channel
    author_kind: str
    author_id: int | None
    author_name: str
    author_address: str
    subject: str
    text: str = Field(description="What is new, without what was quoted.")
    html: str = Field(description="The same, safe to show.")
    markdown: str = Field(description="As a colleague wrote it; empty for mail that came in.")
    language: str
    machine_kind: str = Field(description="Not empty for mail a machine wrote, such as an out-of-office note.")
    delivery: str
    leaves_at: datetime | None = Field(description="Until then a reply can be undone.")
    to: list[AddressShown]
    cc: list[AddressShown]
    attachments: list[FileShown]
    created_at: datetime


class EventShown(Shown):
    """One recorded act; `text` tells it in the caller's language."""

    id: int
    verb: str
    actor_kind: str
    actor_id: int | None
    actor_name: str
    text: str
    data: dict[str, Any]
    cause: str = Field(description="What led to it, such as token:7 or bulk:…")
    at: datetime


class SentShown(Shown):
    """A reply on its way."""

    message_id: int
    leaves_at: datetime


class MadeShown(Shown):
    """The id of what was made."""

    id: int


class UploadShown(Shown):
    """A file kept for a message to come. `id` goes into `attachments`, within 14 days."""

    id: str
    name: str
    size: int


class RefusalShown(Shown):
    """Why one ticket was left out of a bulk act."""

    number: int
    reason: str


class BulkShown(Shown):
    """A bulk act and how far it is."""

    token: str
    act: str
    done: int
    total: int
    changed: int
    refused: list[RefusalShown]
    is_finished: bool
    is_undone: bool
    can_undo: bool


class BatchItemShown(Shown):
    """What became of one item of a batch: `status` as if it had been asked for alone, with `number` or `problem`."""

    index: int
    status: int
    number: int | None
    problem: dict[str, Any] | None


class BatchShown(Shown):
    """What became of a batch."""

    items: list[BatchItemShown]
    failed: int


class ViewShown(Shown):
    """A queue: built in, a team's, or saved. `count` is null where counting says nothing."""

    view: str = Field(description="What the `view` parameter of the list of tickets takes.")
    name: str
    count: int | None
    is_capped: bool = Field(description="There are more than `count`.")
    saved_id: int | None
    is_shared: bool


class SavedViewShown(Shown):
    """A saved view; `query` is the query of the list of tickets."""

    id: int
    name: str
    query: str
    columns: list[str]
    is_shared: bool
    team_id: int | None
    owner_id: int


class DeskShown(Shown):
    """How my desk is arranged: the queue it opens with, the order of saved views, the columns of the table."""

    start_view: str = Field(description="What the `view` parameter takes.")
    view_order: list[int]
    columns: list[str] = Field(description="None means the usual ones.")


class FoundShown(Shown):
    """A ticket that was found; what matched stands in <mark>."""

    number: int
    subject: str
    title_html: str
    excerpt_html: str
    state: State
    organisation: str
    updated_at: datetime


class SearchShown(Shown):
    """Tickets by relevance. `total` is exact unless `is_capped`."""

    items: list[FoundShown]
    total: int
    is_capped: bool
    next_cursor: str | None


class QuickReplyShown(Shown):
    """A quick reply in both languages."""

    id: int
    name: str
    body_en: str
    body_zh_hans: str
    product_ids: list[int]
    is_shared: bool
    used_count: Annotated[int, Field(description="How often it was inserted in the editor.")]


class MarkdownShown(Shown):
    """A text as it is written."""

    markdown: str


class HtmlShown(Shown):
    """A text as it looks; safe to show."""

    html: str


class DraftShown(Shown):
    """A draft of a reply or note."""

    kind: Literal["reply", "note"]
    markdown: str
    to: list[str] | None
    cc: list[str] | None
    language: str
    files: list[str]
