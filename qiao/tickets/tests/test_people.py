"""Who takes part: mentions, followers, participants, presence, drafts; and links."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from qiao.kernel.errors import NotFound
from qiao.kernel.i18n import Bilingual
from qiao.kernel.models import SearchDocument
from qiao.products.testing import make_product
from qiao.staff.testing import make_person, make_team
from qiao.tickets.models import (
    Draft,
    Follower,
    Mention,
    Participant,
    Presence,
    QuickReply,
    Ticket,
    TicketLink,
)
from qiao.tickets.public import watch_of
from qiao.tickets.refusals import (
    EmptyMessage,
    PersonOutOfReach,
)
from qiao.tickets.selectors import (
    mention_candidates,
    who_is_here,
)
from qiao.tickets.services import (
    add_note,
    add_participant,
    discard_draft,
    follow_ticket,
    heartbeat,
    leave,
    link_tickets,
    move_ticket,
    remove_participant,
    save_draft,
    set_fields,
    unfollow_ticket,
    unlink_tickets,
)
from qiao.tickets.tasks import forget
from qiao.tickets.testing import make_ticket
from qiao.tickets.tests.looking import fresh, last_verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(bo) -> Ticket:
    return make_ticket("Gateway", requester=bo)


# --- people ---


def test_a_mention_reaches_who_may_see_the_ticket_and_nobody_else(ticket, lin, mei):
    outsider = make_person()
    outsider.products.add(make_product())
    set_fields(ticket.pk, {"product_id": make_product().pk}, by=mei.actor)
    text = f"@[Mei](person:{mei.pk}) @[Out](person:{outsider.pk})"
    add_note(ticket.pk, text, by=lin.actor)
    assert Mention.objects.get().person == mei
    names = {card.id for card in mention_candidates(lin, ticket.pk, "")}
    assert mei.pk in names
    assert not names & {outsider.pk, lin.pk}


def test_an_empty_note_is_refused(ticket, lin):
    with pytest.raises(EmptyMessage):
        add_note(ticket.pk, " ", by=lin.actor)


def test_a_note_never_reaches_the_customer_or_changes_state_and_clocks(ticket, lin):
    before = (ticket.state, ticket.next_due_at, ticket.snippet, ticket.last_direction)
    add_note(ticket.pk, "The customer is wrong.", by=lin.actor)
    assert (fresh(ticket).state, ticket.next_due_at, ticket.snippet, ticket.last_direction) == before
    assert SearchDocument.objects.get(object_id=ticket.pk, visibility="public").tsv.find("wrong") == -1


def test_following(ticket, lin, mei):
    follow_ticket(ticket.pk, by=lin.actor)
    follow_ticket(ticket.pk, by=lin.actor, person_id=mei.pk)
    assert Follower.objects.count() == 2
    unfollow_ticket(ticket.pk, by=lin.actor)
    assert Follower.objects.get().person == mei


def test_nobody_is_made_to_follow_what_they_may_not_see(ticket, lin, mei):
    move_ticket(ticket.pk, by=mei.actor, team_id=make_team("Security", is_restricted=True).pk)
    with pytest.raises(PersonOutOfReach):
        follow_ticket(ticket.pk, by=mei.actor, person_id=lin.pk)
    assert not Follower.objects.exists()


def test_participants_come_by_address_and_the_requester_stays(ticket, bo, lin):
    contact_id = add_participant(ticket.pk, by=lin.actor, address="new@partner.example", name="New")
    assert Participant.objects.get(contact_id=contact_id).is_verified
    remove_participant(ticket.pk, contact_id, by=lin.actor)
    assert last_verb(ticket) == "ticket.participant_removed"
    with pytest.raises(NotFound):
        remove_participant(ticket.pk, bo.pk, by=lin.actor)


def test_who_looks_is_seen_until_their_lease_ends(ticket, lin, mei):
    assert heartbeat(ticket.pk, by=lin.actor, is_typing=True) == ()
    [other] = heartbeat(ticket.pk, by=mei.actor)
    assert (other.person_id, other.is_typing) == (lin.pk, True)
    Presence.objects.filter(person=lin).update(seen_at=timezone.now() - timedelta(minutes=1))
    assert who_is_here(ticket.pk, besides=mei.pk) == ()
    leave(ticket.pk, by=mei.actor)
    assert who_is_here(ticket.pk) == ()
    Presence.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    forget()
    assert not Presence.objects.exists()


def test_drafts_are_ones_own_and_empty_ones_vanish(ticket, lin, mei):
    save_draft(ticket.pk, "reply", "One", by=lin.actor)
    save_draft(ticket.pk, "reply", "Two", by=lin.actor)
    save_draft(ticket.pk, "reply", "Hers", by=mei.actor)
    assert Draft.objects.get(person=lin).markdown == "Two"
    save_draft(ticket.pk, "reply", " ", by=lin.actor)
    discard_draft(ticket.pk, "note", by=mei.actor)
    assert Draft.objects.get().person == mei


# --- links ---


def test_links_are_made_once_recorded_on_both_and_suggestions_are_confirmed(ticket, lin):
    other = make_ticket()
    TicketLink.objects.create(ticket=ticket, other=other, is_suggested=True)
    link_id = link_tickets(ticket.pk, other.pk, by=lin.actor)
    assert link_tickets(ticket.pk, other.pk, by=lin.actor) == link_id
    assert not TicketLink.objects.get().is_suggested
    assert last_verb(ticket) == last_verb(other) == "ticket.linked"
    unlink_tickets(link_id, by=lin.actor)
    assert not TicketLink.objects.exists()


def test_suggestions_and_news_ask_as_often_for_many_as_for_few(ada, lin, mei, client_of):
    ticket = make_ticket(requester=ada)

    def statements(number: int) -> list[int]:
        for _again in range(number):
            person = make_person(f"Zhou {number}", roles=("agent_l1",))
            follow_ticket(ticket.pk, by=person.actor)
            QuickReply.objects.create(name="Zhou", body=Bilingual("Hello {{ticket.number}}", ""))
        counts = []
        base = f"/desk/tickets/{ticket.number}/suggest"
        browser = client_of(lin)
        for ask in (
            lambda: browser.get(f"{base}/mentions/?q=Zhou"),
            lambda: browser.get(f"{base}/quick-replies/?q=Zhou"),
            lambda: watch_of(ticket.pk),
        ):
            ask()
            with CaptureQueriesContext(connection) as asked:
                ask()
            counts.append(len(asked))
        return counts

    assert statements(2) == statements(6)
