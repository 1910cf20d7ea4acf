"""The queue of requests about personal data."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet
from django.utils import timezone

from qiao.customers.models import DataRequest
from qiao.kernel.keyset import Page, keyset_page

SOON_DAYS = 5


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request with the days that are left; negative when it is late."""

    row: DataRequest
    days_left: int
    is_late: bool
    is_soon: bool

    @property
    def days_late(self) -> int:
        """How many days over."""
        return -self.days_left


def open_requests() -> list[RequestLine]:
    """What is to be answered, by deadline. There are never many: each has a deadline of days."""
    today = timezone.localdate()
    rows = _joined().filter(finished_at=None).order_by("due_on", "pk")[:200]
    return [line_of(row, today) for row in rows]


def answered_requests(*, after: str = "", size: int = 30) -> Page[DataRequest]:
    """What was answered, the latest first."""
    return keyset_page(_joined().filter(finished_at__isnull=False), ("-pk",), after=after, size=size)


def request_of(request_id: int) -> DataRequest | None:
    """One request with its people."""
    return _joined().filter(pk=request_id).first()


def line_of(row: DataRequest, today: date) -> RequestLine:
    """A request as the queue shows it."""
    left = (row.due_on - today).days
    return RequestLine(row, left, row.is_open and left < 0, row.is_open and 0 <= left <= SOON_DAYS)


def _joined() -> "QuerySet[DataRequest]":
    rows = DataRequest.objects.select_related("contact__organisation", "handler", "file")
    return rows.annotate(contact_name=F("contact__name"))
