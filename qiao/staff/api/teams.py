"""Teams: which there are, and looking after them."""

from typing import Annotated, Any

from django.http.response import HttpResponseBase
from ninja import Query
from pydantic import BaseModel, Field

from qiao.kernel.api.answers import Given, Id, Listing, Shown, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.checking import as_sent, checked
from qiao.kernel.api.feeds import Feed, Since, changes_of, feed
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit
from qiao.kernel.api.problems import Invalid
from qiao.kernel.api.texts import BilingualGiven, BilingualShown, both
from qiao.kernel.api.versions import about_to_change, versioned
from qiao.kernel.errors import NotFound
from qiao.staff import services
from qiao.staff.forms import TeamForm
from qiao.staff.models import Team

teams = Operations("people and teams")

_team = "/teams/{team_id}"
_CALLED = {"name": "names", "members": "member_ids"}


class TeamShown(Shown):
    """A team and its queue. Its members are those who work here or are invited to."""

    id: int
    name: str
    names: BilingualShown
    description: str
    is_restricted: bool
    is_active: bool
    member_ids: list[int]


class TeamGiven(Given):
    """A team; in a change, omitted fields are not changed."""

    names: BilingualGiven | None = None
    description: Annotated[str, Field(max_length=2_000)] | None = None
    is_restricted: bool | None = None
    member_ids: Annotated[list[Id], Field(max_length=1_000)] | None = None


class TeamsWanted(BaseModel):
    """Which teams."""

    is_active: bool = True


@teams.get("/teams", "ticket.view", Listing[TeamShown], screens=["staff:teams"])
def list_teams(request: ApiRequest, wanted: Query[TeamsWanted]) -> HttpResponseBase:
    """List the teams in use, or those that were archived."""
    rows = Team.objects.filter(is_active=wanted.is_active).prefetch_related("members").order_by("id")
    return answer(request, Listing[TeamShown](items=[show_team(row) for row in rows], next_cursor=None))


@teams.get(_team, "ticket.view", TeamShown, is_versioned=True)
def get_team(request: ApiRequest, team_id: Id) -> HttpResponseBase:
    """Get one team."""
    return versioned(request, show_team(_known(team_id)))


@teams.post("/teams", "people.manage", TeamShown, status=201, screens=["staff:team_new"])
def create_team(request: ApiRequest, data: TeamGiven) -> HttpResponseBase:
    """Found a team."""
    if not (data.names and data.names.value):
        raise Invalid.of("missing", "names")
    values, member_ids = _filled_in(Team(), data)
    made = services.create_team(values, member_ids=member_ids or (), by=request.actor)
    return answer(request, show_team(made), status=201)


@teams.patch(_team, "people.manage", TeamShown, is_versioned=True, screens=["staff:team"])
def change_team(request: ApiRequest, team_id: Id, data: TeamGiven) -> HttpResponseBase:
    """Change name, purpose, restriction or members of a team; members who left us stay where they are."""
    with about_to_change(request, Team, team_id, show_team) as known:
        values, member_ids = _filled_in(known, data)
        services.change_team(team_id, values, member_ids=member_ids, by=request.actor)
    return versioned(request, show_team(_known(team_id)))


@teams.put(f"{_team}/archive", "people.manage", TeamShown, screens=["staff:team_archive"])
def archive_team(request: ApiRequest, team_id: Id) -> HttpResponseBase:
    """Archive a team; its tickets stay with it."""
    _known(team_id)
    services.archive_team(team_id, by=request.actor)
    return answer(request, show_team(_known(team_id)))


@teams.delete(f"{_team}/archive", "people.manage", TeamShown, screens=["staff:team_archive"])
def restore_team(request: ApiRequest, team_id: Id) -> HttpResponseBase:
    """Take an archived team back."""
    _known(team_id)
    services.restore_team(team_id, by=request.actor)
    return answer(request, show_team(_known(team_id)))


@teams.get("/changes/teams", "ticket.view", Feed[TeamShown])
def list_changed_teams(
    request: ApiRequest, updated_since: Since = None, cursor: Cursor = "", limit: Limit = 100
) -> HttpResponseBase:
    """List teams that changed; works as the feed of tickets does. Membership changes are in the feed of people."""
    found = changes_of("staff.team", cursor=cursor, since=updated_since, limit=limit)
    rows = Team.objects.prefetch_related("members").in_bulk(list(found.at))
    return answer(request, feed(TeamShown, found, {pk: show_team(row) for pk, row in rows.items()}))


def show_team(row: Team) -> TeamShown:
    """A team as programs see it."""
    return TeamShown(
        id=row.pk, name=row.name.text, names=both(row.name), description=row.description,
        is_restricted=row.is_restricted, is_active=row.is_active,
        member_ids=sorted(person.pk for person in row.members.all() if person.deactivated_at is None),
    )  # fmt: skip


def _known(team_id: int) -> Team:
    row = Team.objects.prefetch_related("members").filter(pk=team_id).first()
    if row is None:
        raise NotFound
    return row


def _filled_in(team: Team, data: TeamGiven) -> tuple[dict[str, Any], list[int] | None]:
    """Checked values of the fields that were sent, and the members when those were."""
    sent = {name: value for name, value in data.model_dump(exclude_none=True).items() if name not in _CALLED.values()}
    if data.names is not None:
        sent["name"] = data.names.value
    members = list(team.members.all()) if team.pk else []
    now = {"name": team.name, "description": team.description, "is_restricted": team.is_restricted}
    gone = [one.pk for one in members if one.deactivated_at is not None]
    ids = [*gone, *data.member_ids] if data.member_ids is not None else [one.pk for one in members]
    form = TeamForm(as_sent(now | sent | {"members": ids}), instance=team, initial={"members": members})
    values = checked(form, called=_CALLED)
    chosen = [one.pk for one in values.pop("members")]
    return {
        name: value for name, value in values.items() if name in sent
    }, chosen if data.member_ids is not None else None
