"""Setup of working calendars: weekly hours, holidays, make-up days, and which years somebody has checked."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import Refusal
from qiao.kernel.i18n import Bilingual
from qiao.kernel.models import Calendar, CalendarDay
from qiao.kernel.parameters import chosen_number, date_given, number_or_none
from qiao.kernel.time import selectors as times
from qiao.kernel.time import services
from qiao.tickets.services.calendars import TooManyDays, clear_day, set_days
from qiao.tickets.views.acts import get_or_post
from qiao.ui.widgets import Findable

WEEKDAYS = {
    "mon": gettext_lazy("Monday"), "tue": gettext_lazy("Tuesday"), "wed": gettext_lazy("Wednesday"),
    "thu": gettext_lazy("Thursday"), "fri": gettext_lazy("Friday"), "sat": gettext_lazy("Saturday"),
    "sun": gettext_lazy("Sunday"),
}  # fmt: skip
OFFICE_HOURS = {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def read_intervals(text: str) -> list[list[str]]:
    """`09:00-12:00, 13:30-18:00` as pairs; the service says what is wrong with the times."""
    pieces = text.replace("\N{EN DASH}", "-").replace("\N{FULLWIDTH COMMA}", ",").split(",")
    return [[part.strip() for part in piece.split("-")] for piece in pieces if piece.strip()]


def write_intervals(intervals: list[list[str]]) -> str:
    """The reverse."""
    return ", ".join("-".join(pair) for pair in intervals)


class CalendarForm(forms.Form):
    """A new calendar; its weekly hours are posted beside it."""

    zh = forms.CharField(label=gettext_lazy("Name in Chinese"), required=False, max_length=60)
    en = forms.CharField(label=gettext_lazy("Name in English"), required=False, max_length=60)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), widget=Findable)
    has_holidays = forms.BooleanField(
        label=gettext_lazy("Public holidays are days off and are confirmed each year"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
        self.fields["time_zone"].choices = [(name, name.replace("_", " ")) for name in ("UTC", *zones)]  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """One or several dates that differ from their weekday."""

    first = forms.DateField(label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(
        label=gettext_lazy("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=CalendarDay.Kind.choices)
    hours = forms.CharField(
        label=gettext_lazy("Hours"),
        required=False,
        help_text=gettext_lazy("Leave empty for the usual hours, or enter for example 09:00-12:00, 13:30-18:00"),
    )
    zh = forms.CharField(label=gettext_lazy("Name in Chinese"), required=False, max_length=60)
    en = forms.CharField(label=gettext_lazy("Name in English"), required=False, max_length=60)


@desk_page("setup.manage")
@get_or_post
def calendars(request: DeskRequest) -> HttpResponse:
    """All calendars, and the years that wait for somebody to check them."""
    context = {"calendars": Calendar.objects.order_by("pk"), "missing": times.unconfirmed_years()}
    return render(request, "tickets/setup/calendars.html", context)


@desk_page("setup.manage")
@get_or_post
def new_calendar(request: DeskRequest) -> HttpResponse:
    """Create a calendar, for example for another region."""
    is_posted = request.method == "POST"
    form = CalendarForm(request.POST if is_posted else None, initial={"time_zone": request.user.time_zone})
    weekly, problem = _posted_hours(request) if is_posted else OFFICE_HOURS, ""
    if form.is_valid():
        values = form.cleaned_data
        try:
            made = services.create_calendar(
                Bilingual(values["en"], values["zh"]), values["time_zone"], weekly, valid_from=timezone.now(),
                has_holidays=values["has_holidays"], by=request.actor,
            )  # fmt: skip
        except Refusal as refusal:
            problem = refusal.message
        else:
            messages.success(request, _("The calendar is created. Choose it under Service targets."))
            return redirect("tickets:calendar", made.pk)
    context = {"form": form, "hours": _hour_rows(weekly), "problem": problem}
    return render(request, "tickets/setup/calendar_new.html", context, status=422 if is_posted else 200)


def _posted_hours(request: DeskRequest) -> dict[str, list[list[str]]]:
    return {day: read_intervals(request.POST.get(f"hours-{day}", "")) for day in WEEKDAYS}


def _hour_rows(weekly: dict[str, list[list[str]]]) -> list[tuple[str, str | Promise, str]]:
    return [(day, label, write_intervals(weekly.get(day, []))) for day, label in WEEKDAYS.items()]


@desk_page("setup.manage")
@get_or_post
def calendar(request: DeskRequest, calendar_id: int) -> HttpResponse:
    """Weekly hours of a calendar; its dates by year."""
    shown = get_object_or_404(Calendar, pk=calendar_id)
    weekly = shown.versions.get(pk=times.current_version(shown.pk, timezone.now())).weekly
    problem = ""
    if request.method == "POST":
        weekly = _posted_hours(request)
        try:
            services.set_weekly_hours(shown.pk, weekly, valid_from=timezone.now(), by=request.actor)
        except Refusal as refusal:
            problem = refusal.message
        else:
            messages.success(request, _("The new hours apply from now on. Running clocks keep theirs."))
            return redirect("tickets:calendar", shown.pk)
    context = _calendar_context(request, shown) | {
        "hours": _hour_rows(weekly),
        "problem": problem,
        "form": DayForm(),
    }
    return render(request, "tickets/setup/calendar.html", context, status=422 if problem else 200)


def _calendar_context(request: DeskRequest, shown: Calendar) -> dict[str, Any]:
    today = timezone.localdate()
    asked = number_or_none(request.GET.get("year", ""))
    year = asked if asked is not None and asked in services.YEARS else today.year
    found = shown.years.filter(year=year).first()
    days = [
        {"date": day.date, "kind": day.kind, "label": str(day.label), "hours": write_intervals(day.intervals),
         "is_closed": day.kind == CalendarDay.Kind.CLOSED}
        for day in shown.days.filter(date__year=year).order_by("date")
    ]  # fmt: skip
    return {
        "calendar": shown,
        "year": year,
        "years": range(today.year - 1, today.year + 3),
        "days": days,
        "confirmed": found if found and found.is_confirmed else None,
    }


@desk_page("setup.manage")
@require_POST
def days(request: DeskRequest, calendar_id: int) -> HttpResponse:
    """Set or clear dates, or confirm a year."""
    shown = get_object_or_404(Calendar, pk=calendar_id)
    year = chosen_number(request.POST.get("confirm", ""))
    if year is not None:
        services.confirm_year(shown.pk, year, source=request.POST.get("source", "").strip(), by=request.actor)
        return _back(shown, year)
    if cleared := request.POST.get("clear"):
        day = date_given(cleared)
        clear_day(shown.pk, day, by=request.actor)
        return _back(shown, day.year)
    form = DayForm(request.POST)
    if form.is_valid() and _set_days(request, shown, form):
        return _back(shown, form.cleaned_data["first"].year)
    context = _calendar_context(request, shown) | {"form": form, "hours": [], "problem": ""}
    return render(request, "tickets/setup/calendar.html", context, status=422)


def _set_days(request: DeskRequest, shown: Calendar, form: DayForm) -> bool:
    """Whether it was done; if not, the form says why."""
    values = form.cleaned_data
    intervals, label = read_intervals(values["hours"]), Bilingual(values["en"], values["zh"])
    first, last = values["first"], values["last"] or values["first"]
    try:
        set_days(shown.pk, first, last, values["kind"], intervals=intervals, label=label, by=request.actor)
    except TooManyDays as refusal:
        form.add_error("last", refusal.message)
    except services.HoursNotUnderstood as refusal:
        form.add_error("hours", refusal.message)
    return form.is_valid()


def _back(shown: Calendar, year: int) -> HttpResponse:
    address = redirect("tickets:calendar", shown.pk)
    address["Location"] += f"?year={year}"
    return address
