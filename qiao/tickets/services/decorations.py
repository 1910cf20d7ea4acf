"""Decorative pictures of mails: logos and icons of signatures that come with every mail."""

from collections.abc import Iterable

from django.db.models import OuterRef, Q, Subquery

from qiao.channels.ports import StoredAttachment
from qiao.kernel.models import StoredFile
from qiao.tickets.models import MessageAttachment

MAILS_BEFORE = 3
LARGEST = 10_000


def decorations_among(files: Iterable[StoredAttachment]) -> frozenset[int]:
    """Ids of the stored files that are decoration: one statement for all, none when no picture is small enough.

    Asked before the mail's own files are stored. A picture the sender attached as a file never is decoration.
    """
    small = {one.file_id for one in files if one.file_id is not None and _may_decorate(one)}
    if not small:
        return frozenset()
    belongs_to_a_body = Q(is_inline=True) | ~Q(content_id="")
    shown = MessageAttachment.objects.filter(belongs_to_a_body, file=OuterRef("pk"))
    # the index over file and message is read no further than to the last of these mails
    messages = shown.order_by("message_id").values("message_id").distinct()
    last_needed = Subquery(messages[MAILS_BEFORE - 1 : MAILS_BEFORE])
    found = StoredFile.objects.filter(pk__in=small).alias(last_needed=last_needed).filter(last_needed__isnull=False)
    return frozenset(found.values_list("pk", flat=True))


def _may_decorate(one: StoredAttachment) -> bool:
    is_of_the_body = one.is_inline or bool(one.content_id)
    return is_of_the_body and one.size < LARGEST and one.content_type.startswith("image/")
