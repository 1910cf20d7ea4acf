"""Deleting the originals of mails after the time that their mailbox sets. The mail log and all tickets stay."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from qiao.channels.models import Mailbox, RawMail
from qiao.channels.models.raw_mail import RawState
from qiao.channels.rules.keeping import months_before
from qiao.kernel import files
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.models import StoredFile

BY = Actor.system("retention")
STUB = b"Subject: [deleted]\r\n\r\nThe original was deleted after the time set for its mailbox.\r\n"
MOST_AT_ONCE = 500


def mailboxes_that_forget() -> list[int]:
    """Ids of mailboxes with a retention period for originals."""
    return list(Mailbox.objects.filter(keep_months__gt=0, is_on_hold=False).values_list("pk", flat=True))


@transaction.atomic
def forget_some(mailbox_id: int, *, now: datetime) -> int:
    """Delete up to 500 originals that are old enough, and write down how many; returns that number.

    Mail that waits for its outcome is left alone, and everything while the mailbox is on hold.
    """
    mailbox = Mailbox.objects.select_for_update(no_key=True).get(pk=mailbox_id)
    if not mailbox.keep_months or mailbox.is_on_hold:
        return 0
    until = months_before(now, mailbox.keep_months)
    old = RawMail.objects.filter(mailbox=mailbox, received_at__lt=until, forgotten_at__isnull=True)
    rows = old.exclude(state=RawState.WAITING).select_for_update(no_key=True, skip_locked=True)
    chosen = list(rows.order_by("received_at")[:MOST_AT_ONCE].values_list("pk", "file_id"))
    if not chosen:
        return 0
    stub = files.store(STUB, name="deleted.eml", content_type="message/rfc822")
    RawMail.objects.filter(pk__in=[pk for pk, _file in chosen]).update(
        file=stub, sha256=sha256(STUB).hexdigest(), forgotten_at=now
    )
    for loose in StoredFile.objects.filter(pk__in={file for _pk, file in chosen} - {stub.pk}):
        files.forget(loose)
    record(BY, "mailbox.originals_deleted", mailbox, data={"count": len(chosen), "until": until.isoformat()})
    return len(chosen)
