"""Registering the kinds of rows this domain takes."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from qiao.customers.models import Contact, Contract, Deployment, Organisation
from qiao.customers.services.importing import fields
from qiao.customers.services.importing.agreements import ContractSession, DeploymentSession, undo_of
from qiao.customers.services.importing.contacts import ContactSession
from qiao.customers.services.importing.organisations import OrganisationSession
from qiao.customers.services.importing.sentences import SENTENCES
from qiao.kernel.history import Words, name_objects, word_acts
from qiao.kernel.tables import Also, TableKind, add_sentences, add_table_kind

ACTS: dict[str, Words] = {
    "import.started": ("upload", _("uploaded a file to import")),
    "import.run": ("upload", _("started an import")),
    "import.stopped": ("x", _("stopped an import")),
    "import.undone": ("undo", _("undid an import")),
    "organisation.import_undone": ("undo", _("took back the import of a customer")),
    "contact.import_undone": ("undo", _("took back the import of a contact")),
    "contract.import_undone": ("undo", _("took back the import of a contract")),
    "deployment.import_undone": ("undo", _("took back the import of an installation")),
}


def register_table_kinds() -> None:
    """Offer organisations, contacts, contracts and installations for import."""
    add_sentences(SENTENCES)
    word_acts(ACTS)
    name_objects({"kernel.tableimport": _("Import"), "tickets.deskimport": _("Import from another desk")})
    for kind in _kinds():
        add_table_kind(kind)


def _new_customers() -> Also:
    return Also(
        "organisations", partial(ContactSession, adds_customers=True), _("If a row names a customer who is not there"),
        _("Refuse the row"), _("Add the customer, with the number and name given in the row"),
        _("Customers added"),
    )  # fmt: skip


def _kinds() -> list[TableKind]:
    return [
        TableKind(
            "organisations", _("Customers"), _("Companies with number, tier, mail domains and consultant"), "building",
            fields.organisation_fields(), OrganisationSession, undo_of(Organisation, "organisation"),
        ),
        TableKind(
            "contacts", _("Contacts"), _("People at customers, with all their addresses and numbers"), "user",
            fields.contact_fields(), ContactSession, undo_of(Contact, "contact"), _new_customers(),
        ),
        TableKind(
            "contracts", _("Contracts"), _("Service level, hours and term, for one product or all"), "contract",
            fields.contract_fields(), ContractSession, undo_of(Contract, "contract"),
        ),
        TableKind(
            "deployments", _("Installations"), _("Who runs which version of what, where"), "box",
            fields.deployment_fields(), DeploymentSession, undo_of(Deployment, "deployment"),
        ),
    ]  # fmt: skip
