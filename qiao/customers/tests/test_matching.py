"""From a mail address to the person and the customer."""

import threading

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from qiao.customers import public, services
from qiao.customers.models import Contact, ContactPoint
from qiao.customers.rules.addresses import normal_domain, normal_email, normal_phone, normal_value
from qiao.customers.rules.mail_domains import free_mail_domains, organisation_candidates, shared_suffixes
from qiao.customers.testing import make_contact, make_organisation
from qiao.kernel.access import Actor

MAIL = Actor.system("mail")
labels = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
domains = st.lists(labels, min_size=1, max_size=5).map(".".join)
real_domains = st.one_of(
    domains,
    st.tuples(labels, st.sampled_from(sorted(free_mail_domains() | shared_suffixes()))).map(".".join),
    st.sampled_from(sorted(free_mail_domains())),
)


@given(real_domains)
def test_candidates_are_the_domain_and_its_parents_nearest_first(domain):
    candidates = organisation_candidates(domain)
    assert all(domain == one or domain.endswith(f".{one}") for one in candidates)
    assert candidates == sorted(candidates, key=len, reverse=True)
    assert not {*candidates} & (free_mail_domains() | shared_suffixes())
    assert all("." in one for one in candidates)


@given(st.sampled_from(sorted(free_mail_domains())))
def test_free_mail_never_names_a_customer(domain):
    assert organisation_candidates(domain) == []


def test_a_company_below_a_shared_suffix_is_found():
    assert organisation_candidates("mail.acme.com.cn") == ["mail.acme.com.cn", "acme.com.cn"]
    assert organisation_candidates("com.cn") == []


def test_the_list_is_large_enough_to_be_useful_and_in_normal_form():
    assert len(free_mail_domains()) > 600
    assert all(normal_domain(domain) == domain for domain in free_mail_domains() | shared_suffixes())
    wanted = {
        "qq.com",
        "163.com",
        "126.com",
        "gmail.com",
        "outlook.com",
        "foxmail.com",
        "aliyun.com",
        "139.com",
        "proton.me",
    }
    assert wanted <= free_mail_domains()


@given(st.text(max_size=40))
def test_normal_forms_stay_as_they_are(text):
    for kind in ("email", "phone", "wecom"):
        once = normal_value(kind, text)
        assert normal_value(kind, once) == once


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        (" Ada@Acme.Example ", "ada@acme.example"),
        ("ada\uff20acme.example", "ada@acme.example"),
        ("li@\u4f8b\u5b50.cn", "li@xn--fsqu00a.cn"),
        ("ada@localhost", ""),
        ("not an address", ""),
        ("a@b@c.example", ""),
    ],
)
def test_addresses_have_one_written_form(written, normal):
    assert normal_email(written) == normal


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("138 0013 8000", "+8613800138000"),
        ("+86 138-0013-8000", "+8613800138000"),
        ("0086 13800138000", "+8613800138000"),
        ("010-8888 6666 ext 12", "01088886666"),
        ("+46 8 123 45", "+46812345"),
    ],
)
def test_numbers_have_one_written_form(written, normal):
    assert normal_phone(written) == normal


