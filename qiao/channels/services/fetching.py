"""Fetching mail by IMAP. A mail is marked or moved on the server only after it is committed here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from django.db import connection, transaction
from django.utils import timezone
from imapclient import SEEN, IMAPClient
from imapclient.exceptions import IMAPClientError

from qiao.channels.models import ImapCursor, Mailbox, RawMail
from qiao.channels.models.mailbox import AfterFetch
from qiao.channels.rules import parse_mail
from qiao.channels.rules.threading import normal_id
from qiao.channels.selectors import originals
from qiao.channels.services.imap import connected
from qiao.channels.services.intake import ServerPlace, accept_raw
from qiao.channels.services.troubles import trouble

log = structlog.get_logger("qiao.channels.fetching")

LOCK_CLASS = 7_240_101
AT_A_TIME = 50
HEADERS = b"BODY[HEADER]"
ID_HEADER = b"BODY[HEADER.FIELDS (MESSAGE-ID)]"


def fetch_mailbox(mailbox_id: int) -> int:
    """Take all new mail of a mailbox; returns how many. Trouble is noted in its health, then raised."""
    mailbox = Mailbox.objects.get(pk=mailbox_id)
    with _alone(mailbox) as is_alone:
        if not is_alone:
            return 0
        with noted(mailbox), connected(mailbox) as client:
            return take_new(client, mailbox)


@contextmanager
def noted(mailbox: Mailbox) -> Iterator[None]:
    """Keep the health of a mailbox by how the block ends."""
    rows = Mailbox.objects.filter(pk=mailbox.pk)
    try:
        yield
    except (OSError, IMAPClientError) as error:
        failures = mailbox.fetch_failures = mailbox.fetch_failures + 1
        rows.update(
            fetch_failures=failures,
            last_fetch_error=trouble(error)[:2000],
            last_fetch_error_at=timezone.now(),
        )
        raise
    mailbox.fetch_failures = 0
    rows.update(fetch_failures=0, last_fetch_error="", last_fetch_at=timezone.now())


@contextmanager
def _alone(mailbox: Mailbox) -> Iterator[bool]:
    """Only one process fetches a mailbox at a time; the lock is bound to the connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_CLASS, mailbox.pk])
        (is_alone,) = cursor.fetchone()
    try:
        yield bool(is_alone)
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_CLASS, mailbox.pk])


@dataclass(frozen=True, slots=True)
class _Plan:
    """What to fetch now. `behind`: the position of the cursor afterwards, when it cannot be advanced step by step."""

    cursor: ImapCursor
    uids: list[int]
    behind: int | None = None


def take_new(client: IMAPClient, mailbox: Mailbox) -> int:
    """Fetch mail since the cursor over an open connection."""
    info = client.select_folder(mailbox.imap_folder)
    plan = _plan(client, mailbox, int(info[b"UIDVALIDITY"]))
    if mailbox.imap_after == AfterFetch.MOVE:
        _move_leftovers(client, mailbox, plan.cursor.uidvalidity)
    taken = 0
    for start in range(0, len(plan.uids), AT_A_TIME):
        chunk = plan.uids[start : start + AT_A_TIME]
        facts = client.fetch(chunk, ["RFC822.SIZE", "INTERNALDATE"])
        for uid in chunk:
            if uid in facts:  # else it was removed in the meantime
                _take(client, mailbox, plan, uid, facts[uid])
                taken += 1
    if plan.behind is not None:
        plan.cursor.last_uid = plan.behind
        plan.cursor.save()
    return taken


def _plan(client: IMAPClient, mailbox: Mailbox, uidvalidity: int) -> _Plan:
    cursor = ImapCursor.objects.filter(mailbox=mailbox, folder=mailbox.imap_folder).first()
    if cursor is None:
        return _first_time(client, mailbox, uidvalidity)
    if cursor.uidvalidity != uidvalidity:
        log.warning("imap.renumbered", mailbox_id=mailbox.pk, folder=mailbox.imap_folder)
        return _renumbered(client, mailbox, cursor, uidvalidity)
    # "n:*" always gives the last mail, even when its number is below n
    found = client.search(["UID", f"{cursor.last_uid + 1}:*"])
    return _Plan(cursor, sorted(uid for uid in found if uid > cursor.last_uid))


