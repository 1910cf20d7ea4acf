"""What can be wrong with a row about customers, each said in one sentence."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "not_a_domain": _("“%(value)s” is not a mail domain. Write it as acme.com."),
    "domain_for_nobody": _("“%(value)s” cannot stand for one customer: anybody can have an address there."),
    "domain_taken": _("“%(value)s” already belongs to %(name)s."),
    "not_a_credit_code": _("“%(value)s” is not a unified social credit code: it has 18 digits and capital letters."),
    "not_an_address": _("“%(value)s” is not an address. Write it as name@acme.com."),
    "not_a_number_of": _("“%(value)s” is not a phone number. Write it as +86 138 0013 8000."),
    "name_missing": _("The name is missing, and no known row has this number."),
    "name_ambiguous": _("Several customers are called “%(value)s”. Give the number in your CRM."),
    "number_taken": _("“%(value)s” belongs to %(name)s, whose number in your CRM is another one."),
    "colleague_unknown": _("“%(value)s” is no colleague. Write a name or mail address from Setup › People."),
    "organisation_unknown": _("No customer is called “%(value)s” or has this number. Import the customers first."),
    "organisation_nameless": _("No customer has the number “%(value)s”, and a new one needs a name."),
    "organisation_ambiguous": _("Several customers are called “%(value)s”. Give the customer's number in your CRM."),
    "organisation_missing": _("No customer is named in this row."),
    "address_taken": _("“%(value)s” already belongs to %(name)s."),
    "addresses_of_two": _("The addresses in this row belong to two contacts: %(names)s."),
    "was_erased": _(
        "This person's data was erased at their own request. It cannot be imported again under this number."
    ),
    "name_of_several": _("This customer has several contacts called “%(value)s”. Give an address."),
    "product_unknown": _("There is no product “%(value)s”. Allowed: %(products)s."),
    "version_unknown": _("There is no version “%(value)s” of this product. Known: %(versions)s."),
    "starts_missing": _("A new contract needs the day it starts on."),
    "ends_before_start": _("“%(value)s” is before the start."),
}
