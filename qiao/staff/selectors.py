"""Reading people and teams."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from qiao.staff.models import Person, Team

PEOPLE_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What the list of people shows: `state` is here, invited, gone or empty for the first two."""

    query: str = ""
    role: str = ""
    team_id: int | None = None
    state: str = ""


def people(wanted: PeopleFilter) -> QuerySet[Person]:
    """People by name, with their teams."""
    found = _in_state(wanted.state)
    if wanted.query:
        found = found.filter(name_matches(wanted.query))
    if wanted.role:
        found = found.filter(roles__contains=[wanted.role])
    if wanted.team_id:
        found = found.filter(teams=wanted.team_id)
    return found.prefetch_related("teams").order_by("name_py", "pk")


def name_matches(query: str) -> Q:
    """Part of the name in any script, the start of its pinyin or initials, or part of the address."""
    text = query.strip()
    keys = "".join(text.lower().split())
    return (
        Q(name__icontains=text)
        | Q(call_name__icontains=text)
        | Q(name_py__startswith=keys)
        | Q(name_initials__startswith=keys)
        | Q(email__contains=text.lower())
    )


def teams(*, with_archived: bool = False) -> QuerySet[Team]:
    """Teams with `member_count`."""
    found = Team.objects.annotate(member_count=Count("members", filter=Q(members__is_active=True)))
    found = found.prefetch_related("members")
    return found if with_archived else found.filter(is_active=True)


def _in_state(state: str) -> QuerySet[Person]:
    everybody = Person.objects.all()
    if state == "here":
        return everybody.filter(is_active=True)
    if state == "invited":
        return everybody.filter(joined_at=None, deactivated_at=None)
    if state == "gone":
        return everybody.exclude(deactivated_at=None)
    return everybody.filter(deactivated_at=None)