@pytest.mark.django_db
class TestContactForAddress:
    def test_a_known_address_leads_to_its_contact(self, ada):
        card = public.contact_for_address("ADA@acme.example", "Somebody", by=MAIL)
        assert card.id == ada.pk
        assert card.name == "Ada Byron"

    def test_a_stranger_from_a_customers_domain_is_added_there(self, acme):
        card = public.contact_for_address("carl@mail.acme.example", "Carl  'Gauss'", by=MAIL)
        assert (card.organisation_id, card.language, card.time_zone) == (acme.pk, "en", "Europe/London")
        assert Contact.objects.get(pk=card.id).name == "Carl 'Gauss"

    def test_the_nearest_domain_wins(self, acme):
        labs = make_organisation("Acme Labs", domains=("labs.acme.example",))
        assert public.contact_for_address("d@x.labs.acme.example", "", by=MAIL).organisation_id == labs.pk

    def test_free_mail_belongs_to_nobody(self):
        card = public.contact_for_address("someone@qq.com", "\u738b\u82b3", by=MAIL)
        assert card.organisation_id is None
        assert card.language == "zh-hans"

    def test_without_a_name_the_address_speaks(self):
        assert (
            public.contact_for_address("ops.team@unknown.example", "ops.team@unknown.example", by=MAIL).name
            == "ops.team"
        )

    def test_our_own_mailbox_is_not_a_customer(self):
        with pytest.raises(services.OwnAddress):
            public.contact_for_address("Support@qiao.example", "", own=["support@QIAO.example"], by=MAIL)
        assert not Contact.objects.exists()

    def test_an_archived_contact_is_still_the_same_person(self, ada):
        services.set_contact_active(ada.pk, False, by=MAIL)
        card = public.contact_for_address("ada@acme.example", "", by=MAIL)
        assert (card.id, card.is_active) == (ada.pk, False)

    def test_a_bounce_is_noted_once(self, ada, django_assert_max_num_queries):
        assert public.mark_undeliverable("ada@acme.example", "550 no such user", by=MAIL)
        assert public.mark_undeliverable("ada@acme.example", "550 again", by=MAIL)
        assert not public.mark_undeliverable("nobody@acme.example", "550", by=MAIL)
        point = ContactPoint.objects.get(contact=ada)
        assert point.undeliverable_at
        assert point.undeliverable_reason == "550 again"
        assert public.contact_cards([ada.pk])[ada.pk].points[0].undeliverable_reason == "550 again"

    def test_customers_of_many_addresses_are_found_in_one_statement(self, acme, django_assert_num_queries):
        addresses = ["ada@acme.example", "new@sub.acme.example", "x@gmail.com", "x@stranger.example"]
        with django_assert_num_queries(1):
            assert public.organisations_of_addresses(addresses) == dict.fromkeys(addresses[:2], acme.pk)


@pytest.mark.django_db(transaction=True)
def test_two_mails_at_once_make_one_contact():
    cards, barrier = [], threading.Barrier(2)

    def receive() -> None:
        try:
            with transaction.atomic():
                barrier.wait(10)
                cards.append(public.contact_for_address("new@firm.example", "New", by=MAIL).id)
        finally:
            connection.close()

    threads = [threading.Thread(target=receive) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(cards) == 2
    assert len(set(cards)) == 1
    assert Contact.objects.count() == 1


@pytest.mark.django_db
class TestDomains:
    def test_free_mail_cannot_stand_for_a_customer(self, acme, lin):
        for domain in ("qq.com", "com.cn", "localhost"):
            with pytest.raises(services.DomainNotUsable):
                services.change_organisation(acme.pk, {}, domains=["acme.example", domain], by=lin.actor)
        assert [row.domain for row in acme.domains.all()] == ["acme.example"]

    def test_a_domain_stands_for_one_customer(self, acme, lin):
        with pytest.raises(services.DomainTaken) as refusal:
            services.create_organisation({"name": "Other"}, domains=["ACME.example"], by=lin.actor)
        assert "Acme" in refusal.value.message


@pytest.mark.django_db
def test_the_background_of_a_ticket_names_contracts_and_installations(acme, ada, lin):
    from qiao.customers.testing import make_contract, make_deployment
    from qiao.products.testing import make_product, make_version

    product = make_product("Helm")
    make_deployment(acme, product, make_version(product, "4.8.2"))
    make_contract(acme, product=product, level="gold", hours="7x24")
    services.change_organisation(acme.pk, {"owner": lin}, by=lin.actor)
    background = public.organisation_background(contact_id=ada.pk)
    assert background is not None
    assert background.contact
    assert background.contact.email == "ada@acme.example"
    assert background.owner_name == lin.name
    assert [(one.product_name.text, one.version_name) for one in background.deployments] == [("Helm", "4.8.2")]
    assert [(one.level, one.hours, one.is_running) for one in background.contracts] == [("gold", "7x24", True)]
    assert public.organisation_background(contact_id=make_contact().pk).organisation is None  # type: ignore[union-attr]
