"""What a contact may see on the portal, and which notifications they want."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from qiao.customers.models import Contact, PortalAccount, PortalSession
from qiao.customers.selectors.portal import PortalCustomer
from qiao.customers.services.contacts import change_contact
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.changes import apply_changes
from qiao.kernel.errors import NotFound, Refusal


class OwnRole(Refusal):
    """Nobody locks themselves out."""

    text = _("You cannot change what you see yourself. Ask another administrator of your organisation, or us.")


@transaction.atomic
def set_account(contact_id: int, fields: Mapping[str, Any], *, by: Actor) -> None:
    """Set role and whether they may sign in; blocking signs them out everywhere. Raises NotFound."""
    contact = Contact.objects.filter(pk=contact_id).first()
    if contact is None:
        raise NotFound
    account, _made = PortalAccount.objects.select_for_update(no_key=True).get_or_create(contact=contact)
    changes = apply_changes(account, fields)
    if not changes:
        return
    account.save()
    if account.is_blocked:
        PortalSession.objects.filter(account=account).delete()
    record(by, "contact.portal_changed", contact, data=changes)


def set_colleague(customer: PortalCustomer, contact_id: int, *, role: str) -> None:
    """An administrator of an organisation says what a colleague sees. Raises NotFound, OwnRole."""
    is_ours = Contact.objects.filter(
        pk=contact_id, organisation_id__in=customer.organisation_ids, merged_into=None, erased_at=None
    ).exists()
    if not customer.administers or not is_ours:
        raise NotFound
    if contact_id == customer.contact_id:
        raise OwnRole
    set_account(contact_id, {"role": role}, by=customer.actor)


@transaction.atomic
def set_preferences(contact_id: int, fields: Mapping[str, Any], *, by: Actor) -> None:
    """Language and zone of a contact, and which mails they want."""
    own = {name: value for name, value in fields.items() if name in {"language", "time_zone"}}
    change_contact(contact_id, own, by=by)
    wishes = {name: value for name, value in fields.items() if name not in own}
    set_account(contact_id, wishes, by=by)


def set_portal_language(contact_id: int, language: str, *, by: Actor) -> None:
    """The language a contact reads and is written to in."""
    change_contact(contact_id, {"language": language}, by=by)
