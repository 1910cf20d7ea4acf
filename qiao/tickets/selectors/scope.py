"""What a viewer may see, in the words of tables and of the search; and numbers as people type them."""

import re
from typing import Any

from django.conf import settings

from qiao.kernel.errors import NotFound
from qiao.kernel.models import StoredFile
from qiao.kernel.search import Scope
from qiao.staff.models import Person
from qiao.tickets.models import Draft, PendingRequest, Ticket
from qiao.tickets.models.ticket import scope_of

_NUMBER = re.compile(r"\s*#?(?:([A-Za-z]{1,8})-?)?(\d{1,12})\s*")


def ticket_id(viewer: Person, number: int) -> int:
    """The id behind a number, if the viewer may see the ticket. Raises NotFound."""
    found = Ticket.objects.visible_to(viewer).filter(number=number).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound
    return found


def ticket_of(viewer: Person, number: int) -> Ticket:
    """The ticket behind a number, if the viewer may see it. Raises NotFound."""
    found = Ticket.objects.visible_to(viewer).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def search_scope(viewer: Person) -> Scope:
    """The same limits as `Ticket.objects.visible_to`, for the search."""
    scope = scope_of(viewer)
    return Scope(sees_internal=True, product_ids=scope.product_ids or None, hidden_team_ids=scope.hidden_team_ids)


def may_have_file(viewer: Any, stored: StoredFile) -> bool:
    """Whether a file stands in a ticket that the viewer may see, or in a draft of theirs."""
    if not isinstance(viewer, Person) or not viewer.may("ticket.view"):
        return False
    seen = Ticket.objects.visible_to(viewer).filter(messages__attachments__file=stored)
    return seen.exists() or viewer.drafts.filter(files__contains=[{"file_id": stored.pk}]).exists()


def files_in_waiting() -> set[int]:
    """Files of drafts, and of requests whose address is not proven yet: named in JSON, so no foreign key holds them."""
    drafts = Draft.objects.exclude(files=[]).values_list("files", flat=True)
    requests = PendingRequest.objects.exclude(files=[]).values_list("files", flat=True)
    named = {int(file["file_id"]) for files in drafts for file in files}
    return named | {int(file[0]) for files in requests for file in files}


def number_in(text: str) -> int | None:
    """The ticket number a text is: `48213`, `#48213`, `Q-48213`; None for other texts."""
    match = _NUMBER.fullmatch(text)
    if match is None or (match[1] and match[1].upper() != settings.TICKET_PREFIX.upper()):
        return None
    return int(match[2])
