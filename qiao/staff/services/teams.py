"""Acts on teams."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.changes import apply_changes, plain_value
from qiao.staff.models import Person, Team


@transaction.atomic
def create_team(fields: Mapping[str, Any], *, member_ids: Collection[int] = (), by: Actor) -> Team:
    """Found a team."""
    team = Team.objects.create(**fields)
    team.members.set(Person.objects.filter(pk__in=member_ids))
    record(by, "team.created", team, data={"name": plain_value(team.name)})
    return team


@transaction.atomic
def change_team(
    team_id: int, fields: Mapping[str, Any], *, member_ids: Collection[int] | None = None, by: Actor
) -> Team:
    """Change name, purpose, restriction and members."""
    team = Team.objects.select_for_update(no_key=True).get(pk=team_id)
    changes = apply_changes(team, fields)
    team.save()
    if member_ids is not None:
        before = set(team.members.values_list("pk", flat=True))
        if before != set(member_ids):
            team.members.set(Person.objects.filter(pk__in=member_ids))
            changes["members"] = [sorted(before), sorted(member_ids)]
    if changes:
        record(by, "team.changed", team, data=changes)
    return team


@transaction.atomic
def archive_team(team_id: int, *, by: Actor) -> None:
    """Take a team out of use; what it has stays with it."""
    _set_active(team_id, False, "team.archived", by)


@transaction.atomic
def restore_team(team_id: int, *, by: Actor) -> None:
    """Undo `archive_team`."""
    _set_active(team_id, True, "team.restored", by)


def _set_active(team_id: int, is_active: bool, verb: str, by: Actor) -> None:
    team = Team.objects.select_for_update(no_key=True).get(pk=team_id)
    if team.is_active != is_active:
        team.is_active = is_active
        team.save(update_fields=["is_active"])
        record(by, verb, team)
