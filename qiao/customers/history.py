"""Sentences for what happened with a customer."""

from django.utils.translation import gettext_lazy as _

from qiao.kernel.history import Words, name_objects, word_acts

SENTENCES: dict[str, Words] = {
    "organisation.created": ("building", _("added this customer")),
    "organisation.changed": ("edit", _("changed facts")),
    "organisation.archived": ("box", _("archived this customer")),
    "organisation.restored": ("building", _("took this customer back")),
    "contact.created": ("user", _("added a contact")),
    "contact.changed": ("user", _("changed a contact")),
    "contact.archived": ("user", _("archived a contact")),
    "contact.restored": ("user", _("took a contact back")),
    "contact.undeliverable": ("warn", _("noted that mail comes back")),
    "organisation.merged": ("merge", _("merged this customer into")),
    "organisation.merged_in": ("merge", _("merged here")),
    "organisation.unmerged": ("split", _("took this customer out of")),
    "organisation.unmerged_from": ("split", _("took back out")),
    "organisation.told_apart": ("users", _("said it is not the same as")),
    "contact.merged": ("merge", _("merged this contact into")),
    "contact.merged_in": ("merge", _("merged here")),
    "contact.unmerged": ("split", _("took this contact out of")),
    "contact.unmerged_from": ("split", _("took back out")),
    "contact.told_apart": ("users", _("said it is not the same as")),
    "contact.exported": ("download", _("gave this person a copy of their data")),
    "contact.erased": ("shield", _("erased this person’s data")),
    "customers.exported": ("download", _("exported customers")),
    "contact.portal_changed": ("globe", _("changed the portal access")),
    "portal.signed_in": ("globe", _("signed in to the portal")),
    "portal.signed_out": ("globe", _("signed out of the portal")),
    "portal.signed_out_everywhere": ("globe", _("signed out of the portal on every device")),
    "contract.created": ("contract", _("added a contract")),
    "contract.changed": ("contract", _("changed a contract")),
    "contract.removed": ("contract", _("removed a contract")),
    "contract.restored": ("contract", _("brought a contract back")),
    "deployment.created": ("box", _("added an installation")),
    "deployment.changed": ("box", _("changed an installation")),
    "deployment.removed": ("box", _("removed an installation")),
    "deployment.restored": ("box", _("brought an installation back")),
}

OBJECTS = {
    "customers.organisation": _("Customer"),
    "customers.contact": _("Contact"),
    "customers.contract": _("Contract"),
    "customers.deployment": _("Installation"),
}

word_acts(SENTENCES)
name_objects(OBJECTS)
