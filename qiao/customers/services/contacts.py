"""Acts on contacts and the ways to reach them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.customers.events import AddressUndeliverable, ContactCreated, ContactMoved
from qiao.customers.models import Contact, ContactPoint
from qiao.customers.rules.addresses import guess_language, name_from, normal_email, normal_value
from qiao.customers.selectors.matching import organisation_for_domain
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.changes import Changes, apply_changes
from qiao.kernel.errors import Refusal
from qiao.kernel.events import publish
from qiao.kernel.prepared import prepared
from qiao.kernel.text.names import name_keys

_holders = prepared(
    lambda normal: Contact.objects.select_related("organisation").filter(
        points__kind=ContactPoint.Kind.EMAIL, points__value_norm=normal
    )
)


class AddressTaken(Refusal):
    """An address or number leads to one contact."""

    text = _("%(value)s already belongs to %(name)s.")


class AddressNotUsable(Refusal):
    """It cannot be an address or number of this kind."""

    text = _("%(value)s is not an address or number that can be used.")


class OwnAddress(Refusal):
    """One of our own mailboxes is not a customer."""

    text = _("%(value)s is one of our own mailboxes.")


@dataclass(frozen=True, slots=True)
class PointDraft:
    """A way to reach a contact as entered; the first of its kind is the primary one."""

    kind: str
    value: str


@transaction.atomic
def create_contact(fields: Mapping[str, Any], *, points: Iterable[PointDraft] = (), by: Actor) -> Contact:
    """Add a person on a customer's side; raises AddressTaken, AddressNotUsable."""
    contact = Contact(**fields)
    _store(contact)
    _set_points(contact, points)
    record(by, "contact.created", contact, data={"name": contact.name})
    publish(ContactCreated(contact_id=contact.pk, organisation_id=contact.organisation_id))
    return contact


@transaction.atomic
def change_contact(
    contact_id: int, fields: Mapping[str, Any], *, points: Iterable[PointDraft] | None = None, by: Actor
) -> Contact:
    """Change facts and ways to reach; raises AddressTaken, AddressNotUsable."""
    contact = Contact.objects.select_for_update(no_key=True).get(pk=contact_id)
    changes = apply_changes(contact, fields)
    _store(contact)
    if points is not None:
        changes |= _set_points(contact, points)
    if changes:
        record(by, "contact.changed", contact, data=changes)
    if "organisation" in changes:
        publish(ContactMoved(contact_id=contact.pk, organisation_id=contact.organisation_id))
    return contact


@transaction.atomic
def set_contact_active(contact_id: int, is_active: bool, *, by: Actor) -> None:
    """Archive a contact or take it back; the addresses keep leading to it."""
    contact = Contact.objects.select_for_update(no_key=True).get(pk=contact_id)
    if contact.is_active != is_active:
        contact.is_active = is_active
        contact.save(update_fields=["is_active", "updated_at"])
        record(by, "contact.restored" if is_active else "contact.archived", contact)


def find_or_create_contact(address: str, name: str, *, own: Collection[str] = (), by: Actor) -> Contact:
    """Whoever writes from this address; somebody unknown is added, at the organisation its domain names.

    `own`: addresses of our mailboxes, never a customer. Raises OwnAddress, AddressNotUsable.
    """
    normal = normal_email(address)
    if not normal:
        raise AddressNotUsable(value=address)
    if normal in {normal_email(one) for one in own}:
        raise OwnAddress(value=normal)
    known = _holder_of(normal)
    if known:
        return known
    try:
        # the unique address decides between two mails that arrive at once: the later one waits here
        with transaction.atomic():
            return _create_from_mail(normal, address, name, by)
    except IntegrityError:
        found = _holder_of(normal)
        if found is None:
            raise
        return found


@transaction.atomic
def mark_undeliverable(address: str, reason: str, *, by: Actor) -> bool:
    """Note that mail to this address comes back; False when nobody we know has it."""
    points = ContactPoint.objects.select_for_update(no_key=True).select_related("contact")
    point = points.filter(kind=ContactPoint.Kind.EMAIL, value_norm=normal_email(address)).first()
    if point is None:
        return False
    is_news = point.undeliverable_at is None
    point.undeliverable_at, point.undeliverable_reason = timezone.now(), reason
    point.save(update_fields=["undeliverable_at", "undeliverable_reason"])
    if is_news:
        record(by, "contact.undeliverable", point.contact, data={"address": point.value, "reason": reason})
        publish(AddressUndeliverable(contact_id=point.contact_id, address=point.value))
    return True


def _create_from_mail(normal: str, address: str, name: str, by: Actor) -> Contact:
    organisation = organisation_for_domain(normal.rpartition("@")[2])
    contact = Contact(
        name=name_from(normal, name),
        organisation=organisation,
        language="" if organisation else guess_language(normal, name),
    )
    _store(contact)
    ContactPoint.objects.create(
        contact=contact,
        kind=ContactPoint.Kind.EMAIL,
        value=address.strip(),
        value_norm=normal,
        is_primary=True,
    )
    record(by, "contact.created", contact, data={"name": contact.name, "address": normal})
    publish(ContactCreated(contact_id=contact.pk, organisation_id=contact.organisation_id))
    return contact


def _holder_of(normal: str) -> Contact | None:
    return _holders.first(normal)


def _store(contact: Contact) -> None:
    contact.name_py, contact.name_initials = name_keys(contact.name, is_person=True)
    contact.save()


def _set_points(contact: Contact, drafts: Iterable[PointDraft]) -> Changes:
    wanted = _normal_points(drafts)
    present = {(point.kind, point.value_norm): point for point in contact.points.all()}
    gone = [point.pk for key, point in present.items() if key not in wanted]
    contact.points.filter(pk__in=gone).delete()
    contact.points.update(is_primary=False)
    primary_kinds: set[str] = set()
    for (kind, normal), value in wanted.items():
        is_primary = kind not in primary_kinds
        primary_kinds.add(kind)
        if (kind, normal) in present:
            contact.points.filter(kind=kind, value_norm=normal).update(value=value, is_primary=is_primary)
        else:
            _add_point(contact, kind, value, normal, is_primary)
    before, after = [key[1] for key in present], [key[1] for key in wanted]
    return {"points": [sorted(before), sorted(after)]} if sorted(before) != sorted(after) else {}


def _add_point(contact: Contact, kind: str, value: str, normal: str, is_primary: bool) -> None:
    try:
        with transaction.atomic():
            ContactPoint.objects.create(
                contact=contact, kind=kind, value=value, value_norm=normal, is_primary=is_primary
            )
    except IntegrityError:
        holder = ContactPoint.objects.select_related("contact").get(kind=kind, value_norm=normal)
        raise AddressTaken(value=value, name=holder.contact.name) from None


def _normal_points(drafts: Iterable[PointDraft]) -> dict[tuple[str, str], str]:
    wanted: dict[tuple[str, str], str] = {}
    for draft in drafts:
        normal = normal_value(draft.kind, draft.value)
        if not normal:
            raise AddressNotUsable(value=draft.value)
        wanted.setdefault((draft.kind, normal), draft.value.strip())
    return wanted
