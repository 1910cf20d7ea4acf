"""The timeline of a ticket: messages of it and of the merged ones, system lines, stubs of what was split off.

A window of the newest messages is read, in a fixed number of statements; a cursor leads to the earlier ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

from qiao.kernel.keyset import cursor_moment, read_cursor, write_cursor
from qiao.kernel.lines import lines
from qiao.kernel.models import AuditEntry
from qiao.kernel.prepared import prepared
from qiao.tickets.models import Mention, Message, MessageAttachment
from qiao.tickets.models.ticket import NEVER
from qiao.tickets.rules.writing import other_subject, split_signature
from qiao.tickets.selectors.sentences import REOPENED_BY_MESSAGE, SAID_BY_MESSAGES, EventLine, event_line

WINDOW = 50
MOST_EVENTS = 200
_IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_FILE = (
    "file_id", "file__sha256", "name", "content_type", "size", "is_inline", "omitted_reason", "is_decoration",
)  # fmt: skip
_DRIFT = timedelta(seconds=2)
FIRST = datetime(1970, 1, 1, tzinfo=UTC)


def joined(rows: QuerySet[Message]) -> QuerySet[Any]:
    """Messages with what their cards tell of other rows: files are lines of `_FILE`, the mentioned are names."""
    files = MessageAttachment.objects.filter(message=OuterRef("pk")).order_by("id")
    mentioned = Mention.objects.filter(message=OuterRef("pk")).order_by("id")
    return rows.annotate(
        files=lines(files, *_FILE),
        mentioned=ArraySubquery(mentioned.values("person__name")),
        person_hue=F("person__avatar_hue"),
        moved_from_number=F("moved_from__number"),
        ticket_subject=F("ticket__subject"),
    )


def _newest(**whose: Any) -> QuerySet[Any]:
    return joined(Message.objects.filter(**whose)).order_by("-created_at", "-id")[: WINDOW + 1]


# of a list PostgreSQL does not know how long it is, and plans anew each time
_newest_of_one = prepared(lambda ticket_id: _newest(ticket_id=ticket_id))
_newest_of_family = prepared(lambda family: _newest(ticket_id__among=family))
_before = prepared(
    lambda family, at, message_id: (
        joined(Message.objects.filter(ticket_id__among=family))
        .filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=message_id))
        .order_by("-created_at", "-id")[: WINDOW + 1]
    )
)
_history_between = prepared(
    lambda root_id, since, until: (
        AuditEntry.objects.filter(object_type="tickets.ticket", object_id=root_id, at__gte=since, at__lt=until)
        .filter(~Q(verb__in=SAID_BY_MESSAGES) | REOPENED_BY_MESSAGE)
        .order_by("-id")[:MOST_EVENTS]
    )
)
_split_off = prepared(
    lambda family: (
        Message.objects.filter(moved_from_id__among=family)
        .exclude(ticket_id__among=family)
        .order_by("created_at", "id")
        .values("id", "ticket_id", "created_at", "author_name", "ticket__number", "ticket__subject")[:MOST_EVENTS]
    )
)


@dataclass(frozen=True, slots=True)
class FileCard:
    """A file of a message; without `sha256` it was left out, and `omitted_reason` is the code of why.

    `is_decoration`: a small picture that comes with this sender's every mail.
    """

    sha256: str
    name: str
    content_type: str
    size: int
    is_inline: bool
    is_image: bool
    omitted_reason: str
    file_id: int | None = None
    is_decoration: bool = False


@dataclass(frozen=True, slots=True)
class MessageCard:
    """A message ready to show; all HTML in it is safe. `merged_from` is the number of its own ticket."""

    id: int
    ticket_id: int
    merged_from: int | None
    direction: str
    visibility: str
    channel: str
    author_kind: str
    author_id: int | None
    author_name: str
    author_address: str
    author_hue: int
    subject: str
    html: SafeString
    quoted_html: SafeString
    signature_text: str
    text: str
    remote_images: int
    language: str
    machine_kind: str
    delivery: str
    delivery_detail: str
    leaves_at: datetime | None
    can_undo: bool
    suggests_split: bool
    moved_from: int | None
    recipients_line: str
    trust: Mapping[str, Any]
    attachments: tuple[FileCard, ...]
    decorations: tuple[FileCard, ...]
    raw_mail_id: int | None
    created_at: datetime
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StubCard:
    """What stands where messages were split off."""

    message_ids: tuple[int, ...]
    number: int
    subject: str
    by: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing in the timeline; `key` is its id in the page."""

    kind: Literal["message", "event", "stub"]
    key: str
    at: datetime
    message: MessageCard | None = None
    event: EventLine | None = None
    stub: StubCard | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """Some of the timeline, oldest first; `earlier_cursor` is empty at the beginning."""

    entries: tuple[TimelineEntry, ...]
    earlier_cursor: str


def read_window(family: Mapping[int, int], root_id: int, *, before: str = "") -> Window:
    """The newest entries before a cursor. `family` maps ids of the ticket and the merged ones to numbers."""
    bound = _decode(before)
    if bound:
        found = _before.all(list(family), *bound)
    else:
        found = _newest_of_one.all(root_id) if len(family) == 1 else _newest_of_family.all(list(family))
    has_earlier, shown = len(found) > WINDOW, found[:WINDOW][::-1]
    since = shown[0].created_at - _DRIFT if has_earlier else None
    events = _events(root_id, since=since, until=bound[0] - _DRIFT if bound else None)
    stubs = _stubs(family, since=since, until=bound[0] if bound else None)
    cursor = _encode(shown[0]) if has_earlier else ""
    return Window(_in_order([*_message_entries(shown, family), *events, *stubs]), cursor)


