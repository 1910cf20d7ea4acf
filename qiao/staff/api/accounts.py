"""Accounts of those who work here: inviting, roles, teams, letting go. For those who manage people."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http.response import HttpResponseBase
from ninja import Query
from pydantic import BaseModel, Field

from qiao.kernel.api.answers import Given, Id, Listing, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.checking import as_sent, checked
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.versions import about_to_change, versioned
from qiao.kernel.errors import NotFound
from qiao.staff import selectors, services
from qiao.staff.api.people import CallName, JobTitle, Name, PersonShown, Skills, show_person
from qiao.staff.forms import InviteForm, PersonForm
from qiao.staff.mail import has_outgoing_mail
from qiao.staff.models import Person
from qiao.staff.selectors import PeopleFilter
from qiao.staff.services import Invited

accounts = Operations("accounts of staff")

_account = "/staff-accounts/{person_id}"
_CALLED = {"teams": "team_ids"}
Role = Literal[
    "agent_l1", "agent_l2", "agent_l3", "lead", "product_manager", "developer", "sales", "customer_success",
    "operations", "administrator", "auditor",
]  # fmt: skip
Roles = Annotated[list[Role], Field(max_length=11)]
TeamIds = Annotated[list[Id], Field(max_length=200)]


class StaffAccountShown(PersonShown):
    """A colleague with what those see who manage people. *Invited* until `joined_at`, *gone* once deactivated."""

    roles: list[Role]
    skills: list[str]
    state: Literal["here", "invited", "gone"]
    product_ids: list[int] = Field(description="Products the person is limited to; none means all.")
    joined_at: datetime | None
    deactivated_at: datetime | None


class InvitedShown(StaffAccountShown):
    """Somebody who was invited. The link itself is for the invited person: it stands in the mail or on the screen."""

    is_mailed: bool = Field(
        description="False when no mail server is set for staff: invite again on the screen, which shows the link."
    )


class InvitationGiven(Given):
    """Whom to invite, and as what."""

    email: Annotated[str, Field(min_length=3, max_length=254)]
    name: Name
    job_title: JobTitle = ""
    language: Literal["en", "zh-hans"] = "en"
    roles: Annotated[Roles, Field(min_length=1)]
    team_ids: TeamIds = []


class StaffAccountGiven(Given):
    """What is to be different; omitted fields are not changed."""

    name: Name | None = None
    call_name: CallName | None = None
    job_title: JobTitle | None = None
    roles: Roles | None = None
    team_ids: TeamIds | None = None
    skills: Skills | None = None


class StaffAccountsWanted(BaseModel):
    """Which colleagues; without a state those who are here and those who are invited."""

    q: Annotated[str, Field(max_length=200, description="Part of the name, its pinyin, or the address.")] = ""
    role: Role | None = None
    team_id: Id | None = None
    state: Literal["", "here", "invited", "gone"] = ""


@accounts.get("/staff-accounts", "people.manage", Listing[StaffAccountShown], screens=["staff:people"])
def list_staff_accounts(
    request: ApiRequest, wanted: Query[StaffAccountsWanted], cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List everybody who works here or is invited to, by name."""
    chosen = PeopleFilter(wanted.q.strip(), wanted.role or "", wanted.team_id, wanted.state)
    rows = selectors.people(chosen).prefetch_related("products")
    found, following = page_of(rows, ("name_py", "id"), cursor=cursor, limit=limit, name="staff_accounts")
    items = [show_account(row) for row in found]
    return answer(request, Listing[StaffAccountShown](items=items, next_cursor=following))


@accounts.get(_account, "people.manage", StaffAccountShown, is_versioned=True)
def get_staff_account(request: ApiRequest, person_id: Id) -> HttpResponseBase:
    """Get one of them."""
    return versioned(request, show_account(_known(person_id)))


