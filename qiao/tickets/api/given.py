"""What programs send about tickets."""

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue

from qiao.kernel.api.answers import Given, Id, Moment
from qiao.tickets.api.shown import Kind, Language, Priority, Severity
from qiao.tickets.rules.custom_fields import LONGEST_TAG, MOST_TAGS

Markdown = Annotated[str, Field(max_length=200_000)]
Tag = Annotated[str, Field(min_length=1, max_length=LONGEST_TAG)]
TagList = Annotated[list[Tag], Field(max_length=MOST_TAGS)]
Uploads = Annotated[list[Annotated[str, Field(max_length=1_000)]], Field(max_length=20)]
Subject = Annotated[str, Field(min_length=1, max_length=500)]
Mail = Annotated[
    str, Field(pattern=r"^[^@\s<>,;\x00-\x1f]{1,64}@[^@\s<>,;\x00-\x1f]{1,255}$", examples=["ada@acme.example"])
]
Custom = Annotated[dict[str, JsonValue], Field(max_length=100, description="Values of custom fields.")]


class RequesterGiven(Given):
    """Who asks, by mail address: an unknown one becomes a contact of the customer its domain names."""

    email: Mail
    name: Annotated[str, Field(max_length=120)] = ""


class TicketGiven(Given):
    """A ticket to open. `said_by`: whose words `markdown` are; `us` sends them to the requester."""

    subject: Subject
    markdown: Markdown
    said_by: Literal["customer", "us", "note"] = "customer"
    requester_id: Id | None = None
    requester: RequesterGiven | None = None
    organisation_id: Id | None = None
    product_id: Id | None = None
    version_id: Id | None = None
    component_id: Id | None = None
    deployment_id: Id | None = None
    kind: Kind = "question"
    priority: Priority = "normal"
    severity: Severity = ""
    team_id: Id | None = None
    assignee_id: Id | None = None
    tags: TagList = []
    custom: Custom = {}
    language: Language = ""
    attachments: Uploads = []
    follow_up_of: Id | None = Field(None, description="Number of the ticket this one goes on from.")


class ChangeGiven(Given):
    """Fields to change; what is left out stays as it is."""

    subject: Subject | None = None
    kind: Kind | None = None
    priority: Priority | None = None
    severity: Severity | None = None
    language: Language | None = None
    organisation_id: Id | None = None
    requester_id: Id | None = None
    product_id: Id | None = None
    version_id: Id | None = None
    component_id: Id | None = None
    deployment_id: Id | None = None
    custom: Custom | None = None


class ReplyGiven(Given):
    """A public reply. No `to` means the usual recipients, no `cc` the usual ones.

    It is refused with 409 when somebody wrote after `last_seen_message_id`, unless `send_anyway`.
    """

    markdown: Markdown
    to: Annotated[list[Mail], Field(max_length=50)] = []
    cc: Annotated[list[Mail], Field(max_length=50)] | None = None
    attachments: Uploads = []
    state_after: Literal[
        "", "open", "waiting_customer", "waiting_rnd", "waiting_third_party", "waiting_release", "scheduled",
        "solved", "closed",
    ] = "waiting_customer"  # fmt: skip
    send_at: Moment | None = None
    hold_seconds: Annotated[int, Field(ge=0, le=300, description="How long it can be undone.")] = 10
    last_seen_message_id: Id | None = None
    send_anyway: bool = False


class NoteGiven(Given):
    """A note only colleagues see. Somebody is called by @[Name](person:12)."""

    markdown: Markdown
    attachments: Uploads = []


class AssigneeGiven(Given):
    """Who is in charge; null for nobody."""

    person_id: Id | None


class MoveGiven(Given):
    """Another team, a person in it, and a remark that becomes a note for them."""

    team_id: Id | None
    person_id: Id | None = None
    remark: Annotated[str, Field(max_length=20_000)] = ""


class StateGiven(Given):
    """The state to go to."""

    state: Literal[
        "open", "waiting_customer", "waiting_rnd", "waiting_third_party", "waiting_release", "scheduled", "solved",
        "closed",
    ]  # fmt: skip
    reason: Annotated[str, Field(max_length=2_000)] = ""


