"""People after joining: roles, teams, deactivation, reactivation, profile."""

from collections.abc import Collection, Mapping
from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.changes import apply_changes
from qiao.kernel.errors import Refusal
from qiao.kernel.events import publish
from qiao.staff.events import PersonDeactivated
from qiao.staff.models import Person, Role, Team


class LastAdministrator(Refusal):
    """Without an administrator nobody could mend anything."""

    text = _("%(name)s is the last administrator. Make somebody else one first.")


class CannotDeactivateYourself(Refusal):
    """Somebody else has to do that."""

    text = _("You cannot deactivate yourself.")


PROFILE_FIELDS = frozenset({"call_name", "job_title", "language", "time_zone", "theme", "density", "skills"})


@transaction.atomic
def change_person(
    person_id: int, fields: Mapping[str, Any], *, team_ids: Collection[int] | None = None, by: Actor
) -> Person:
    """Change name, title, roles, skills and teams; role changes get their own line in the audit."""
    person, administrators = _locked_with_administrators(person_id)
    if Role.ADMINISTRATOR not in fields.get("roles", person.roles):
        _keep_an_administrator(person, administrators)
    values = dict(fields)
    name = values.pop("name", person.name)
    changes = person.rename(name) | apply_changes(person, values)
    person.save()
    if team_ids is not None:
        before = set(person.teams.values_list("pk", flat=True))
        if before != set(team_ids):
            person.teams.set(Team.objects.filter(pk__in=team_ids))
            changes["teams"] = [sorted(before), sorted(team_ids)]
    if "roles" in changes:
        before_roles, after_roles = changes.pop("roles")
        record(by, "person.roles_changed", person, data={"roles": [before_roles, after_roles]})
    if changes:
        record(by, "person.changed", person, data=changes)
    return person


@transaction.atomic
def change_profile(person_id: int, fields: Mapping[str, Any], *, by: Actor) -> Person:
    """What people may change about themselves: everything but their address, roles and teams."""
    person = _locked(person_id)
    values = {name: value for name, value in fields.items() if name in PROFILE_FIELDS}
    changes = person.rename(fields.get("name", person.name)) | apply_changes(person, values)
    if changes:
        person.save()
        record(by, "person.changed", person, data=changes)
    return person


@transaction.atomic
def deactivate_person(person_id: int, *, by: Actor) -> None:
    """Deactivate a person: no sign-in, all sessions ended at once."""
    person, administrators = _locked_with_administrators(person_id)
    if by.is_staff and by.id == person.pk:
        raise CannotDeactivateYourself
    _keep_an_administrator(person, administrators)
    person.is_active, person.deactivated_at = False, timezone.now()
    person.save(update_fields=["is_active", "deactivated_at"])
    person.invitations.filter(accepted_at=None, replaced_at=None).update(replaced_at=person.deactivated_at)
    for session in UserSession.objects.filter(user=person):
        session.end()
    record(by, "person.deactivated", person)
    publish(PersonDeactivated(person_id=person.pk))


@transaction.atomic
def end_sessions(person: Person, *, but: str = "", by: Actor) -> int:
    """Sign somebody out of every browser but the one whose session has this key; of how many."""
    sessions = UserSession.objects.filter(user=person).exclude(session_key=but)
    for session in sessions:
        session.end()
    record(by, "sign_in.other_sessions_ended", person)
    return len(sessions)


@transaction.atomic
def reactivate_person(person_id: int, *, by: Actor) -> None:
    """Reactivate a person with the former roles; who never joined is invited again instead."""
    person = _locked(person_id)
    person.is_active, person.deactivated_at = person.joined_at is not None, None
    person.save(update_fields=["is_active", "deactivated_at"])
    record(by, "person.reactivated", person)


def _locked(person_id: int) -> Person:
    return Person.objects.select_for_update(no_key=True).get(pk=person_id)


def _locked_with_administrators(person_id: int) -> tuple[Person, list[Person]]:
    """A person and all administrators, locked in one order: two who remove each other wait, and neither deadlocks."""
    wanted = Q(pk=person_id) | Q(roles__contains=[Role.ADMINISTRATOR], is_active=True)
    rows = list(Person.objects.select_for_update(no_key=True).filter(wanted).order_by("pk"))
    person = next((one for one in rows if one.pk == person_id), None)
    if person is None:
        raise Person.DoesNotExist
    return person, [one for one in rows if one.is_active and Role.ADMINISTRATOR in one.roles]


def _keep_an_administrator(person: Person, administrators: list[Person]) -> None:
    if administrators == [person]:
        raise LastAdministrator(name=person.name)
