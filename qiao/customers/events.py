"""What happened with customers."""

from dataclasses import dataclass

from qiao.kernel.events import Event


@dataclass(frozen=True)
class ContactCreated(Event):
    """A new contact; `organisation_id` is None when the organisation is unknown."""

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


@dataclass(frozen=True)
class ContactsMerged(Event):
    """`source_ids` are the same person as the contact; their rows stay where they are."""

    contact_id: int
    source_ids: tuple[int, ...]


@dataclass(frozen=True)
class ContactUnmerged(Event):
    """A contact stands on its own again; `since` (ISO 8601) is when it had been merged."""

    contact_id: int
    from_id: int
    since: str


@dataclass(frozen=True)
class OrganisationsMerged(Event):
    """`source_ids` are the same customer as the organisation; their rows stay where they are."""

    organisation_id: int
    source_ids: tuple[int, ...]


@dataclass(frozen=True)
class OrganisationUnmerged(Event):
    """An organisation stands on its own again."""

    organisation_id: int
    from_id: int


@dataclass(frozen=True)
class PersonErased(Event):
    """Somebody was forgotten: `contact_ids` are pseudonyms now."""

    contact_ids: tuple[int, ...]
