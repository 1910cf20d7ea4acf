"""Two people have the same form open: neither takes back what the other changed."""

import lxml.html
import pytest

from qiao.customers.models import Contact, Contract, Deployment, Organisation
from qiao.customers.testing import make_contact, make_contract, make_deployment, make_organisation
from qiao.kernel.audit import entries_for
from qiao.products.testing import make_product, make_version

pytestmark = pytest.mark.django_db


class Page:
    """A form as one browser has it open."""

    def __init__(self, browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.read(browser.get(address))

    def read(self, answer) -> None:
        forms = lxml.html.document_fromstring(answer.content.decode()).forms
        form = max(forms, key=lambda one: len(one.fields.keys()))
        self.values: dict[str, str] = {name: value for name, value in form.form_values() if value is not None}

    def save(self, **changed: str):
        answer = self.browser.post(self.address, self.values | changed)
        if answer.status_code == 422:
            self.read(answer)
        return answer


@pytest.fixture
def open_twice(client_of, lin, mei):
    return lambda address: (Page(client_of(lin), address), Page(client_of(mei), address))


def test_what_the_other_changed_stays(open_twice):
    customer = make_organisation("Acme", domains=("acme.example",), tier="normal")
    first, second = open_twice(f"/desk/customers/{customer.pk}/edit/")
    assert first.save(tier="key", domains="acme.example acme.test", is_key_account="on").status_code == 302
    assert second.save(notes="Call before nine").status_code == 302
    row = Organisation.objects.get()
    assert (row.tier, row.notes, row.is_key_account) == ("key", "Call before nine", True)
    assert set(row.domains.values_list("domain", flat=True)) == {"acme.example", "acme.test"}
    assert set(entries_for("customers.organisation", row.pk).last().data) == {"notes"}


def test_what_both_changed_is_asked_once_with_the_others_value(open_twice):
    customer = make_organisation("Acme", tier="normal", notes="")
    first, second = open_twice(f"/desk/customers/{customer.pk}/edit/")
    first.save(tier="key", notes="Call before nine")
    answer = second.save(tier="strategic", place="Bergen")
    assert answer.status_code == 422
    assert f"Meanwhile somebody set this to “{Organisation.Tier.KEY.label}”" in answer.content.decode()
    assert Organisation.objects.get().place == ""
    assert second.save().status_code == 302
    row = Organisation.objects.get()
    assert (row.tier, row.place, row.notes) == ("strategic", "Bergen", "Call before nine")


def test_both_to_the_same_is_no_quarrel(open_twice):
    customer = make_organisation("Acme", tier="normal")
    for page in open_twice(f"/desk/customers/{customer.pk}/edit/"):
        assert page.save(tier="key").status_code == 302


def test_addresses_that_one_added_and_the_other_removed_come_together(open_twice):
    contact = make_contact("Ada", email="ada@acme.example", organisation=make_organisation("Acme"))
    contact.points.create(kind="phone", value="+47 22", value_norm="+4722", is_primary=True)
    first, second = open_twice(f"/desk/contacts/{contact.pk}/edit/")
    added = {"points-2-kind": "email", "points-2-value": "ada@home.example"}
    assert first.save(job_title="Engineer", **added).status_code == 302
    phone = next(name for name, value in second.values.items() if value == "+47 22")
    assert second.save(**{phone: ""}, call_name="Countess").status_code == 302
    row = Contact.objects.get()
    assert (row.job_title, row.call_name) == ("Engineer", "Countess")
    assert set(row.points.values_list("value", flat=True)) == {"ada@acme.example", "ada@home.example"}


def test_contracts_and_installations_too(open_twice):
    customer, product = make_organisation("Acme"), make_product("Harbour")
    contract = make_contract(customer, level="standard")
    first, second = open_twice(f"/desk/contracts/{contract.pk}/edit/")
    first.save(level="gold")
    second.save(number="HT-1")
    assert Contract.objects.values_list("level", "number").get() == ("gold", "HT-1")
    old, new = make_version(product, "1.0"), make_version(product, "2.0")
    installed = make_deployment(customer, product, old)
    first, second = open_twice(f"/desk/deployments/{installed.pk}/edit/")
    first.save(installed=f"v{new.pk}")
    second.save(edition="Enterprise")
    assert Deployment.objects.values_list("version", "edition").get() == (new.pk, "Enterprise")