def read_new(family: Mapping[int, int], root_id: int, *, after_message_id: int) -> tuple[TimelineEntry, ...]:
    """Messages behind one, and the system lines since."""
    rows = joined(Message.objects.filter(ticket_id__in=family, pk__gt=after_message_id)).order_by("created_at", "id")
    last = Message.objects.filter(pk=after_message_id).values_list("created_at", flat=True).first()
    events = _events(root_id, since=last, until=None) if last else []
    return _in_order([*_message_entries(list(rows[:WINDOW]), family), *events])


def _in_order(entries: Iterable[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.at))


def _message_entries(messages: Sequence[Any], family: Mapping[int, int]) -> list[TimelineEntry]:
    root = next(iter(family))
    return [
        TimelineEntry(
            "message", f"m{message.pk}", message.created_at,
            message=_card(message, family[message.ticket_id] if message.ticket_id != root else None),
        )
        for message in messages
    ]  # fmt: skip


def _card(message: Any, merged_from: int | None) -> MessageCard:
    files = [_file(*line) for line in message.files]
    text, signature = _text_and_signature(message)
    can_undo = bool(
        message.delivery in {"held", "scheduled"} and message.leaves_at and message.leaves_at > timezone.now()
    )
    return MessageCard(
        id=message.pk, ticket_id=message.ticket_id, merged_from=merged_from, direction=message.direction,
        visibility=message.visibility, channel=message.channel, author_kind=message.author_kind,
        author_id=message.contact_id if message.author_kind == "contact" else message.person_id,
        author_name=message.author_name,
        author_address=message.author_address, author_hue=message.person_hue or 0,
        subject=other_subject(message.subject, message.ticket_subject),
        html=mark_safe(message.html) if message.html else _as_html(text),  # sanitised when it was stored
        quoted_html=mark_safe(message.quoted_html) if message.quoted_html else _as_html(message.quoted_text),
        signature_text=signature, text=message.text, remote_images=message.remote_images, language=message.language,
        machine_kind=message.machine_kind, delivery=message.delivery, delivery_detail=message.delivery_detail,
        leaves_at=message.leaves_at, can_undo=can_undo, suggests_split=message.suggests_split,
        moved_from=message.moved_from_number,
        recipients_line=_recipients_line(message), trust=message.trust,
        attachments=tuple(file for file in files if not file.is_decoration),
        decorations=tuple(file for file in files if file.is_decoration and file.sha256),
        raw_mail_id=message.raw_mail_id, created_at=message.created_at, mentions=tuple(message.mentioned),
    )  # fmt: skip


def _text_and_signature(message: Message) -> tuple[str, str]:
    """What plain text shows and folds; HTML has been cut when it was stored."""
    if message.html:
        return message.text, ""
    text, marked = split_signature(message.text)
    return text, "\n".join(part for part in (marked, message.signature) if part)


def _file(
    file_id: int | None, sha256: str | None, name: str, content_type: str, size: int, is_inline: bool,
    omitted_reason: str, is_decoration: bool,
) -> FileCard:  # fmt: skip
    return FileCard(
        sha256=sha256 or "", name=name, content_type=content_type, size=size, is_inline=is_inline,
        is_image=content_type in _IMAGES and file_id is not None, omitted_reason=omitted_reason, file_id=file_id,
        is_decoration=is_decoration,
    )  # fmt: skip


def _as_html(text: str) -> SafeString:
    """Plain text with its paragraphs and links."""
    return mark_safe(linebreaks(urlize(text, nofollow=True, autoescape=True))) if text.strip() else mark_safe("")


def _recipients_line(message: Message) -> str:
    people = [*message.recipients.get("to", ()), *message.recipients.get("cc", ())]
    return ", ".join(one.get("name") or one.get("address", "") for one in people)


def _events(root_id: int, *, since: datetime | None, until: datetime | None) -> list[TimelineEntry]:
    """System lines of the ticket itself; what merged tickets did before is in their own history."""
    newest = _history_between.all(root_id, since or FIRST, until or NEVER)
    return [TimelineEntry("event", f"e{row.pk}", row.at, event=event_line(row)) for row in newest[::-1]]


def _stubs(family: Mapping[int, int], *, since: datetime | None, until: datetime | None) -> list[TimelineEntry]:
    """One stub per new ticket, where the first of its messages was."""
    groups: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in _split_off.all(list(family)):
        at = row["created_at"]
        if (since is None or at >= since) and (until is None or at < until):
            groups[row["ticket_id"]].append(row)
    return [
        TimelineEntry(
            "stub", f"s{ticket_id}", moved[0]["created_at"],
            stub=StubCard(
                tuple(row["id"] for row in moved), moved[0]["ticket__number"], moved[0]["ticket__subject"],
                moved[0]["author_name"],
            ),
        )
        for ticket_id, moved in groups.items()
    ]  # fmt: skip


def _encode(message: Message) -> str:
    return write_cursor([message.created_at, message.pk])


def _decode(cursor: str) -> tuple[datetime, int] | None:
    at, message_id = read_cursor(cursor, 2) or ("", 0)
    try:
        return cursor_moment(at), int(message_id)
    except ValueError:
        return None
