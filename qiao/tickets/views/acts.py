"""What can be done to a ticket from its bar, its menus and its context pane."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.parameters import chosen_number, moment_given, number_or_none
from qiao.staff.models import Person, Team
from qiao.tickets import selectors, services
from qiao.tickets.forms import FactsForm, MoveForm, SnoozeForm, later_presets
from qiao.tickets.refusals import FieldsWrong
from qiao.tickets.views.answers import after_act, close_dialog, dialog, go
from qiao.tickets.views.panes import filters_of, ticket_context

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@desk_page("ticket.edit")
@require_POST
def take(request: DeskRequest, number: int) -> HttpResponse:
    """Make it mine."""
    services.take_ticket(selectors.ticket_id(request.user, number), by=request.actor)
    return after_act(request, number)


@desk_page("ticket.edit")
@get_or_post
def assign(request: DeskRequest, number: int) -> HttpResponse:
    """Choose the owner."""
    ticket_id = selectors.ticket_id(request.user, number)
    if request.method == "POST":
        person_id = chosen_number(request.POST.get("person", ""))
        services.assign_ticket(ticket_id, by=request.actor, person_id=person_id)
        return close_dialog(after_act(request, number))
    people = selectors.assignees(request.user, request.GET.get("q", ""), limit=50)
    return dialog(request, "assign", ticket_context(request, number) | {"people": people, "number": number})


@desk_page("ticket.edit")
@get_or_post
def move(request: DeskRequest, number: int) -> HttpResponse:
    """Hand over to a team, a person, with a remark: one dialog."""
    ticket_id = selectors.ticket_id(request.user, number)
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        teams=Team.objects.filter(pk__in=[choice.value for choice in selectors.teams_for(request.user)]),
        people=Person.objects.filter(is_active=True).order_by("name_py", "id"),
    )
    if form.is_valid():
        team, person = form.cleaned_data["team"], form.cleaned_data["person"]
        services.move_ticket(
            ticket_id,
            by=request.actor,
            team_id=team.pk if team else None,
            person_id=person.pk if person else None,
            remark=form.cleaned_data["remark"],
        )
        return close_dialog(after_act(request, number))
    if not form.is_bound:
        ticket = selectors.ticket_page(request.user, number).ticket
        form.initial = {"team": ticket.team_id, "person": None}
    return dialog(request, "move", {"number": number, "form": form}, status=422 if form.is_bound else 200)


@desk_page("ticket.edit")
@require_POST
def state(request: DeskRequest, number: int) -> HttpResponse:
    """Change the state."""
    ticket_id, target = selectors.ticket_id(request.user, number), request.POST.get("state", "")
    services.change_state(ticket_id, target, by=request.actor, reason=request.POST.get("reason", ""))
    return after_act(request, number)


@desk_page("ticket.edit")
@get_or_post
def fields(request: DeskRequest, number: int) -> HttpResponse:
    """Subject, kind, priority, severity, product, version, component, language and custom fields."""
    ticket_id = selectors.ticket_id(request.user, number)
    shown = selectors.ticket_page(request.user, number)
    ticket = shown.ticket
    if request.method == "POST" and request.POST.keys() & {"priority"} and "subject" not in request.POST:
        services.set_fields(ticket_id, {"priority": request.POST["priority"]}, by=request.actor)
        return after_act(request, number)
    initial = {
        "subject": ticket.subject, "kind": ticket.kind, "priority": ticket.priority, "severity": ticket.severity,
        "product": ticket.product_id, "version": ticket.version_id, "component": ticket.component_id,
        "language": ticket.language,
    }  # fmt: skip
    chosen = number_or_none(request.GET.get("product", ""))
    form = FactsForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        product_id=ticket.product_id if chosen is None else chosen,
    )
    problems: dict[str, str] = {}
    if form.is_valid():
        try:
            services.set_fields(ticket_id, _changes(form, request), by=request.actor, revision=_revision(request))
            return close_dialog(after_act(request, number))
        except FieldsWrong as refusal:
            problems = refusal.problems
    context = {"number": number, "form": form, "shown": shown, "ticket": ticket, "problems": problems}
    return dialog(request, "fields", context, status=422 if form.is_bound else 200)


def _changes(form: FactsForm, request: DeskRequest) -> dict[str, object]:
    values = form.cleaned_data
    own = {name.removeprefix("own-"): request.POST[name] for name in request.POST if name.startswith("own-")}
    changes: dict[str, object] = {key: values[key] for key in ("subject", "kind", "priority", "severity", "language")}
    for key in ("product", "version", "component"):
        changes[f"{key}_id"] = values[key].pk if values[key] else None
    return changes | ({"fields": own} if own else {})


def _revision(request: DeskRequest) -> int | None:
    return chosen_number(request.POST.get("revision", ""))


@desk_page("ticket.edit")
@get_or_post
def tags(request: DeskRequest, number: int) -> HttpResponse:
    """Put tags on and take them off: the posted set is what the ticket has afterwards."""
    ticket_id = selectors.ticket_id(request.user, number)
    ticket = selectors.ticket_page(request.user, number).ticket
    if request.method != "POST":
        return dialog(request, "tags", {"number": number, "ticket": ticket})
    if gone := request.POST.getlist("remove"):
        services.remove_tags(ticket_id, gone, by=request.actor)
        return after_act(request, number)
    services.set_tags(ticket_id, tag_names(request.POST.getlist("tag")), by=request.actor)
    return close_dialog(after_act(request, number))


def tag_names(values: Sequence[str]) -> list[str]:
    """Tags come one by one from the combobox, or separated by commas from a plain field."""
    text = ",".join(values).replace("\N{FULLWIDTH COMMA}", ",")
    return list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


@desk_page("ticket.view")
@require_POST
def follow(request: DeskRequest, number: int) -> HttpResponse:
    """Follow a ticket, or stop following it."""
    ticket_id = selectors.ticket_id(request.user, number)
    if request.POST.get("off"):
        services.unfollow_ticket(ticket_id, by=request.actor)
        return after_act(request, number, _("You no longer follow this ticket."))
    services.follow_ticket(ticket_id, by=request.actor)
    return after_act(request, number, _("You follow this ticket."))


@desk_page("ticket.view")
@require_POST
def unread(request: DeskRequest, number: int) -> HttpResponse:
    """Leave the ticket for later: it is news again, and the queue is shown without it open."""
    services.mark_unread(selectors.ticket_id(request.user, number), by=request.actor)
    query = filters_of(request).to_query()
    return go(request, reverse("tickets:desk") + (f"?{query}" if query else ""))


@desk_page("ticket.note")
@require_POST
def nudge(request: DeskRequest, number: int) -> HttpResponse:
    """Remind the owner that somebody waits."""
    services.nudge_ticket(selectors.ticket_id(request.user, number), by=request.actor)
    return after_act(request, number, _("The owner was nudged."))


@desk_page("ticket.edit")
@get_or_post
def snooze(request: DeskRequest, number: int) -> HttpResponse:
    """Let it sleep until a moment, or wake it."""
    ticket_id = selectors.ticket_id(request.user, number)
    if request.POST.get("wake"):
        services.wake_ticket(ticket_id, by=request.actor)
        return after_act(request, number)
    preset = _preset(request.POST.get("preset", ""))
    form = SnoozeForm({"until": preset or request.POST.get("until")} if request.method == "POST" else None)
    if form.is_valid():
        services.snooze_ticket(ticket_id, form.cleaned_data["until"], by=request.actor)
        return close_dialog(after_act(request, number))
    context = {"number": number, "form": form, "presets": later_presets(timezone.now())}
    return dialog(request, "snooze", context, status=422 if form.is_bound else 200)


def _preset(text: str) -> str:
    return timezone.localtime(moment_given(text)).strftime("%Y-%m-%dT%H:%M:%S") if text else ""


@desk_page("ticket.edit")
@require_POST
def spam(request: DeskRequest, number: int) -> HttpResponse:
    """Spam, or not after all."""
    ticket_id = selectors.ticket_id(request.user, number)
    if request.POST.get("off"):
        services.unmark_spam(ticket_id, by=request.actor)
        return after_act(request, number, _("Not spam: the ticket has been restored."))
    services.mark_spam(ticket_id, by=request.actor)
    return after_act(request, number, _("Marked as spam."))


@desk_page("ticket.edit")
@require_POST
def participants(request: DeskRequest, number: int) -> HttpResponse:
    """Participants who receive our replies: add an address, remove or accept one."""
    ticket_id = selectors.ticket_id(request.user, number)
    contact_id, act = chosen_number(request.POST.get("contact", "")), request.POST.get("act", "add")
    if act == "remove" and contact_id is not None:
        services.remove_participant(ticket_id, contact_id, by=request.actor)
    elif act == "verify" and contact_id is not None:
        services.verify_participant(ticket_id, contact_id, by=request.actor)
    elif contact_id is not None:
        services.add_participant(ticket_id, by=request.actor, contact_id=contact_id)
    else:
        services.add_participant(ticket_id, by=request.actor, address=request.POST.get("address", "").strip())
    return after_act(request, number)
