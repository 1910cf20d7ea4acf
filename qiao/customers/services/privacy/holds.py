"""Legal holds: legal reasons to keep data that should be erased."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.customers.models import Contact, LegalHold, Organisation
from qiao.customers.selectors.families import family_ids
from qiao.customers.services.privacy.requests import ReasonMissing
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.errors import NotFound, Refusal


class UnderLegalHold(Refusal):
    """Something in law stands against erasing."""

    text = _("Nothing may be erased during a legal hold: %(reason)s")


@transaction.atomic
def place_hold(*, contact_id: int | None = None, organisation_id: int | None = None, reason: str, by: Actor) -> int:
    """Keep all data of a person, or of everybody at a customer; returns the hold's id. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    hold = LegalHold.objects.create(
        contact_id=contact_id, organisation_id=organisation_id, reason=reason.strip(),
        placed_by_id=by.id if by.is_staff else None,
    )  # fmt: skip
    record(by, "legal_hold.placed", hold, data={"contact": contact_id, "organisation": organisation_id})
    return hold.pk


@transaction.atomic
def release_hold(hold_id: int, *, by: Actor) -> None:
    """The reason is gone."""
    hold = LegalHold.objects.select_for_update(no_key=True).filter(pk=hold_id, released_at=None).first()
    if hold is None:
        raise NotFound
    hold.released_at = timezone.now()
    hold.save(update_fields=["released_at"])
    record(by, "legal_hold.released", hold)


def standing_holds(contact_id: int) -> list[LegalHold]:
    """Holds on this person, on those merged with them, and on their customers."""
    people = family_ids(Contact, contact_id)
    theirs = Contact.objects.filter(pk__in=people, organisation__isnull=False)
    customers = set()
    for organisation_id in theirs.values_list("organisation_id", flat=True):
        if organisation_id is not None:
            customers |= set(family_ids(Organisation, organisation_id))
    found = LegalHold.objects.filter(Q(contact__in=people) | Q(organisation__in=customers), released_at=None)
    return list(found.order_by("pk"))


def refuse_under_hold(contact_id: int) -> None:
    """Raises UnderLegalHold when one stands."""
    if standing := standing_holds(contact_id):
        raise UnderLegalHold(reason=standing[0].reason)
