"""Factories of people and teams, for the tests of every domain."""

from itertools import count
from typing import Any

from django.utils import timezone

from qiao.kernel.i18n import Bilingual
from qiao.staff.models import Person, Role, Team

PASSWORD = "correct horse battery staple"  # noqa: S105 - only for tests
_numbers = count(1)


def make_person(name: str = "", *, email: str = "", roles: tuple[str, ...] = (Role.AGENT_L1,), **fields: Any) -> Person:
    """A person who has joined and signs in with `PASSWORD`."""
    number = next(_numbers)
    fields.setdefault("joined_at", timezone.now())
    fields.setdefault("password", PASSWORD)
    return Person.objects.create_person(
        email or f"person{number}@qiao.example", name or f"Person {number}", roles=list(roles), **fields
    )


def make_team(name: str = "", *members: Person, name_zh: str = "", **fields: Any) -> Team:
    """A team with these members."""
    english = name or f"Team {next(_numbers)}"
    team = Team.objects.create(name=Bilingual(english, name_zh or english), **fields)
    team.members.set(members)
    return team
