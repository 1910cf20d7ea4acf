"""People and teams, for those who manage them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.audit import entries_for
from qiao.kernel.forms import attempt
from qiao.kernel.history import history_lines
from qiao.kernel.keyset import keyset_page
from qiao.kernel.parameters import number_or_none
from qiao.staff import selectors, services
from qiao.staff.forms import InviteForm, PersonForm, TeamForm
from qiao.staff.mail import has_outgoing_mail, invitation_link
from qiao.staff.models import Person, Role, Team
from qiao.staff.selectors import PEOPLE_PER_PAGE, PeopleFilter

MOST_ENTRIES = 20


@desk_page("people.manage")
@require_safe
def people(request: DeskRequest) -> HttpResponse:
    """Everybody who works here, or is invited to."""
    role, state = request.GET.get("role", ""), request.GET.get("state", "")
    wanted = PeopleFilter(
        query=request.GET.get("q", "").strip(),
        role=role if role in Role.values else "",
        team_id=number_or_none(request.GET.get("team", "")),
        state=state if state in {"here", "invited", "gone"} else "",
    )
    order, after = ("name_py", "pk"), request.GET.get("after", "")
    kept = request.GET.copy()
    kept.pop("after", None)
    context = {
        "page": keyset_page(selectors.people(wanted), order, after=after, size=PEOPLE_PER_PAGE),
        "wanted": wanted,
        "roles": Role.choices,
        "teams": Team.objects.filter(is_active=True),
        "query_string": kept.urlencode(),
        "is_filtered": wanted != PeopleFilter(),
    }
    return render(request, "staff/setup/people.html", context)


@desk_page("people.manage")
@require_http_methods(["GET", "POST"])
def invite(request: DeskRequest) -> HttpResponse:
    """Ask somebody to come; shows the link once, for those without a mail server."""
    form = InviteForm(request.POST or None, initial={"language": request.user.language, "roles": [Role.AGENT_L1]})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        team_ids = [team.pk for team in values.pop("teams")]
        invited = attempt(form, lambda: services.invite_person(**values, team_ids=team_ids, by=request.actor))
        if invited:
            return _invited_page(request, invited)
    return render(request, "staff/setup/invite.html", {"form": form}, status=422 if form.errors else 200)


@desk_page("people.manage")
@require_POST
def resend(request: DeskRequest, person_id: int) -> HttpResponse:
    """A fresh invitation."""
    get_object_or_404(Person, pk=person_id)
    return _invited_page(request, services.resend_invitation(person_id, by=request.actor))


@desk_page("people.manage")
@require_http_methods(["GET", "POST"])
def person(request: DeskRequest, person_id: int) -> HttpResponse:
    """One person: roles, teams, and what happened."""
    known = get_object_or_404(Person, pk=person_id)
    form = PersonForm(request.POST if request.method == "POST" else None, initial=_initial(known))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        team_ids = [team.pk for team in values.pop("teams")]
        values["roles"] = sorted(values["roles"])
        if (
            attempt(form, lambda: services.change_person(known.pk, values, team_ids=team_ids, by=request.actor))
            is not None
        ):
            messages.success(request, _("Saved."))
            return redirect("staff:person", known.pk)
    history = entries_for("staff.person", known.pk).order_by("-id")[:MOST_ENTRIES]
    context = {"person": known, "form": form, "history": history_lines(history)}
    return render(request, "staff/setup/person.html", context, status=422 if form.errors else 200)


@desk_page("people.manage")
@require_POST
def deactivate(request: DeskRequest, person_id: int) -> HttpResponse:
    """Deactivate, or reactivate when `restore` is given."""
    get_object_or_404(Person, pk=person_id)
    act = services.reactivate_person if "restore" in request.POST else services.deactivate_person
    act(person_id, by=request.actor)
    return redirect("staff:person", person_id)


@desk_page("people.manage")
@require_safe
def teams(request: DeskRequest) -> HttpResponse:
    """All teams."""
    with_archived = request.GET.get("archived") == "1"
    found = selectors.teams(with_archived=with_archived)
    return render(request, "staff/setup/teams.html", {"teams": found, "with_archived": with_archived})


@desk_page("people.manage")
@require_http_methods(["GET", "POST"])
def team_new(request: DeskRequest) -> HttpResponse:
    """Found a team."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        member_ids = [member.pk for member in values.pop("members")]
        services.create_team(values, member_ids=member_ids, by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("staff:teams")
    return _team_page(request, form, _("New team"), None)


@desk_page("people.manage")
@require_http_methods(["GET", "POST"])
def team(request: DeskRequest, team_id: int) -> HttpResponse:
    """Change a team."""
    known = get_object_or_404(Team, pk=team_id)
    form = TeamForm(request.POST or None, instance=known, initial={"members": known.members.all()})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        member_ids = [member.pk for member in values.pop("members")]
        services.change_team(known.pk, values, member_ids=member_ids, by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("staff:teams")
    return _team_page(request, form, _("Edit team"), known)


@desk_page("people.manage")
@require_POST
def team_archive(request: DeskRequest, team_id: int) -> HttpResponse:
    """Archive, or restore when `restore` is given."""
    get_object_or_404(Team, pk=team_id)
    act = services.restore_team if "restore" in request.POST else services.archive_team
    act(team_id, by=request.actor)
    return redirect("staff:team", team_id)


def _invited_page(request: DeskRequest, invited: services.Invited) -> HttpResponse:
    context = {
        "person": Person.objects.get(pk=invited.person_id),
        "link": invitation_link(invited.token),
        "days": services.INVITATION_DAYS,
        "is_mailed": has_outgoing_mail(),
    }
    response = render(request, "staff/setup/invited.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _team_page(request: DeskRequest, form: TeamForm, heading: str, known: Team | None) -> HttpResponse:
    context = {"form": form, "heading": heading, "team": known}
    return render(request, "staff/setup/team.html", context, status=422 if form.errors else 200)


def _initial(known: Person) -> dict[str, Any]:
    names = ("name", "call_name", "job_title", "roles", "skills")
    return {name: getattr(known, name) for name in names} | {"teams": known.teams.all()}
