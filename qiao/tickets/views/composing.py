"""What the composer under a conversation holds: the viewer's drafts, or what was sent and refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypedDict

from django.http import QueryDict
from django.urls import reverse

from qiao.kernel.i18n import CHINESE, ENGLISH, known_language
from qiao.kernel.models import StoredFile
from qiao.tickets.forms import split_addresses
from qiao.tickets.models import Ticket
from qiao.tickets.selectors import TicketPage
from qiao.tickets.selectors.conversations import reply_language
from qiao.tickets.selectors.recipients import Recipient, recipients_of
from qiao.tickets.services import NewFile
from qiao.tickets.views.uploads import sealed

_SHOWN_PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


@dataclass(frozen=True, slots=True)
class Composer:
    """The composer's fields. `aside` is the text of the other kind, kept while `text` of this kind is shown.

    `to` and `cc` are lines as typed; `has_own_addresses` says that they are not the usual recipients.
    """

    kind: str
    text: str
    aside: str
    to: str
    cc: str
    has_own_addresses: bool
    language: str
    files: list[dict[str, Any]]


def composer_of(page: TicketPage, *, may_reply: bool) -> Composer:
    """The composer with the viewer's drafts of this ticket; a reply comes first when there are two."""
    reply, note = page.drafts.get("reply"), page.drafts.get("note")
    shows_note = not may_reply or (note is not None and reply is None)
    texts = [draft.markdown if draft else "" for draft in ((note, reply) if shows_note else (reply, note))]
    to = tuple(one.address for one in page.recipients.to) if reply is None or reply.to is None else reply.to
    cc = tuple(one.address for one in page.recipients.cc) if reply is None or reply.cc is None else reply.cc
    files = {one["file_id"]: one for draft in (reply, note) if draft for one in draft.files}
    return Composer(
        "note" if shows_note else "reply", texts[0], texts[1], ", ".join(to), ", ".join(cc),
        has_own_addresses=reply is not None and (reply.to is not None or reply.cc is not None),
        language=reply.language if reply else "",
        files=file_chips([NewFile(one["file_id"], one["name"], one["content_type"]) for one in files.values()]),
    )  # fmt: skip


def refused_composer(usual: Composer, kind: str, posted: QueryDict, files: Sequence[NewFile]) -> Composer:
    """The composer as it was sent."""
    return replace(
        usual, kind=kind, text=posted.get("markdown", ""), aside=posted.get("aside", ""),
        to=posted.get("to", usual.to), cc=posted.get("cc", usual.cc), language=posted.get("language", ""),
        has_own_addresses=posted.get("to", usual.to) != usual.to or posted.get("cc", usual.cc) != usual.cc,
        files=file_chips(files),
    )  # fmt: skip


class ReplySettings(TypedDict):
    """Recipients and language of a reply that differ from the usual ones; None or "" where they do not."""

    to: tuple[str, ...] | None
    cc: tuple[str, ...] | None
    language: str


def typed_settings(ticket: Ticket, posted: QueryDict) -> ReplySettings:
    """What the writer has changed beside the text; an address may be half typed."""
    usual, language = recipients_of(ticket), posted.get("language", "")
    is_changed = language in {ENGLISH, CHINESE} and language != known_language(reply_language(ticket))
    return {
        "to": _if_changed(posted.get("to"), usual.to),
        "cc": _if_changed(posted.get("cc"), usual.cc),
        "language": language if is_changed else "",
    }


def _if_changed(line: str | None, usual: Sequence[Recipient]) -> tuple[str, ...] | None:
    typed = None if line is None else split_addresses(line)
    return None if typed == tuple(one.address for one in usual) else typed


def file_chips(files: Iterable[NewFile]) -> list[dict[str, Any]]:
    """What the chips of stored files show and send."""
    kept = list(files)
    pictures = _picture_addresses(kept)
    return [{"file": file, "sealed": sealed(file), "picture": pictures.get(file.file_id, "")} for file in kept]


def _picture_addresses(files: Sequence[NewFile]) -> dict[int, str]:
    pictures = {file.file_id: file.name for file in files if file.content_type in _SHOWN_PICTURES}
    stored = StoredFile.objects.filter(pk__in=pictures).values_list("pk", "sha256") if pictures else ()
    return {pk: reverse("file", args=[sha256, pictures[pk]]) for pk, sha256 in stored}
