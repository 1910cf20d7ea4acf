"""Telling colleagues what concerns them, and their reading of it. Neither is an act: no audit line."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from qiao.kernel import live
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.prepared import prepared
from qiao.staff.models import Notification, NotificationKind, Person

KEPT = timedelta(days=90)

_unread_about = prepared(
    lambda person_id, object_type, object_id: Notification.objects.filter(
        person=person_id, object_type=object_type, object_id=object_id, read_at=None
    ).values_list("pk")
)

# a row that is still unread takes the news up; who wrote last is shown, and how often it happened
_TELL = """
INSERT INTO staff_notification (person_id, kind, who, subject, address, object_type, object_id, times, at)
SELECT unnest(%s::bigint[]), %s, %s, %s, %s, %s, %s, 1, now()
ON CONFLICT (person_id, object_type, object_id, kind) WHERE read_at IS NULL
DO UPDATE SET times = staff_notification.times + 1, who = excluded.who, subject = excluded.subject, at = excluded.at
"""


@dataclass(frozen=True, slots=True)
class News:
    """What to tell: its kind, who did it, what it is about in words, where that is, and which row."""

    kind: NotificationKind
    subject: str
    address: str
    object_type: str
    object_id: int
    who: str = ""


@transaction.atomic
def notify_people(person_ids: Iterable[int], news: News) -> list[int]:
    """Notify those of the people who are active and subscribed to this kind; returns their ids."""
    wanted = Person.objects.filter(pk__in=set(person_ids), is_active=True).exclude(muted__contains=[news.kind])
    told = sorted(wanted.values_list("pk", flat=True))
    if not told:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            _TELL,
            [told, news.kind, news.who[:200], news.subject[:500], news.address, news.object_type, news.object_id],
        )
    _ring(told)
    return told


def read_notifications(person_id: int, object_type: str, object_id: int) -> int:
    """Mark the person's notifications of an object as read; returns how many."""
    ids = [pk for (pk,) in _unread_about.all(person_id, object_type, object_id)]
    if not ids:
        return 0
    with transaction.atomic():
        return _read(person_id, ids)


@transaction.atomic
def read_notification(person_id: int, notification_id: int) -> str:
    """Mark a notification as read; returns its address, or nothing when it is not theirs."""
    own = Notification.objects.filter(person_id=person_id, pk=notification_id)
    address = own.values_list("address", flat=True).first() or ""
    _read(person_id, own.filter(read_at=None).values_list("pk", flat=True))
    return address


@transaction.atomic
def read_all_notifications(person_id: int) -> int:
    """Mark all notifications as read; returns how many."""
    return _read(person_id, Notification.objects.filter(person_id=person_id, read_at=None).values_list("pk", flat=True))


@transaction.atomic
def choose_notifications(kinds: Collection[str], *, by: Actor) -> None:
    """Subscribe to these kinds and no others."""
    person = Person.objects.select_for_update(no_key=True).get(pk=by.id or 0)
    muted = [kind for kind in NotificationKind.values if kind not in kinds]
    if muted != person.muted:
        record(by, "person.changed", person, data={"muted": [person.muted, muted]})
        person.muted = muted
        person.save(update_fields=["muted"])


def forget_read_notifications() -> int:
    """Drop what was read long ago; how many rows."""
    gone, _ = Notification.objects.filter(read_at__lt=timezone.now() - KEPT).delete()
    return gone


def _read(person_id: int, ids: Iterable[int]) -> int:
    count = Notification.objects.filter(pk__in=list(ids)).update(read_at=timezone.now())
    if count:
        _ring([person_id])
    return count


def _ring(person_ids: Iterable[int]) -> None:
    for person_id in person_ids:
        live.notify(f"person:{person_id}", kind="notification")
