"""What the person of a token should know: reading it, and choosing which kinds."""

from datetime import datetime
from typing import Annotated, Literal

from django.http.response import HttpResponseBase
from ninja import Query
from pydantic import BaseModel, Field

from qiao.kernel.api.answers import Given, Id, Listing, Shown, answer, nothing
from qiao.kernel.api.auth import ApiRequest, need_person
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.errors import NotFound
from qiao.staff import services
from qiao.staff.models import Notification, NotificationKind, Person

notifications = Operations("notifications")

MOST_COUNTED = 100
Kind = Literal["mention", "assigned", "reply", "due_soon", "overdue", "delivery_failed", "quarantined"]


class NotificationShown(Shown):
    """Something I should know. The same again counts up in `times` until it is read."""

    id: int
    kind: Kind
    sentence: str = Field(description="What happened, in the caller's language.")
    who: str = Field(description="Who did it; empty for nobody in particular.")
    subject: str
    address: str = Field(description="Where it leads on the desk.")
    object_type: str
    object_id: int
    times: int
    is_urgent: bool = Field(description="Somebody must act, or something is broken.")
    at: datetime
    read_at: datetime | None


class UnreadShown(Shown):
    """How many notifications are unread."""

    count: int
    is_capped: bool


class ReadShown(Shown):
    """How many notifications were marked as read."""

    count: int


class NotificationKindShown(Shown):
    """A kind of notification, and whether I want it."""

    kind: Kind
    name: str
    is_on: bool


class NotificationKindsGiven(Given):
    """The kinds I want; no others are told to me from now on."""

    kinds: Annotated[list[Kind], Field(max_length=7)]


class NotificationsWanted(BaseModel):
    """Which notifications."""

    is_unread: Annotated[bool, Field(description="Only those that are unread.")] = False


@notifications.get("/me/notifications", "ticket.view", Listing[NotificationShown], screens=["staff:notifications"])
def list_my_notifications(
    request: ApiRequest, wanted: Query[NotificationsWanted], cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List my notifications, latest first. They name tickets, so the token must be allowed to read those."""
    need_person(request)
    rows = request.user.notifications.all()
    rows = rows.filter(read_at=None) if wanted.is_unread else rows
    found, following = page_of(rows, ("-at", "-id"), cursor=cursor, limit=limit, name="notifications")
    return answer(request, Listing[NotificationShown](items=[_shown(row) for row in found], next_cursor=following))


@notifications.get("/me/notifications/count", "own", UnreadShown, screens=["staff:bell"])
def count_my_notifications(request: ApiRequest) -> HttpResponseBase:
    """Count my unread notifications, up to a hundred."""
    need_person(request)
    count = request.user.unread_notifications
    return answer(request, UnreadShown(count=count, is_capped=count >= MOST_COUNTED))


@notifications.post("/me/notifications/{notification_id}/read", "own.edit", screens=["staff:open_notification"])
def read_notification(request: ApiRequest, notification_id: Id) -> HttpResponseBase:
    """Mark one of my notifications as read."""
    need_person(request)
    if not services.read_notification(request.user.pk, notification_id):
        raise NotFound
    return nothing()


@notifications.post("/me/notifications/read", "own.edit", ReadShown, screens=["staff:read_all_notifications"])
def read_all_notifications(request: ApiRequest) -> HttpResponseBase:
    """Mark all my notifications as read."""
    need_person(request)
    return answer(request, ReadShown(count=services.read_all_notifications(request.user.pk)))


@notifications.get("/me/notification-kinds", "own", Listing[NotificationKindShown],
                   screens=["staff:notification_choice"])  # fmt: skip
def list_notification_kinds(request: ApiRequest) -> HttpResponseBase:
    """List the kinds of notifications, and which of them I want."""
    need_person(request)
    return answer(request, _kinds(request.user))


@notifications.put("/me/notification-kinds", "own.edit", Listing[NotificationKindShown],
                   screens=["staff:choose_notifications"])  # fmt: skip
def choose_notification_kinds(request: ApiRequest, data: NotificationKindsGiven) -> HttpResponseBase:
    """Choose the kinds of notifications I want."""
    need_person(request)
    services.choose_notifications(data.kinds, by=request.actor)
    return answer(request, _kinds(Person.objects.get(pk=request.user.pk)))


def _kinds(person: Person) -> Listing[NotificationKindShown]:
    items = [
        NotificationKindShown.model_validate({
            "kind": kind.value, "name": str(kind.label), "is_on": kind.value not in person.muted,
        })
        for kind in NotificationKind
    ]  # fmt: skip
    return Listing[NotificationKindShown](items=items, next_cursor=None)


def _shown(row: Notification) -> NotificationShown:
    return NotificationShown.model_validate({name: getattr(row, name) for name in NotificationShown.model_fields})
