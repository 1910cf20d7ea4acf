"""The customer pages through the front door: Lin may, Eve may not."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse

from qiao.customers.models import Contact, Contract, Deployment, Organisation
from qiao.customers.testing import make_contact, make_contract, make_deployment, make_organisation
from qiao.customers.urls import urlpatterns
from qiao.kernel.audit import entries_for
from qiao.products.testing import make_product, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts(acme, ada):
    """Something at every address of this domain."""
    product = make_product("Helm")
    return {
        "organisation_id": acme.pk,
        "contact_id": ada.pk,
        "contract_id": make_contract(acme).pk,
        "deployment_id": make_deployment(acme, product, make_version(product, "1.0")).pk,
    }


def address_of(pattern, parts):
    return reverse(f"customers:{pattern.name}", kwargs={name: parts[name] for name in pattern.pattern.converters})


OWN_PAGES = [pattern for pattern in urlpatterns if isinstance(pattern, URLPattern)]


@pytest.mark.parametrize("pattern", OWN_PAGES, ids=lambda pattern: pattern.name)
def test_lin_may_eve_may_not(pattern, parts, client_of, client, lin, eve):
    address = address_of(pattern, parts)
    is_post = pattern.name.endswith(("archive", "remove"))
    send = (lambda browser: browser.post(address)) if is_post else (lambda browser: browser.get(address))
    assert send(client_of(eve)).status_code == 403
    assert send(client).headers["Location"].startswith("/accounts/login/")
    assert send(client_of(lin)).status_code in {200, 302}


def test_an_auditor_reads_but_does_not_change(parts, client_of, acme):
    from qiao.staff.testing import make_person

    auditor = client_of(make_person(roles=("auditor",)))
    page = auditor.get(reverse("customers:organisation", args=[acme.pk])).content.decode()
    assert "Acme" in page
    assert reverse("customers:edit", args=[acme.pk]) not in page
    assert auditor.get(reverse("customers:edit", args=[acme.pk])).status_code == 403


def _queries(browser, address):
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def _grow(organisation, number):
    product = make_product()
    version = make_version(product)
    for _ in range(number):
        make_contact(organisation=organisation)
        make_contract(organisation)
        make_deployment(organisation, product, version)
        make_contract(make_deployment(make_organisation(owner=organisation.owner), product, version).organisation)


@pytest.mark.parametrize("name", ["list", "organisation", "options", "contact_options"])
def test_as_many_statements_for_thirty_rows_as_for_three(name, acme, lin, client_of):
    acme.owner = lin
    acme.save()
    browser = client_of(lin)
    address = reverse(f"customers:{name}", args=[acme.pk] if name == "organisation" else [])
    _grow(acme, 3)
    few = _queries(browser, address)
    _grow(acme, 27)
    assert _queries(browser, address) == few


@pytest.mark.parametrize("query", ["\u6ca7\u6f9c", "canglan", "clgw", "port.example", "ops@mail.port.example", "CRM-7"])
def test_a_customer_is_found_by_name_sound_domain_and_number(query, lin, client_of):
    make_organisation("\u6ca7\u6f9c\u6e2f\u52a1\u96c6\u56e2", domains=("port.example",), external_key="CRM-7")
    make_organisation("Another", domains=("another.example",))
    domain_only = query.replace("mail.", "")
    page = client_of(lin).get(reverse("customers:list"), {"q": domain_only}).content.decode()
    assert "\u6ca7\u6f9c\u6e2f\u52a1\u96c6\u56e2" in page
    assert "Another" not in page


def test_filters_stand_in_the_address(lin, client_of):
    product = make_product("Helm")
    key = make_organisation("Key One", tier="strategic", owner=lin)
    make_deployment(key, product)
    make_organisation("Plain One")
    browser = client_of(lin)
    for parameters in ({"tier": "strategic"}, {"owner": lin.pk}, {"product": product.pk}):
        page = browser.get(reverse("customers:list"), parameters).content.decode()
        assert "Key One" in page
        assert "Plain One" not in page
    assert (
        "Key One" in browser.get(reverse("customers:list"), {"owner": "x", "tier": "y", "after": "zz"}).content.decode()
    )


@pytest.mark.parametrize("sort", ["name", "-name", "tier", "-created"])
def test_every_customer_stands_on_exactly_one_page(sort, lin, client_of):
    names = {make_organisation(f"Firm {number % 3}", tier=["key", "normal"][number % 2]).pk for number in range(120)}
    browser, seen, address = client_of(lin), [], f"{reverse('customers:list')}?sort={sort}"
    while address:
        page = browser.get(address).context["page"]
        seen += [one.pk for one in page.rows]
        address = page.next and f"{reverse('customers:list')}?sort={sort}&after={page.next}"
    assert len(seen) == len(set(seen)) == 120
    assert set(seen) == names


ORGANISATION = {
    "name": "\u6ca7\u6f9c\u6e2f\u52a1", "tier": "key", "language": "zh-hans", "time_zone": "Asia/Shanghai",
    "currency": "CNY", "domains": "canglan.example, cl.example",
}  # fmt: skip


def test_a_customer_is_added_changed_archived_and_taken_back(lin, client_of):
    browser = client_of(lin)
    browser.post(reverse("customers:new"), ORGANISATION)
    made = Organisation.objects.get()
    assert (made.name_py, made.name_initials) == ("canglangangwu", "clgw")
    assert [row.domain for row in made.domains.all()] == ["canglan.example", "cl.example"]
    browser.post(
        reverse("customers:edit", args=[made.pk]), ORGANISATION | {"tier": "strategic", "domains": "cl.example"}
    )
    made.refresh_from_db()
    assert made.tier == "strategic"
    assert [row.domain for row in made.domains.all()] == ["cl.example"]
    page = browser.post(reverse("customers:archive", args=[made.pk]), follow=True).content.decode()
    assert 'name="restore"' in page
    browser.post(reverse("customers:archive", args=[made.pk]), {"restore": "1"})
    made.refresh_from_db()
    assert made.is_active
    verbs = [entry.verb for entry in entries_for("customers.organisation", made.pk)]
    assert verbs == [
        "organisation.created", "organisation.changed", "organisation.archived", "organisation.restored"
    ]  # fmt: skip


def test_a_domain_that_cannot_be_used_is_refused_in_the_form(lin, client_of):
    answer = client_of(lin).post(reverse("customers:new"), ORGANISATION | {"domains": "qq.com"})
    assert answer.status_code == 422
    assert "qq.com" in answer.content.decode()
    assert not Organisation.objects.exists()


def test_a_contact_is_added_with_several_ways_to_reach(lin, acme, client_of):
    browser = client_of(lin)
    form = {
        "name": "Carl", "points-TOTAL_FORMS": "3", "points-INITIAL_FORMS": "0",
        "points-0-kind": "email", "points-0-value": "Carl@acme.example",
        "points-1-kind": "phone", "points-1-value": "138 0013 8000", "points-2-kind": "email", "points-2-value": "",
    }  # fmt: skip
    browser.post(reverse("customers:contact_new", args=[acme.pk]), form)
    contact = Contact.objects.get(name="Carl")
    norms = {point.value_norm for point in contact.points.all()}
    assert norms == {"carl@acme.example", "+8613800138000"}
    assert all(point.is_primary for point in contact.points.all())
    changed = form | {"points-0-value": "", "points-INITIAL_FORMS": "2", "points-2-value": "c@acme.example"}
    assert browser.post(reverse("customers:contact_edit", args=[contact.pk]), changed).status_code == 302
    assert {point.value_norm for point in contact.points.all()} == {"c@acme.example", "+8613800138000"}


def test_an_address_that_belongs_to_somebody_is_refused(lin, acme, ada, client_of):
    form = {
        "name": "Carl", "points-TOTAL_FORMS": "1", "points-INITIAL_FORMS": "0",
        "points-0-kind": "email", "points-0-value": "ada@acme.example",
    }  # fmt: skip
    answer = client_of(lin).post(reverse("customers:contact_new", args=[acme.pk]), form)
    assert answer.status_code == 422
    assert "Ada Byron" in answer.content.decode()
    assert not Contact.objects.filter(name="Carl").exists()


def test_a_removed_contract_can_be_brought_back(lin, acme, client_of):
    contract = make_contract(acme, number="HT-1")
    browser = client_of(lin)
    page = browser.post(reverse("customers:contract_remove", args=[contract.pk]), follow=True)
    assert "HT-1" in page.content.decode()
    assert not Contract.objects.get().is_active
    browser.post(reverse("customers:contract_remove", args=[contract.pk]), {"restore": "1"})
    assert Contract.objects.get().is_active


def test_an_installation_says_product_and_version_in_one_choice(lin, acme, client_of):
    product = make_product("Helm")
    version = make_version(product, "4.8.2")
    browser = client_of(lin)
    browser.post(
        reverse("customers:deployment_new", args=[acme.pk]),
        {"installed": f"v{version.pk}", "environment": "production"},
    )
    deployment = Deployment.objects.get()
    assert (deployment.product, deployment.version) == (product, version)
    browser.post(
        reverse("customers:deployment_edit", args=[deployment.pk]),
        {"installed": f"p{product.pk}", "environment": "test", "until": "2026-01-01"},
    )
    deployment.refresh_from_db()
    assert (deployment.version, deployment.environment, deployment.until) == (None, "test", date(2026, 1, 1))