def _first_time(client: IMAPClient, mailbox: Mailbox, uidvalidity: int) -> _Plan:
    """A new mailbox: everything since the requested day, else unread mail.

    These are not the last mails in a row, so the cursor is stored when all are taken; should that be
    interrupted, those already stored are recognised by their place.
    """
    since = mailbox.imap_since
    behind = max(client.search(["ALL"]), default=0)
    cursor = ImapCursor(
        mailbox=mailbox,
        folder=mailbox.imap_folder,
        uidvalidity=uidvalidity,
        started_on=since or timezone.localdate(),
    )
    uids = client.search(["SINCE", since] if since else ["UNSEEN"])
    return _Plan(cursor, sorted(uid for uid in uids if uid <= behind), behind)


def _renumbered(client: IMAPClient, mailbox: Mailbox, cursor: ImapCursor, uidvalidity: int) -> _Plan:
    """The server has renumbered its mails: fetch all since we began whose Message-ID we do not have."""
    behind = max(client.search(["ALL"]), default=0)
    uids = sorted(client.search(["SINCE", cursor.started_on - timedelta(days=1)]))
    missing: list[int] = []
    for start in range(0, len(uids), 500):
        found = client.fetch(uids[start : start + 500], ["BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"])
        ids = {uid: normal_id(parse_mail(found[uid].get(ID_HEADER, b"")).message_id) for uid in found}
        rows = originals([rfc_id for rfc_id in ids.values() if rfc_id])
        known = set(rows.values_list("rfc_id", flat=True))
        missing += [uid for uid, rfc_id in sorted(ids.items()) if rfc_id not in known and uid <= behind]
    cursor.uidvalidity = uidvalidity
    return _Plan(cursor, missing, behind)


def _take(client: IMAPClient, mailbox: Mailbox, plan: _Plan, uid: int, facts: dict[bytes, object]) -> None:
    size = int(str(facts.get(b"RFC822.SIZE", 0)))
    is_large = size > mailbox.largest_mail
    answer = client.fetch([uid], ["BODY.PEEK[HEADER]" if is_large else "BODY.PEEK[]"])
    data = answer.get(uid, {}).get(HEADERS if is_large else b"BODY[]")
    if data is None:
        return
    place = ServerPlace(mailbox.imap_folder, plan.cursor.uidvalidity, uid)
    with transaction.atomic():
        accept_raw(
            data,
            mailbox=mailbox,
            source="imap",
            received_at=_moment(facts.get(b"INTERNALDATE")),
            place=place,
            full_size=size if is_large else None,
        )
        if plan.behind is None:
            plan.cursor.last_uid = uid
            plan.cursor.save(update_fields=["last_uid", "updated_at"])
    _mark(client, mailbox, [uid])


def _moment(value: object) -> datetime | None:
    """When the server got the mail; IMAPClient gives local time without a zone."""
    if not isinstance(value, datetime):
        return None
    return (value.astimezone() if value.tzinfo is None else value).astimezone(UTC)


def _mark(client: IMAPClient, mailbox: Mailbox, uids: list[int]) -> None:
    client.add_flags(uids, [SEEN], silent=True)
    if mailbox.imap_after == AfterFetch.MOVE and mailbox.imap_move_to:
        if client.has_capability("MOVE"):
            client.move(uids, mailbox.imap_move_to)
            return
        client.copy(uids, mailbox.imap_move_to)
        client.delete_messages(uids, silent=True)
        if client.has_capability("UIDPLUS"):
            client.uid_expunge(uids)
        else:
            client.expunge()


def _move_leftovers(client: IMAPClient, mailbox: Mailbox, uidvalidity: int) -> None:
    """Mails that are stored here but were not moved yet, because something ended in between."""
    uids = client.search(["ALL"])
    stored = RawMail.objects.filter(mailbox=mailbox, folder=mailbox.imap_folder, uidvalidity=uidvalidity, uid__in=uids)
    found = [uid for uid in stored.order_by("uid").values_list("uid", flat=True) if uid is not None]
    if found:
        _mark(client, mailbox, found)
