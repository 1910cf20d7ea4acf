"""Letting people in: an invitation is a mailed link with a secret of which only the hash is kept."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.errors import Refusal
from qiao.kernel.events import publish
from qiao.staff.events import PersonJoined
from qiao.staff.mail import post_invitation
from qiao.staff.models import Invitation, Person, Team

INVITATION_DAYS = 7


class InvitationNotValid(Refusal):
    """The link is wrong, used, replaced or too old."""

    text = _("This invitation is no longer valid. Ask whoever invited you to send a new one.")
    status = 410


class AlreadyHere(Refusal):
    """The address belongs to somebody we know."""

    text = _("%(email)s already belongs to %(name)s.")


class AlreadyJoined(Refusal):
    """There is nobody left to invite."""

    text = _("%(name)s has already joined.")


@dataclass(frozen=True, slots=True)
class Invited:
    """Result of an invitation. `token` is the secret of the link; it is not stored."""

    person_id: int
    token: str


@transaction.atomic
def invite_person(
    email: str,
    name: str,
    *,
    roles: Collection[str],
    team_ids: Collection[int] = (),
    language: str = "en",
    job_title: str = "",
    by: Actor,
) -> Invited:
    """Add a person who joins through a mailed link; raises AlreadyHere."""
    known = Person.objects.filter(email=email.strip().lower()).first()
    if known:
        raise AlreadyHere(email=known.email, name=known.name)
    try:
        with transaction.atomic():
            person = Person.objects.create_person(
                email, name, roles=sorted(roles), language=language, job_title=job_title, is_active=False
            )
    except IntegrityError:
        raise AlreadyHere(email=email, name=name) from None
    person.teams.set(Team.objects.filter(pk__in=team_ids))
    record(by, "person.invited", person, data={"email": person.email, "roles": sorted(roles)})
    return Invited(person.pk, _send(person, by))


@transaction.atomic
def resend_invitation(person_id: int, *, by: Actor) -> Invited:
    """Send a fresh link; the older one stops working. Raises AlreadyJoined."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    if not person.is_invited:
        raise AlreadyJoined(name=person.name)
    person.invitations.filter(accepted_at=None, replaced_at=None).update(replaced_at=timezone.now())
    record(by, "person.invited_again", person)
    return Invited(person.pk, _send(person, by))


def open_invitation(token: str) -> Invitation:
    """The invitation behind a link; raises InvitationNotValid."""
    invitation = (
        Invitation.objects.select_related("person", "invited_by")
        .filter(token_hash=_hash(token), accepted_at=None, replaced_at=None, expires_at__gt=timezone.now())
        .first()
    )
    if invitation is None or not invitation.person.is_invited:
        raise InvitationNotValid
    return invitation


@transaction.atomic
def accept_invitation(token: str, *, name: str, password: str, language: str, time_zone: str) -> Person:
    """The invited person chooses a password and is one of us; raises InvitationNotValid."""
    waiting = open_invitation(token)
    # the row decides who was first when a link is used twice at once
    person = Person.objects.select_for_update(no_key=True).get(pk=waiting.person_id)
    invitation = open_invitation(token)
    person.rename(name)
    person.language, person.time_zone = language, time_zone
    person.is_active, person.joined_at = True, timezone.now()
    person.set_password(password)
    person.save()
    invitation.accepted_at = person.joined_at
    invitation.save(update_fields=["accepted_at"])
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    record(person.actor, "person.joined", person)
    publish(PersonJoined(person_id=person.pk))
    return person


def _send(person: Person, by: Actor) -> str:
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        person=person,
        token_hash=_hash(token),
        invited_by_id=by.id if by.is_staff else None,
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    post_invitation(person, token, invited_by=by.name, expires_at=invitation.expires_at)
    return token


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
