"""Where a ticket stands, in a customer's words: a status, and what happens next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from qiao.tickets.models import Ticket

STATUS: dict[str, tuple[Promise, str]] = {
    "new": (pgettext_lazy("for customers", "Received"), "info"),
    "open": (pgettext_lazy("for customers", "We are working on it"), "accent"),
    "waiting_customer": (pgettext_lazy("for customers", "Waiting for you"), "warn"),
    "waiting_rnd": (pgettext_lazy("for customers", "With our developers"), "accent"),
    "waiting_third_party": (pgettext_lazy("for customers", "Waiting for a third party"), "off"),
    "waiting_release": (pgettext_lazy("for customers", "Fix on its way"), "accent"),
    "scheduled": (pgettext_lazy("for customers", "Appointment made"), "accent"),
    "solved": (pgettext_lazy("for customers", "Answered, please check"), "warn"),
    "closed": (pgettext_lazy("for customers", "Done"), "ok"),
    "merged": (pgettext_lazy("for customers", "Merged with another request"), "off"),
}
"""State → what a customer reads, and the tone of its dot."""

FILTERS: dict[str, Promise] = {
    "open": gettext_lazy("In progress"),
    "done": gettext_lazy("Finished"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """`status` and its tone, `then`: what happens next and until when, `is_late`: past what we promised."""

    status: str
    tone: str
    then: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One station of a request; `mark` is done, now or empty."""

    label: str
    detail: str
    mark: str


@dataclass(frozen=True, slots=True)
class Periods:
    """Days of the desk's policy that a customer is told about."""

    close_days: int
    follow_up_days: int


def standing_of(ticket: Ticket, periods: Periods, now: datetime) -> Standing:
    """Where a ticket stands now."""
    label, tone = STATUS[ticket.state]
    then, is_late = _then(ticket, periods, now)
    return Standing(str(label), tone, then, is_late)


def status_of(ticket: Ticket) -> tuple[str, str]:
    """Status and tone alone, for lists."""
    label, tone = STATUS[ticket.state]
    return str(label), tone


def steps_of(ticket: Ticket) -> tuple[Step, ...]:
    """The four stations from asking to being content."""
    at = {"new": 0, "open": 1, "solved": 3, "closed": 4, "merged": 4}.get(ticket.state, 2)
    now_label = str(STATUS[ticket.state][0])
    middle = now_label if at == 2 else _("Worked on")
    labels = (
        pgettext("for customers", "Received"),
        middle if at == 2 else _("Worked on"),
        _("Answered"),
        _("You confirm"),
    )
    details = (
        day_and_time(ticket.created_at), "",
        day_and_time(ticket.solved_at) if ticket.solved_at else "",
        day_and_time(ticket.closed_at) if ticket.closed_at else "",
    )  # fmt: skip
    current = {0: 0, 1: 1, 2: 1, 3: 3, 4: 4}[at]
    marks = ["done" if place < current else "now" if place == current else "" for place in range(4)]
    return tuple(Step(*parts) for parts in zip(labels, details, marks, strict=True))


def day_and_time(at: datetime) -> str:
    """today 17:30, tomorrow 09:00, Tuesday 09:00 within the week, else with the date; in the reader's zone."""
    local, today = timezone.localtime(at), timezone.localdate()
    clock = f"{local:%H:%M}"
    days = (local.date() - today).days
    if days == 0:
        return _("today %(time)s") % {"time": clock}
    if days == 1:
        return _("tomorrow %(time)s") % {"time": clock}
    if days == -1:
        return _("yesterday %(time)s") % {"time": clock}
    if 1 < days < 7:
        return f"{format_date(local, 'l')} {clock}"
    return f"{local:%m-%d} {clock}" if local.year == today.year else f"{local:%Y-%m-%d}"


def _then(ticket: Ticket, periods: Periods, now: datetime) -> tuple[str, bool]:
    known: dict[str, Callable[[], str]] = {
        "waiting_customer": lambda: _("We need your reply to continue. Please write it below."),
        "waiting_third_party": lambda: _(
            "We are waiting for a third party and will contact you as soon as there is news."
        ),
        "scheduled": lambda: _("We will contact you at the agreed time."),
        "merged": lambda: _("We are handling this together with another request."),
        "solved": lambda: _solved(ticket, periods),
        "closed": lambda: _closed(ticket, periods, now),
    }
    if ticket.state in known:
        return known[ticket.state](), False
    return _promise(ticket, now)


def _promise(ticket: Ticket, now: datetime) -> tuple[str, bool]:
    due = ticket.next_due_at
    if due is None:
        calm = {
            "waiting_rnd": _("Our developers are investigating. We will contact you as soon as we know more."),
            "waiting_release": _("The fix will be part of a release. We will tell you when you can install it."),
        }
        return calm.get(ticket.state, _("We will contact you as soon as we know more.")), False
    values = {"time": day_and_time(due)}
    is_first = ticket.next_due_metric == "first_reply"
    if due < now:
        late = (
            _("We promised a reply by %(time)s and are late. You can ask us to speed it up.")
            if is_first
            else _("We aimed to solve this by %(time)s and are late. You can ask us to speed it up.")
        )
        return late % values, True
    if is_first:
        return _("We will reply by %(time)s.") % values, False
    return _("We aim to solve this by %(time)s.") % values, False


def _solved(ticket: Ticket, periods: Periods) -> str:
    if ticket.solved_at is None:
        return _("Is the problem solved? If not, reply below and we will continue.")
    until = ticket.solved_at + timedelta(days=periods.close_days)
    return _(
        "Is the problem solved? If not, reply below and we will continue. Without a reply, this request is closed "
        "on %(date)s."
    ) % {"date": f"{timezone.localtime(until):%m-%d}"}


def _closed(ticket: Ticket, periods: Periods, now: datetime) -> str:
    until = reopens_until(ticket, periods)
    if until is None or until < now:
        return _("This request is closed. If you reply, we open a follow-up request.")
    return _("This request is closed. You can reopen it until %(date)s.") % {
        "date": f"{timezone.localtime(until):%Y-%m-%d}"
    }


def reopens_until(ticket: Ticket, periods: Periods) -> datetime | None:
    """Until when a closed ticket can be opened again."""
    return ticket.closed_at + timedelta(days=periods.follow_up_days) if ticket.closed_at else None