@accounts.patch(_account, "people.manage", StaffAccountShown, is_versioned=True, screens=["staff:person"])
def change_staff_account(request: ApiRequest, person_id: Id, data: StaffAccountGiven) -> HttpResponseBase:
    """Change name, title, roles, teams or skills. The last administrator stays one."""
    with about_to_change(request, Person, person_id, show_account) as known:
        values, team_ids = _filled_in(known, data)
        services.change_person(person_id, values, team_ids=team_ids, by=request.actor)
    return versioned(request, show_account(_known(person_id)))


@accounts.post("/staff-accounts", "people.manage", InvitedShown, status=201, screens=["staff:invite"])
def invite_person(request: ApiRequest, data: InvitationGiven) -> HttpResponseBase:
    """Invite somebody to work here."""
    given = data.model_dump()
    given["teams"] = given.pop("team_ids")
    values = checked(InviteForm(given), called=_CALLED)
    team_ids = [team.pk for team in values.pop("teams")]
    invited = services.invite_person(**values, team_ids=team_ids, by=request.actor)
    return answer(request, _invited(invited), status=201)


@accounts.post(f"{_account}/invitation", "people.manage", InvitedShown, screens=["staff:resend_invitation"])
def resend_invitation(request: ApiRequest, person_id: Id) -> HttpResponseBase:
    """Send another invitation; the link of the earlier one stops working."""
    _known(person_id)
    return answer(request, _invited(services.resend_invitation(person_id, by=request.actor)))


@accounts.post(f"{_account}/deactivate", "people.manage", StaffAccountShown, screens=["staff:deactivate"])
def deactivate_person(request: ApiRequest, person_id: Id) -> HttpResponseBase:
    """Deactivate an account: no sign-in, no token, and every session ends at once."""
    _known(person_id)
    services.deactivate_person(person_id, by=request.actor)
    return answer(request, show_account(_known(person_id)))


@accounts.post(f"{_account}/reactivate", "people.manage", StaffAccountShown, screens=["staff:deactivate"])
def reactivate_person(request: ApiRequest, person_id: Id) -> HttpResponseBase:
    """Reactivate an account with its former roles."""
    _known(person_id)
    services.reactivate_person(person_id, by=request.actor)
    return answer(request, show_account(_known(person_id)))


def show_account(row: Person) -> StaffAccountShown:
    """An account as those see it who manage people."""
    return StaffAccountShown.model_validate({
        **show_person(row).model_dump(), "roles": row.roles, "skills": row.skills, "state": _state(row),
        "product_ids": sorted(product.pk for product in row.products.all()), "joined_at": row.joined_at,
        "deactivated_at": row.deactivated_at,
    })  # fmt: skip


def _state(row: Person) -> str:
    if row.deactivated_at is not None:
        return "gone"
    return "invited" if row.is_invited else "here"


def _invited(invited: Invited) -> InvitedShown:
    shown = show_account(_known(invited.person_id)).model_dump()
    return InvitedShown(**shown, is_mailed=has_outgoing_mail())


def _known(person_id: int) -> Person:
    row = Person.objects.filter(pk=person_id).first()
    if row is None:
        raise NotFound
    return row


def _filled_in(person: Person, data: StaffAccountGiven) -> tuple[dict[str, Any], list[int] | None]:
    """Checked values of the fields that were sent, and the teams when those were."""
    sent = data.model_dump(exclude_none=True)
    team_ids = sent.pop("team_ids", None)
    now: dict[str, Any] = {
        name: getattr(person, name) for name in ("name", "call_name", "job_title", "roles", "skills")
    }
    teams = list(person.teams.all())
    form = PersonForm(as_sent(now | {"teams": teams} | sent | ({} if team_ids is None else {"teams": team_ids})),
                      initial={"teams": teams})  # fmt: skip
    values = checked(form, called=_CALLED)
    chosen = [team.pk for team in values.pop("teams")]
    if "roles" in sent:
        values["roles"] = sorted(values["roles"])
    return {name: values[name] for name in sent}, None if team_ids is None else chosen
