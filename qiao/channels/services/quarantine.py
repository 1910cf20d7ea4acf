"""What a person can do with mail that became no ticket: retry, release or discard it."""

from django.db import transaction
from django.utils import timezone

from qiao.channels.errors import MailAlreadyTaken, MailIsDuplicate, MailStillWaiting, OriginalForgotten
from qiao.channels.models import RawMail
from qiao.channels.models.raw_mail import RawState
from qiao.channels.services.processing import process_waiting
from qiao.kernel.access import Actor
from qiao.kernel.audit import record

TAKEN = {RawState.TICKETED, RawState.APPENDED}


@transaction.atomic
def replay_mail(raw_id: int, *, by: Actor) -> None:
    """Process a mail once more, under all rules (after a setting was mended)."""
    _process_again(_set_aside(raw_id), is_released=False)
    record(by, "mail.replayed", RawMail(pk=raw_id))


@transaction.atomic
def release_mail(raw_id: int, *, by: Actor) -> None:
    """Release a mail that a rule stopped, after a person has checked it."""
    raw = _set_aside(raw_id)
    record(by, "mail.released", raw, data={"reason": raw.reason})
    _process_again(raw, is_released=True)


@transaction.atomic
def discard_mail(raw_id: int, *, by: Actor) -> None:
    """Take a mail out of quarantine for good; its bytes stay until retention ends."""
    raw = _set_aside(raw_id)
    record(by, "mail.discarded", raw, data={"reason": raw.reason})
    raw.detail = f"{raw.reason}: {raw.detail}"[:2000] if raw.detail else raw.reason
    raw.state, raw.reason = RawState.SUPPRESSED, "discarded"
    raw.processed_at = timezone.now()
    raw.save(update_fields=["state", "reason", "detail", "processed_at"])


def _set_aside(raw_id: int) -> RawMail:
    raw = RawMail.objects.select_for_update(no_key=True).get(pk=raw_id)
    if raw.state in TAKEN:
        raise MailAlreadyTaken
    if raw.duplicate_of_id:
        raise MailIsDuplicate
    if raw.state == RawState.WAITING:
        raise MailStillWaiting
    if raw.forgotten_at:
        raise OriginalForgotten
    return raw


def _process_again(raw: RawMail, *, is_released: bool) -> None:
    raw.state, raw.reason, raw.detail = RawState.WAITING, "", ""
    raw.processed_at, raw.attempts, raw.next_attempt_at = None, 0, timezone.now()
    raw.is_released = is_released
    raw.save()
    process_waiting.defer()
