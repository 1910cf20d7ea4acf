"""Merging is a pointer: taken back, everything is as it was, whatever came in the meantime."""

import threading

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qiao.customers import public, services
from qiao.customers.models import Contact, ContactPoint, Contract, NotTheSame, Organisation
from qiao.customers.rules.likeness import are_near_keys, company_key, personal_part, phone_tail
from qiao.customers.selectors.duplicates import likely_contacts, likely_organisations
from qiao.customers.selectors.families import family_ids, root_id, root_ids
from qiao.customers.selectors.lists import contacts_matching, organisations_matching
from qiao.customers.testing import make_contact, make_contract, make_deployment, make_organisation
from qiao.kernel.access import Actor
from qiao.kernel.audit import entries_for
from qiao.products.testing import make_product

pytestmark = pytest.mark.django_db
BY = Actor.system("test")
WRITTEN = ("updated_at",)


def rows_of(*models):
    """Every row of these tables, without the column that says when it was last written."""
    found = {}
    for model in models:
        names = [field.attname for field in model._meta.concrete_fields if field.name not in WRITTEN]
        found[model.__name__] = sorted(model.objects.values_list(*names), key=lambda row: row[0])
    return found


acts = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), min_size=1, max_size=8)


@given(acts)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_merging_and_taking_back_in_any_order_is_as_if_nothing_had_been(db, wanted):
    people = [make_contact(organisation=make_organisation() if number % 2 else None) for number in range(5)]
    before = rows_of(Contact, ContactPoint, Organisation)
    merged = []
    for target, source, takes_back in wanted:
        if takes_back and merged:
            services.unmerge_contact(merged.pop(source % len(merged)), by=BY)
            continue
        try:
            services.merge_contacts(people[target].pk, [people[source].pk], by=BY)
        except services.CannotMerge:
            continue
        merged.append(people[source].pk)
        assert root_id(Contact, people[source].pk) == people[target].pk
        assert people[source].pk in family_ids(Contact, people[target].pk)
    for contact_id in merged:
        services.unmerge_contact(contact_id, by=BY)
    assert rows_of(Contact, ContactPoint, Organisation) == before
    assert root_ids(Contact, [one.pk for one in people]) == {one.pk: one.pk for one in people}
    for one in people:
        one.points.all().delete()


def test_a_merged_customer_brings_its_contracts_deployments_and_domains_along(acme, ada):
    product = make_product("Helm")
    old = make_organisation("Acme Limited", domains=("acme.test",))
    contract = make_contract(old, product=product)
    make_deployment(old, product)
    before = rows_of(Organisation, Contract)
    services.merge_organisations(acme.pk, [old.pk], by=BY)
    assert public.is_same_organisation(acme.pk, old.pk)
    background = public.organisation_background(organisation_id=old.pk)
    assert (background.organisation.id, len(background.deployments)) == (acme.pk, 1)
    assert [card.id for card in background.contracts] == [contract.pk]
    assert public.organisation_cards([old.pk])[old.pk].name == "Acme"
    newcomer = public.contact_for_address("new@acme.test", "New", by=BY)
    assert newcomer.organisation_id == old.pk
    assert newcomer.organisation_name == "Acme"
    services.unmerge_organisation(old.pk, by=BY)
    assert rows_of(Organisation, Contract) == before
    assert public.organisation_background(organisation_id=acme.pk).contracts == ()
    assert public.contact_cards([newcomer.id])[newcomer.id].organisation_name == "Acme Limited"


def test_lists_show_who_stands_for_a_merged_one(acme, ada):
    second = make_contact("Augusta King", email="augusta@else.example")
    old = make_organisation("Zenith", domains=("zenith.example",))
    services.merge_contacts(ada.pk, [second.pk], by=BY)
    services.merge_organisations(acme.pk, [old.pk], by=BY)
    for words in ("augusta", "else.example", "Ada"):
        assert [one.pk for one in contacts_matching(words)] == [ada.pk]
    for words in ("zenith", "zenith.example", "Acme"):
        assert [one.pk for one in organisations_matching(words)] == [acme.pk]