class TagsGiven(Given):
    """The tags the ticket has afterwards."""

    tags: TagList


class NumbersGiven(Given):
    """Other tickets."""

    numbers: Annotated[list[Id], Field(min_length=1, max_length=50)]


class SplitGiven(Given):
    """Messages that become a ticket of their own."""

    message_ids: Annotated[list[Id], Field(min_length=1, max_length=200)]
    subject: Annotated[str, Field(max_length=500)] = ""


class LinkGiven(Given):
    """A ticket to link; the kind tells how this one relates to it."""

    number: Id
    kind: Literal["related", "duplicate", "blocks", "caused_by"] = "related"


class SnoozeGiven(Given):
    """When it wakes."""

    until: Moment


class ParticipantGiven(Given):
    """Somebody on the customer's side: a contact, or an address."""

    contact_id: Id | None = None
    email: Mail | None = None
    name: Annotated[str, Field(max_length=120)] = ""


class DraftGiven(Given):
    """A draft. `to`, `cc` and `language` are those of a reply; null or empty for the usual ones."""

    markdown: Markdown
    to: Annotated[list[Mail], Field(max_length=50)] | None = None
    cc: Annotated[list[Mail], Field(max_length=50)] | None = None
    language: Language = ""
    attachments: Uploads = []


class TextGiven(Given):
    """A text to look at."""

    markdown: Markdown


class BulkGiven(Given):
    """One act on many tickets, with what it needs: assign `person_id`, move `team_id`, product `product_id`,
    state `state`, priority `priority`, kind `kind`, tag and untag `names`, snooze `until`."""

    numbers: Annotated[list[Id], Field(min_length=1, max_length=500)]
    act: Literal[
        "assign", "move", "state", "priority", "kind", "product", "tag", "untag", "follow", "unfollow", "snooze", "spam"
    ]
    person_id: Id | None = None
    team_id: Id | None = None
    product_id: Id | None = None
    state: str | None = Field(None, max_length=20)
    priority: Priority | None = None
    kind: Kind | None = None
    names: TagList | None = None
    until: Moment | None = None


class NewBatchGiven(Given):
    """Tickets to open, each for itself: what one refuses does not hold up the others."""

    tickets: Annotated[list[TicketGiven], Field(min_length=1, max_length=100)]


class BatchChangeGiven(Given):
    """Changes of one ticket; `revision` refuses them when it has changed since."""

    number: Id
    revision: Id | None = None
    changes: ChangeGiven


class ChangeBatchGiven(Given):
    """Changes of many tickets, each for itself."""

    tickets: Annotated[list[BatchChangeGiven], Field(min_length=1, max_length=100)]


class SavedViewGiven(Given):
    """A view to keep; `query` is the query of the list of tickets, as in state=open&product=3."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    query: Annotated[str, Field(max_length=8_000)]
    columns: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=30)] = []
    is_shared: bool = False
    team_id: Id | None = None


class SavedViewChangeGiven(Given):
    """The fields to change; omitted fields are not changed. Sharing needs view.share."""

    name: Annotated[str, Field(min_length=1, max_length=80)] | None = None
    is_shared: bool | None = None


class StepGiven(Given):
    """How many places further down; negative is up."""

    step: Annotated[int, Field(ge=-1_000, le=1_000)]


class DeskGiven(Given):
    """How my desk is to be; what is left out stays as it is. No columns mean the usual ones."""

    start_view: Annotated[str, Field(pattern="^([a-z]{0,20}|saved-[0-9]{1,15})$")] | None = None
    columns: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=30)] | None = None


class QuickReplyGiven(Given):
    """A quick reply, in one language or both."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    body_en: Annotated[str, Field(max_length=20_000)] = ""
    body_zh_hans: Annotated[str, Field(max_length=20_000)] = ""
    product_ids: Annotated[list[Id], Field(max_length=100)] = []
    is_shared: bool = True


def given_values(change: ChangeGiven) -> dict[str, Any]:
    """What was sent, in the words of the services. Text fields cannot be emptied with null."""
    values = change.model_dump(exclude_unset=True)
    kept = {name: value for name, value in values.items() if value is not None or name.endswith("_id")}
    if "custom" in kept:
        kept["fields"] = kept.pop("custom")
    return kept
