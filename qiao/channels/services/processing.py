"""From stored bytes to an outcome: one mail at a time, everything about it in one transaction."""

import time
from datetime import datetime, timedelta

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from qiao.channels.models import RawMail
from qiao.channels.models.raw_mail import RawState
from qiao.channels.services.reading import MailTookTooLong
from qiao.channels.services.receiving import finish, receive_mail
from qiao.channels.services.scanning import ScannerUnavailable
from qiao.channels.services.turn import Turn
from qiao.kernel.jobs import Retry, job
from qiao.kernel.prepared import prepared

log = structlog.get_logger("qiao.channels.processing")

FRESH_AT_A_TIME = 10
MOST_ATTEMPTS = 5
FIRST_PAUSE = timedelta(seconds=5)
# mails of a killed worker are taken over after this time; it is long enough for slow mails to finish
CLAIM_LASTS = timedelta(seconds=20)
WATCH_SECONDS = 2.0
WATCH_PAUSE = 0.05
LONGEST_JOB = 10.0  # a worker that is told to stop waits for its jobs
SCANNER_PAUSE = timedelta(minutes=1)

# an array is asked for once; rows of `IN` may be looked for again for every row, and then more are taken than `LIMIT`
CLAIM = """
UPDATE channels_rawmail SET attempts = attempts + 1, next_attempt_at = %s
 WHERE id = ANY(ARRAY(SELECT id FROM channels_rawmail
                        WHERE state = 'waiting' AND next_attempt_at <= %s AND (attempts = 0) = %s
                        ORDER BY next_attempt_at, id LIMIT %s FOR NO KEY UPDATE SKIP LOCKED))
RETURNING id
"""


_turn = Turn()
_waiting = prepared(
    lambda raw_id: (
        RawMail.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
        .select_related("file", "mailbox")
        .filter(pk=raw_id, state=RawState.WAITING)
    )
)


@job(queue="mail", retry=Retry(attempts=10), queueing_lock="process_waiting")
def process_waiting(timestamp: int = 0) -> None:
    """Process every mail that waits and is due."""
    _go_through(watch_for=0.0)


@job(queue="mail", retry=Retry(attempts=10), queueing_lock="watch_waiting")
def watch_waiting() -> None:
    """Process all waiting mail, and continue until none has been stored for `WATCH_SECONDS`.

    Whoever takes many mails a second thus needs a job only now and then: a job costs as much as a mail.
    """
    _go_through(watch_for=WATCH_SECONDS)


def _go_through(*, watch_for: float) -> None:
    """Process what waits, unless another thread of this process does; what is too much for one job goes to the next."""
    end = time.monotonic() + LONGEST_JOB
    if not _turn.ask(watch_for=watch_for):
        return
    try:
        while _turn.goes_on():
            if time.monotonic() >= end:
                (watch_waiting if _turn.is_watching else process_waiting).defer()
                return
            if _process_claimed():
                _turn.ask(watch_for=watch_for)
            elif _turn.is_watching:
                time.sleep(WATCH_PAUSE)
    finally:
        _turn.leave()


def _process_claimed() -> int:
    claimed = claim_waiting()
    for raw_id in claimed:
        _turn.note_progress()
        process_mail(raw_id)
    return len(claimed)


def claim_waiting() -> list[int]:
    """Ids of mails this worker tries next; that it tries is committed first.

    A mail that kills the process thus still runs out of attempts. Mails tried before come one by one, so that
    such a mail never takes others with it.
    """
    now = timezone.now()
    return _claim(now + CLAIM_LASTS, is_fresh=True, most=FRESH_AT_A_TIME) or _claim(
        now + CLAIM_LASTS, is_fresh=False, most=1
    )


def _claim(again_at: datetime, *, is_fresh: bool, most: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [again_at, timezone.now(), is_fresh, most])
        return sorted(row[0] for row in cursor.fetchall())


def process_mail(raw_id: int) -> None:
    """Give one waiting mail its outcome. A failure is noted and tried again later, five times in all.

    Raises only what says that the database itself is in trouble.
    """
    try:
        with transaction.atomic():
            raw = _waiting.first(raw_id)
            if raw is None:
                return
            if raw.attempts > MOST_ATTEMPTS:
                why = raw.detail or "the process ended while reading this mail, each time"
                finish(raw, RawState.QUARANTINED, "unprocessable", why)
                return
            receive_mail(raw)
    except (OperationalError, InterfaceError):
        raise
    except MailTookTooLong as error:
        log.warning("mail.too_slow", raw_id=raw_id)
        set_aside(raw_id, "too_slow", str(error))
    except ScannerUnavailable as error:
        log.warning("mail.scanner_unavailable", raw_id=raw_id, error=str(error))
        wait_for_scanner(raw_id, error)
    except Exception as error:
        log.exception("mail.failed", raw_id=raw_id)
        note_failure(raw_id, error)


@transaction.atomic
def note_failure(raw_id: int, error: Exception) -> None:
    """Store the error; after the last attempt the mail is quarantined."""
    raw = RawMail.objects.select_for_update(no_key=True).get(pk=raw_id)
    raw.detail = f"{type(error).__name__}: {error}"[:2000]
    if raw.attempts >= MOST_ATTEMPTS:
        finish(raw, RawState.QUARANTINED, "unprocessable", raw.detail)
        return
    raw.next_attempt_at = timezone.now() + FIRST_PAUSE * 2**raw.attempts
    raw.save(update_fields=["detail", "next_attempt_at"])
    process_waiting.defer_at(raw.next_attempt_at)


@transaction.atomic
def set_aside(raw_id: int, reason: str, detail: str) -> None:
    """Put a mail into quarantine that a second attempt would treat no better."""
    raw = RawMail.objects.select_for_update(no_key=True).get(pk=raw_id)
    finish(raw, RawState.QUARANTINED, reason, detail)


@transaction.atomic
def wait_for_scanner(raw_id: int, error: ScannerUnavailable) -> None:
    """Mail is neither accepted unscanned nor quarantined because the scanner is restarting."""
    raw = RawMail.objects.select_for_update(no_key=True).get(pk=raw_id)
    raw.detail, raw.attempts, raw.next_attempt_at = str(error)[:2000], 0, timezone.now() + SCANNER_PAUSE
    raw.save(update_fields=["detail", "attempts", "next_attempt_at"])
    process_waiting.defer_at(raw.next_attempt_at)
