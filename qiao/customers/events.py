"""What happened with customers."""

from dataclasses import dataclass

from qiao.kernel.events import Event


@dataclass(frozen=True)
class ContactCreated(Event):
    """Somebody new on a customer's side; `organisation_id` None when we could not tell whose."""

    contact_id: int
    organisation_id: int | None


@dataclass(frozen=True)
class ContactMoved(Event):
    """A contact belongs to another organisation now."""

    contact_id: int
    organisation_id: int | None


@dataclass(frozen=True)
class AddressUndeliverable(Event):
    """Mail to this address came back."""

    contact_id: int
    address: str
