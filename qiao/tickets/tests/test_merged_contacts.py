"""Tickets of contacts that are merged, and taken apart again."""

import pytest

from qiao.customers import public
from qiao.customers.models import Contact
from qiao.customers.testing import make_contact
from qiao.kernel.access import Actor
from qiao.kernel.testing import run_jobs
from qiao.tickets.models import Ticket
from qiao.tickets.selectors.conversations import is_known_contact
from qiao.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


def test_mail_in_the_meantime_belongs_to_whose_address_it_came_from(acme, ada):
    private = public.contact_for_address("ada.byron@gmail.com", "Ada", by=BY)
    public.merge_contacts(ada.pk, [private.id], by=BY)
    card = public.contact_for_address("ada.byron@gmail.com", "Ada", by=BY)
    assert (card.id, card.name, card.organisation_id) == (private.id, "Ada Byron", acme.pk)
    assert card.email == "ada.byron@gmail.com"
    during = make_ticket("During", requester=Contact.objects.get(pk=card.id), organisation=acme)
    hers = make_ticket("Hers", requester=ada, organisation=acme)
    public.unmerge_contact(private.id, by=BY)
    run_jobs()
    during.refresh_from_db()
    hers.refresh_from_db()
    assert (during.requester_id, during.organisation_id) == (private.id, None)
    assert (hers.requester_id, hers.organisation_id) == (ada.pk, acme.pk)
    assert public.contact_cards([private.id])[private.id].organisation_id is None


def test_the_second_address_of_a_merged_person_is_no_stranger_in_the_ticket(acme, ada):
    ticket = make_ticket(requester=ada, organisation=acme)
    second = make_contact("A. Byron", email="a@gmail.com")
    assert not is_known_contact(ticket, second.pk, None)
    public.merge_contacts(ada.pk, [second.pk], by=BY)
    assert public.same_contact_ids(second.pk) == (ada.pk, second.pk)
    assert is_known_contact(Ticket.objects.get(pk=ticket.pk), second.pk, acme.pk)
