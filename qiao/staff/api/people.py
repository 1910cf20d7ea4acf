"""Who I am, and who works here."""

from typing import Annotated

from django.http.response import HttpResponseBase
from ninja import Query
from pydantic import BaseModel, Field

from qiao.kernel.api.answers import Given, Id, Listing, Shown, answer, nothing
from qiao.kernel.api.auth import ApiRequest, need_person
from qiao.kernel.api.checking import checked
from qiao.kernel.api.feeds import Feed, Since, changes_of, feed
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.errors import NotFound
from qiao.staff.forms import ProfileForm
from qiao.staff.models import Person
from qiao.staff.selectors import name_matches
from qiao.staff.services import change_profile, end_sessions

staff = Operations("people and teams")

Name = Annotated[str, Field(min_length=1, max_length=120)]
CallName = Annotated[str, Field(max_length=60)]
JobTitle = Annotated[str, Field(max_length=120)]
Skills = Annotated[list[Annotated[str, Field(min_length=1, max_length=40)]], Field(max_length=50)]


class PersonShown(Shown):
    """A colleague."""

    id: int
    name: str
    call_name: str
    email: str
    job_title: str
    language: str
    time_zone: str
    team_ids: list[int]
    is_active: bool


class MeShown(Shown):
    """Who calls: the person, and what this token may do on their behalf."""

    person: PersonShown
    token: str
    kind: str
    permissions: list[str]
    team_ids: list[int]
    product_ids: list[int] = Field(description="Products the person is limited to; none means all.")


class ProfileGiven(Given):
    """What people change about themselves; omitted fields are not changed."""

    name: Name | None = None
    call_name: CallName | None = None
    job_title: JobTitle | None = None
    skills: Skills | None = None
    language: Annotated[str, Field(pattern="^(en|zh-hans)$")] | None = None
    time_zone: Annotated[str, Field(max_length=64)] | None = None
    theme: Annotated[str, Field(pattern="^(auto|light|dark)$")] | None = None
    density: Annotated[str, Field(pattern="^(compact|roomy)$")] | None = None


class PeopleWanted(BaseModel):
    """Which people."""

    q: Annotated[str, Field(max_length=200, description="Part of the name, its pinyin, or the address.")] = ""
    is_active: bool = True


@staff.get("/me", "own", MeShown, screens=["staff:me"])
def get_me(request: ApiRequest) -> HttpResponseBase:
    """Get who calls."""
    return answer(request, _me(request, request.user))


@staff.patch("/me", "own.edit", MeShown, screens=["staff:me", "ui:looks"])
def change_my_profile(request: ApiRequest, data: ProfileGiven) -> HttpResponseBase:
    """Change my name, language, time zone, or how the desk looks to me."""
    need_person(request)
    person = request.user
    given = data.model_dump(exclude_none=True)
    now = {name: getattr(person, name) for name in ProfileForm.Meta.fields}
    values = checked(ProfileForm(now | given, instance=person), only=set(given))
    return answer(request, _me(request, change_profile(person.pk, values, by=request.actor)))


@staff.delete("/me/sessions", "own", screens=["staff:end_other_sessions", "staff:end_session"])
def sign_out_everywhere(request: ApiRequest) -> HttpResponseBase:
    """Sign me out of every browser; tokens stay as they are."""
    need_person(request)
    end_sessions(request.user, by=request.actor)
    return nothing()


@staff.get("/people", "ticket.view", Listing[PersonShown])
def list_people(
    request: ApiRequest, wanted: Query[PeopleWanted], cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List colleagues by name."""
    rows = Person.objects.filter(is_active=wanted.is_active).prefetch_related("teams")
    if wanted.q.strip():
        rows = rows.filter(name_matches(wanted.q))
    found, following = page_of(rows, ("name_py", "id"), cursor=cursor, limit=limit, name="people")
    return answer(request, Listing[PersonShown](items=[show_person(row) for row in found], next_cursor=following))


@staff.get("/people/{person_id}", "ticket.view", PersonShown)
def get_person(request: ApiRequest, person_id: Id) -> HttpResponseBase:
    """Get one colleague."""
    row = Person.objects.filter(pk=person_id).first()
    if row is None:
        raise NotFound
    return answer(request, show_person(row))


@staff.get("/changes/people", "ticket.view", Feed[PersonShown])
def list_changed_people(
    request: ApiRequest, updated_since: Since = None, cursor: Cursor = "", limit: Limit = 100
) -> HttpResponseBase:
    """List colleagues that changed, also their teams; works as the feed of tickets does."""
    found = changes_of("staff.person", cursor=cursor, since=updated_since, limit=limit)
    rows = Person.objects.prefetch_related("teams").in_bulk(list(found.at))
    return answer(request, feed(PersonShown, found, {pk: show_person(row) for pk, row in rows.items()}))


def show_person(row: Person) -> PersonShown:
    """A colleague as programs see them."""
    return PersonShown(
        id=row.pk, name=row.name, call_name=row.call_name, email=row.email, job_title=row.job_title,
        language=row.language, time_zone=row.time_zone, is_active=row.is_active,
        team_ids=sorted(team.pk for team in row.teams.all()),
    )  # fmt: skip


def _me(request: ApiRequest, person: Person) -> MeShown:
    return MeShown(
        person=show_person(person), token=request.token.name, kind=request.token.kind,
        permissions=sorted({scope for scope in request.token.scopes if person.may(scope)}),
        team_ids=sorted(person.teams.filter(is_active=True).values_list("pk", flat=True)),
        product_ids=sorted(person.products.values_list("pk", flat=True)),
    )  # fmt: skip
