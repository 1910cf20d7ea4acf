"""Acts on customers: one function, one transaction, one line in the audit."""

from qiao.customers.services.agreements import (
    change_contract,
    change_deployment,
    create_contract,
    create_deployment,
    set_contract_active,
    set_deployment_active,
)
from qiao.customers.services.contacts import (
    AddressTaken,
    OwnAddress,
    PointDraft,
    change_contact,
    create_contact,
    find_or_create_contact,
    mark_undeliverable,
    set_contact_active,
)
from qiao.customers.services.merging import (
    CannotMerge,
    NotMerged,
    merge_contacts,
    merge_organisations,
    say_not_the_same,
    unmerge_contact,
    unmerge_organisation,
)
from qiao.customers.services.organisations import (
    DomainNotUsable,
    DomainTaken,
    NumberTaken,
    change_organisation,
    create_organisation,
    set_organisation_active,
)

__all__ = [
    "AddressTaken",
    "CannotMerge",
    "DomainNotUsable",
    "DomainTaken",
    "NotMerged",
    "NumberTaken",
    "OwnAddress",
    "PointDraft",
    "change_contact",
    "change_contract",
    "change_deployment",
    "change_organisation",
    "create_contact",
    "create_contract",
    "create_deployment",
    "create_organisation",
    "find_or_create_contact",
    "mark_undeliverable",
    "merge_contacts",
    "merge_organisations",
    "say_not_the_same",
    "set_contact_active",
    "set_contract_active",
    "set_deployment_active",
    "set_organisation_active",
    "unmerge_contact",
    "unmerge_organisation",
]