def test_what_cannot_be_merged_is_refused(ada, bo):
    carl = make_contact("Carl")
    services.merge_contacts(ada.pk, [bo.pk], by=BY)
    for target, sources in ((ada.pk, [ada.pk]), (bo.pk, [carl.pk]), (carl.pk, [bo.pk]), (ada.pk, [999_999])):
        with pytest.raises(services.CannotMerge):
            services.merge_contacts(target, sources, by=BY)
    services.merge_contacts(carl.pk, [ada.pk], by=BY)
    assert family_ids(Contact, bo.pk) == [carl.pk, ada.pk, bo.pk]
    with pytest.raises(services.CannotMerge):
        services.merge_contacts(bo.pk, [carl.pk], by=BY)
    with pytest.raises(services.NotMerged):
        services.unmerge_contact(carl.pk, by=BY)
    verbs = [entry.verb for entry in entries_for("customers.contact", ada.pk)]
    assert verbs == ["contact.merged_in", "contact.merged"]


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_crosswise_make_no_circle():
    one, other = make_contact(), make_contact()
    barrier, refused = threading.Barrier(2), []

    def merge(target, source):
        try:
            barrier.wait(10)
            services.merge_contacts(target, [source], by=BY)
        except services.CannotMerge:
            refused.append(source)
        finally:
            connection.close()

    threads = [threading.Thread(target=merge, args=pair) for pair in ((one.pk, other.pk), (other.pk, one.pk))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(refused) == 1
    assert Contact.objects.filter(merged_into=None).count() == 1


class TestLikelyDuplicates:
    def test_customers_are_suggested_with_reasons_and_never_merged_by_themselves(self):
        real = make_organisation(
            "\u6ca7\u6f9c\u6e2f\u52a1\u96c6\u56e2\u6709\u9650\u516c\u53f8", domains=("canglan.cn",)
        )
        sound = make_organisation("\u6ca7\u5170\u6e2f\u52a1")
        domain = make_organisation("Harbour", domains=("canglan.com",))
        make_organisation("Something else", domains=("else.example",))
        found = {one.id: [str(reason) for reason in one.reasons] for one in likely_organisations(real)}
        assert found == {sound.pk: ["name sounds the same"], domain.pk: ["alike mail domain"]}
        assert not Organisation.objects.filter(merged_into__isnull=False).exists()

    def test_people_are_suggested_by_name_phone_and_address(self, acme, ada):
        same = make_contact("ada byron", email="ab@acme.example", organisation=acme)
        phoned = make_contact("A. B.", email="x@acme.example", organisation=acme)
        mailed = make_contact("Somebody", email="adabyron@gmail.com")
        make_contact("Ada Byron", email="other@other.example", organisation=make_organisation())
        for contact, kind, value in (
            (ada, "phone", "+442079460018"), (phoned, "phone", "02079460018"), (ada, "email", "adabyron@acme.example"),
        ):  # fmt: skip
            ContactPoint.objects.create(contact=contact, kind=kind, value=value, value_norm=value)
        found = {one.id: [str(reason) for reason in one.reasons] for one in likely_contacts(ada)}
        assert found == {
            same.pk: ["name sounds the same"], phoned.pk: ["same phone number"],
            mailed.pk: ["same name in another mail address"],
        }  # fmt: skip

    def test_those_told_apart_are_not_suggested_again(self, acme, ada):
        twin = make_contact("Ada Byron", organisation=acme)
        assert [one.id for one in likely_contacts(ada)] == [twin.pk]
        services.say_not_the_same("contact", ada.pk, twin.pk, by=BY)
        services.say_not_the_same("contact", twin.pk, ada.pk, by=BY)
        assert NotTheSame.objects.count() == 1
        assert likely_contacts(ada) == likely_contacts(twin) == []

    @pytest.mark.parametrize(
        ("one", "other", "is_near"),
        [
            ("Acme Ltd.", "ACME  Limited", True),
            ("\u6ca7\u6f9c\u6e2f\u52a1\u96c6\u56e2\u6709\u9650\u516c\u53f8", "\u6ca7\u6f9c\u6e2f\u52a1", True),
            ("Kestrel Logistics (Shanghai) Co., Ltd.", "Kestrel Logistic", True),
            ("Acme", "Acne", False),
            ("Northwind", "Southwind", False),
        ],
    )
    def test_company_names(self, one, other, is_near):
        assert are_near_keys(company_key(one), company_key(other)) is is_near

    @given(st.text(max_size=30))
    def test_keys_are_stable(self, text):
        assert company_key(company_key(text)) == company_key(text) or " " in text
        assert len(phone_tail(text)) in {0, 8}
        assert "@" not in personal_part(text)
