"""The public interface of `staff`: cards of people and teams for other domains."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Q, Value, When

from qiao.kernel.i18n import Bilingual
from qiao.staff.models import NotificationKind, Person, Team
from qiao.staff.rules import roles_with
from qiao.staff.selectors import name_matches
from qiao.staff.services.notifications import News, notify_people, read_notifications

__all__ = [
    "News", "NotificationKind", "PersonCard", "TeamCard", "active_teams", "members_of", "notify_people", "people_cards",
    "people_for_mention", "people_who_may", "read_notifications", "team_cards", "team_ids_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Enough to show a colleague: `hue` is the avatar colour 0 to 5."""

    id: int
    name: str
    call_name: str
    email: str
    job_title: str
    hue: int
    language: str
    time_zone: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class TeamCard:
    """Enough to show and route to a team."""

    id: int
    name: Bilingual
    is_restricted: bool
    is_active: bool


def people_cards(ids: Iterable[int]) -> dict[int, PersonCard]:
    """Cards by id; unknown ids are left out."""
    return {person.pk: _person_card(person) for person in Person.objects.filter(pk__in=set(ids))}


def people_for_mention(query: str, *, limit: int = 8) -> list[PersonCard]:
    """Active people whose name, pinyin, initials or address fits; the nearest first."""
    found = Person.objects.filter(is_active=True)
    text = query.strip()
    if text:
        keys = "".join(text.lower().split())
        is_near = Q(name__istartswith=text) | Q(name_py__startswith=keys) | Q(name_initials__startswith=keys)
        found = found.filter(name_matches(text)).order_by(
            Case(When(is_near, then=Value(0)), default=Value(1)), "name_py", "pk"
        )
    else:
        found = found.order_by("name_py", "pk")
    return [_person_card(person) for person in found[:limit]]


def people_who_may(permission: str) -> list[int]:
    """Ids of active people whose roles grant this."""
    found = Person.objects.filter(is_active=True, roles__overlap=roles_with(permission))
    return list(found.order_by("pk").values_list("pk", flat=True))


def team_cards(ids: Iterable[int]) -> dict[int, TeamCard]:
    """Cards by id, archived teams too; unknown ids are left out."""
    return {team.pk: _team_card(team) for team in Team.objects.filter(pk__in=set(ids))}


def active_teams() -> list[TeamCard]:
    """All teams in use, oldest first."""
    return [_team_card(team) for team in Team.objects.filter(is_active=True)]


def team_ids_of(person_id: int) -> frozenset[int]:
    """Teams in use this person belongs to."""
    return frozenset(Team.objects.filter(members=person_id, is_active=True).values_list("pk", flat=True))


def members_of(team_id: int) -> list[PersonCard]:
    """Active members by name."""
    members = Person.objects.filter(teams=team_id, is_active=True).order_by("name_py", "pk")
    return [_person_card(person) for person in members]


def _person_card(person: Person) -> PersonCard:
    return PersonCard(
        id=person.pk,
        name=person.name,
        call_name=person.get_short_name(),
        email=person.email,
        job_title=person.job_title,
        hue=person.avatar_hue,
        language=person.language,
        time_zone=person.time_zone,
        is_active=person.is_active,
    )


def _team_card(team: Team) -> TeamCard:
    return TeamCard(id=team.pk, name=team.name, is_restricted=team.is_restricted, is_active=team.is_active)
