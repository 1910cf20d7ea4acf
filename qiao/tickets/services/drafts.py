"""Drafts: what somebody is writing, kept on the server."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from qiao.kernel.access import Actor
from qiao.kernel.database import prepared_cursor
from qiao.kernel.errors import NotAllowed
from qiao.tickets.models import Draft
from qiao.tickets.services.changing import staff_id
from qiao.tickets.services.inputs import NewFile

_DISCARD = "DELETE FROM tickets_draft WHERE ticket_id = %s AND person_id = %s AND kind = %s"


@transaction.atomic
def save_draft(
    ticket_id: int,
    kind: str,
    markdown: str,
    *,
    by: Actor,
    to: Sequence[str] | None = None,
    cc: Sequence[str] | None = None,
    language: str = "",
    attachments: Sequence[NewFile] = (),
) -> None:
    """Keep a draft (`kind` reply or note); one without text and files is discarded.

    A draft is private to its writer: it changes nothing on the ticket and leaves no audit line.
    """
    if not by.is_staff:
        raise NotAllowed
    if not markdown.strip() and not attachments:
        discard_draft(ticket_id, kind, by=by)
        return
    files = [{"file_id": one.file_id, "name": one.name, "content_type": one.content_type} for one in attachments]
    Draft.objects.update_or_create(
        ticket_id=ticket_id, person_id=staff_id(by), kind=kind,
        defaults={
            "markdown": markdown, "to": None if to is None else list(to), "cc": None if cc is None else list(cc),
            "language": language, "files": files, "updated_at": timezone.now(),
        },
    )  # fmt: skip


def discard_draft(ticket_id: int, kind: str, *, by: Actor) -> None:
    """Delete a draft."""
    with prepared_cursor() as cursor:
        cursor.execute(_DISCARD, [ticket_id, staff_id(by), kind])
