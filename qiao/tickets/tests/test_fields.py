"""Fields of a ticket: what they may hold, what they bring along; tags."""

import re

import pytest

from qiao.customers.testing import make_contact, make_deployment, make_organisation
from qiao.kernel.audit import entries_for
from qiao.products.testing import make_component, make_product, make_version
from qiao.tickets.models import (
    CustomField,
    Participant,
    Tag,
    Ticket,
)
from qiao.tickets.refusals import (
    AlreadyThere,
    FieldsWrong,
    StaleTicket,
    SubjectMissing,
)
from qiao.tickets.selectors import (
    TicketFilters,
    search_tickets,
    tag_suggestions,
)
from qiao.tickets.services import (
    CustomFieldDraft,
    add_tags,
    remove_tags,
    retire_custom_field,
    save_custom_field,
    set_fields,
)
from qiao.tickets.testing import make_ticket
from qiao.tickets.tests.looking import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(bo) -> Ticket:
    return make_ticket("Gateway", requester=bo)


def test_changes_are_recorded_with_before_and_after(ticket, lin):
    set_fields(ticket.pk, {"priority": "high", "kind": "question", "severity": "s2"}, by=lin.actor)
    entry = entries_for("tickets.ticket", ticket.pk).last()
    assert entry.data == {"priority": ["normal", "high"], "severity": ["", "s2"]}
    revision = fresh(ticket).revision
    set_fields(ticket.pk, {"priority": "high"}, by=lin.actor)
    assert fresh(ticket).revision == revision


def test_a_form_made_from_an_older_revision_is_refused(ticket, lin, mei):
    revision = ticket.revision
    set_fields(ticket.pk, {"priority": "high"}, by=mei.actor, revision=revision)
    with pytest.raises(StaleTicket):
        set_fields(ticket.pk, {"priority": "low"}, by=lin.actor, revision=revision)


@pytest.mark.parametrize(
    "changes",
    [
        {"priority": "p0"},
        {"kind": ""},
        {"colour": "red"},
        {"product_id": 999_999},
        {"fields": {"nope": 1}},
        {"severity": "s9"},
    ],
)
def test_values_that_make_no_sense_are_refused(changes, ticket, lin):
    with pytest.raises(FieldsWrong):
        set_fields(ticket.pk, changes, by=lin.actor)
    assert fresh(ticket).revision == 1


def test_a_ticket_keeps_a_subject(ticket, lin):
    with pytest.raises(SubjectMissing):
        set_fields(ticket.pk, {"subject": "  "}, by=lin.actor)


def test_version_component_and_deployment_belong_to_the_product(ticket, acme, lin):
    one, two = make_product(), make_product()
    version, component = make_version(one), make_component(one)
    deployment = make_deployment(acme, one, version)
    set_fields(
        ticket.pk, {"product_id": one.pk, "component_id": component.pk, "deployment_id": deployment.pk}, by=lin.actor
    )
    assert (fresh(ticket).component, ticket.deployment, ticket.version) == (component, deployment, version)
    with pytest.raises(FieldsWrong):
        set_fields(ticket.pk, {"version_id": make_version(two).pk}, by=lin.actor)
    foreign = make_deployment(make_organisation(), one)
    with pytest.raises(FieldsWrong):
        set_fields(ticket.pk, {"deployment_id": foreign.pk}, by=lin.actor)
    set_fields(ticket.pk, {"product_id": two.pk}, by=lin.actor)
    assert (fresh(ticket).version, ticket.component, ticket.deployment) == (None, None, None)


def test_a_new_requester_brings_their_organisation_and_gets_the_answers(ticket, bo, lin):
    eva = make_contact("Eva", organisation=make_organisation("Beta"))
    set_fields(ticket.pk, {"requester_id": eva.pk}, by=lin.actor)
    assert fresh(ticket).organisation.name == "Beta"
    roles = dict(Participant.objects.filter(ticket=ticket).values_list("contact__name", "role"))
    assert roles == {"Eva": "requester", "Bo Lindqvist": "cc"}


@pytest.mark.parametrize(("language", "words"), [("en", {"Yes", "No"}), ("zh-hans", {"\u662f", "\u5426"})])
def test_a_yes_or_no_is_shown_as_a_word(ticket, lin, mei, client_of, language, words):
    lin.language = language
    lin.save()
    save_custom_field(CustomFieldDraft("down", {"en": "Business is affected"}, "yes_no"), by=mei.actor)
    seen = set()
    for value in (True, False):
        set_fields(ticket.pk, {"fields": {"down": value}}, by=lin.actor)
        page = client_of(lin).get(f"/desk/tickets/{ticket.number}/").content.decode()
        seen.add(re.search(r"Business is affected</dt><dd>([^<]*)</dd>", page)[1])
    assert seen == words


def test_custom_fields_of_another_product_are_unknown(ticket, lin, mei):
    product = make_product()
    field_id = save_custom_field(
        CustomFieldDraft("Rack No", {"en": "Rack"}, "number", product_ids=(product.pk,)), by=mei.actor
    )
    with pytest.raises(FieldsWrong):
        set_fields(ticket.pk, {"fields": {"rack_no": 3}}, by=lin.actor)
    set_fields(ticket.pk, {"product_id": product.pk, "fields": {"rack_no": "3"}}, by=lin.actor)
    assert fresh(ticket).fields == {"rack_no": 3}
    with pytest.raises(FieldsWrong) as wrong:
        set_fields(ticket.pk, {"fields": {"rack_no": "three"}}, by=lin.actor)
    assert "rack_no" in wrong.value.problems
    set_fields(ticket.pk, {"fields": {"rack_no": ""}}, by=lin.actor)
    assert fresh(ticket).fields == {}
    with pytest.raises(AlreadyThere):
        save_custom_field(CustomFieldDraft("rack_no", {"en": "Again"}), by=mei.actor)
    retire_custom_field(field_id, by=mei.actor)
    assert not CustomField.objects.get().is_active


def test_tags_are_kept_once_and_offered_again(ticket, lin):
    add_tags(ticket.pk, ["#Upgrade", "upgrade", "peak season"], by=lin.actor)
    assert fresh(ticket).tags == ["Upgrade", "peak season"]
    assert add_tags(ticket.pk, ["UPGRADE"], by=lin.actor) == []
    assert tag_suggestions(lin, "pe") == ["peak season"]
    everything = TicketFilters(view="all")
    assert [search_tickets(lin, word, filters=everything).total for word in ("peak", "upgrade")] == [1, 1]
    remove_tags(ticket.pk, ["upgrade", "never there"], by=lin.actor)
    assert fresh(ticket).tags == ["peak season"]
    assert search_tickets(lin, "upgrade", filters=everything).total == 0
    assert Tag.objects.count() == 2
