"""The page of a ticket: the timeline and everything beside it, in a fixed number of statements."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from qiao.customers.testing import make_contract, make_deployment
from qiao.kernel.audit import entries_for
from qiao.kernel.errors import NotFound
from qiao.kernel.files import store
from qiao.kernel.models import AuditEntry
from qiao.products.testing import make_product, make_version
from qiao.staff.public import News, notify_people
from qiao.staff.rules import PERMISSIONS
from qiao.staff.testing import make_person, make_team
from qiao.tickets.models import MessageAttachment, Ticket
from qiao.tickets.selectors import customer_side, history, new_entries, ticket_page, timeline
from qiao.tickets.selectors.sentences import _SENTENCES
from qiao.tickets.services import (
    CustomFieldDraft,
    Reply,
    add_note,
    assign_ticket,
    follow_ticket,
    heartbeat,
    link_tickets,
    merge_tickets,
    reply_to_ticket,
    save_custom_field,
    save_draft,
    set_fields,
    solve_ticket,
)
from qiao.tickets.testing import SYSTEM, make_message, make_ticket

pytestmark = pytest.mark.django_db


def kinds(entries):
    return [entry.kind for entry in entries]


def test_messages_and_acts_stand_in_order_and_are_told_in_the_readers_language(bo, lin, mei):
    ticket = make_ticket("Sync", requester=bo, body="It fails.")
    assign_ticket(ticket.pk, by=mei.actor, person_id=lin.pk)
    add_note(ticket.pk, f"@[Mei](person:{mei.pk}) see **log**", by=lin.actor)
    page = ticket_page(lin, ticket.number)
    assert kinds(page.entries) == ["message", "event", "event", "message"]
    assigned = page.entries[2].event
    assert assigned.text == f"{mei.name} assigned this to {lin.name}"
    with translation.override("zh-hans"):
        text = ticket_page(lin, ticket.number).entries[2].event.text
    assert text != assigned.text
    assert lin.name in text
    note = page.entries[-1].message
    assert (note.visibility, note.mentions, note.author_hue) == ("internal", (mei.name,), lin.avatar_hue)
    assert "<strong>@Mei</strong>" in note.html
    assert page.last_seen_message_id == note.id


def test_plain_text_is_escaped_linked_and_its_signature_and_quotation_folded(bo, lin):
    ticket = make_ticket(requester=bo)
    message = make_message(ticket, "Look <b>here</b>: https://x.example/a\n-- \nBo, Acme", quoted_text="> old")
    message.html = ""
    message.save()
    card = ticket_page(lin, ticket.number).entries[-1].message
    assert "&lt;b&gt;here" in card.html
    assert 'href="https://x.example/a"' in card.html
    assert card.signature_text == "Bo, Acme"
    assert "Acme" not in card.html
    assert "&gt; old" in card.quoted_html


def test_files_are_shown_and_omitted_ones_say_why(bo, lin):
    message = make_message(make_ticket(requester=bo))
    stored = store(b"png", name="a.png", content_type="image/png")
    MessageAttachment.objects.create(message=message, file=stored, name="a.png", content_type="image/png", size=3)
    MessageAttachment.objects.create(message=message, name="b.exe", content_type="x/y", omitted_reason="too_large")
    files = ticket_page(lin, message.ticket.number).entries[-1].message.attachments
    assert [(one.name, one.is_image, bool(one.sha256), one.omitted_reason) for one in files] == [
        ("a.png", True, True, ""), ("b.exe", False, False, "too_large"),
    ]  # fmt: skip


def test_a_long_timeline_is_shown_from_its_end_and_read_backwards_without_gaps(bo, lin):
    ticket = make_ticket(requester=bo, body="0", at=timezone.now() - timedelta(days=200))
    start = timezone.now() - timedelta(days=150)
    for number in range(1, 120):
        # three share each moment: a page may end between them
        make_message(ticket, str(number), at=start + timedelta(hours=number // 3))
    page = ticket_page(lin, ticket.number)
    texts, cursor = [[entry.message.text for entry in page.entries if entry.message]], page.earlier_cursor
    while cursor:
        entries, cursor = timeline(lin, ticket.number, before=cursor)
        texts.insert(0, [entry.message.text for entry in entries if entry.message])
    assert [len(part) for part in texts] == [20, 50, 50]
    assert [text for part in texts for text in part] == [str(number) for number in range(120)]


def test_acts_are_shown_once_however_the_timeline_is_cut(bo, lin):
    ticket = make_ticket(requester=bo)
    for number in range(60):
        make_message(ticket, str(number))
        set_fields(ticket.pk, {"priority": ("low", "high")[number % 2]}, by=lin.actor)
    page = ticket_page(lin, ticket.number)
    keys, cursor = [entry.key for entry in page.entries], page.earlier_cursor
    while cursor:
        entries, cursor = timeline(lin, ticket.number, before=cursor)
        keys += [entry.key for entry in entries]
    assert len(keys) == len(set(keys))
    assert sum(key.startswith("e") for key in keys) == 61


def test_only_what_is_new_is_fetched(bo, lin):
    ticket = make_ticket(requester=bo)
    seen = ticket_page(lin, ticket.number).last_seen_message_id
    make_message(ticket, "fresh")
    texts = [entry.message.text for entry in new_entries(lin, ticket.number, after_message_id=seen) if entry.message]
    assert texts == ["fresh"]


def test_outside_their_scope_a_ticket_does_not_exist(mei, lin):
    ticket = make_ticket(team=make_team("Secret", is_restricted=True))
    assert ticket_page(mei, ticket.number).ticket == ticket
    for read in (ticket_page, timeline, history):
        with pytest.raises(NotFound):
            read(lin, ticket.number)
    with pytest.raises(NotFound):
        ticket_page(lin, 99_999_999)


def test_links_to_tickets_out_of_sight_stay_out_of_sight(lin, mei, bo):
    here, hidden = make_ticket(requester=bo), make_ticket(team=make_team("Secret", is_restricted=True))
    link_tickets(here.pk, hidden.pk, by=mei.actor, kind="blocks")
    assert ticket_page(lin, here.number).links == ()
    [card] = ticket_page(mei, here.number).links
    assert (card.kind, card.number, card.is_outward) == ("blocks", hidden.number, True)
    [back] = ticket_page(mei, hidden.number).links
    assert not back.is_outward


def test_fields_drafts_presence_and_moves(bo, lin, mei):
    product = make_product()
    ticket = make_ticket(requester=bo, product=product)
    choices = ({"key": "ha", "en": "Cluster", "zh-hans": "\u96c6\u7fa4"}, {"key": "one", "en": "Single"})
    save_custom_field(CustomFieldDraft("setup", {"en": "Set-up"}, "choice", choices, (product.pk,)), by=mei.actor)
    save_custom_field(CustomFieldDraft("other", {"en": "Other"}, product_ids=(make_product().pk,)), by=mei.actor)
    set_fields(ticket.pk, {"fields": {"setup": "ha"}}, by=lin.actor)
    save_draft(ticket.pk, "note", "Hm", by=lin.actor, cc=["x@y.example"])
    heartbeat(ticket.pk, by=mei.actor, is_typing=True)
    heartbeat(ticket.pk, by=lin.actor)
    page = ticket_page(lin, ticket.number)
    assert [(card.key, card.value, card.shown) for card in page.fields] == [("setup", "ha", "Cluster")]
    assert (page.drafts["note"].markdown, page.drafts["note"].cc) == ("Hm", ("x@y.example",))
    assert [(card.name, card.is_typing) for card in page.presence] == [(mei.name, True)]
    assert "solved" in page.moves
    assert "closed" not in page.moves


def test_the_customer_stands_beside_the_ticket(bo, ada, acme, lin):
    product = make_product("Harbour")
    version = make_version(product, "4.8.2")
    deployment = make_deployment(acme, product, version)
    make_deployment(acme, product, version, environment="test")
    make_contract(acme, product=product, level="gold")
    ticket = make_ticket(requester=bo, product=product, version=version, deployment=deployment)
    other = make_ticket("Another", requester=ada)
    reply = make_ticket("Old", requester=ada)
    solve_ticket(reply.pk, by=lin.actor)
    side = customer_side(ticket, lin)
    assert (side.organisation.name, side.contact.name, side.tier) == ("Acme", "Bo Lindqvist", "normal")
    assert [line.is_this for line in side.deployments] == [True, False]
    assert side.contracts[0].level == "gold"
    assert [line.number for line in side.open_tickets] == [other.number]
    assert [line.number for line in side.recent_tickets] == [reply.number]
    assert {line.subject for line in side.last_contacts} == {"Another", "Old"}
    assert side.tickets_in_a_year == 3


def test_a_stranger_without_organisation_has_a_side_too(lin):
    ticket = make_ticket()
    make_ticket("Theirs", requester=ticket.requester)
    side = customer_side(ticket, lin)
    assert side.organisation is None
    assert [line.subject for line in side.open_tickets] == ["Theirs"]


@pytest.mark.parametrize("is_closed_team", [False, True])
@pytest.mark.parametrize("is_one_product", [False, True])
def test_beside_a_ticket_stands_only_what_the_reader_may_see(bo, ada, is_closed_team, is_one_product):
    harbour, other = make_product("Harbour"), make_product("Other")
    reader = make_person()
    reader.products.set([harbour] if is_one_product else [])
    closed = make_team("Closed", is_restricted=is_closed_team)
    ticket = make_ticket("Asked", requester=bo, product=harbour)
    hidden = {"Elsewhere"} if is_one_product else set()
    hidden |= {"Behind doors"} if is_closed_team else set()
    make_ticket("Elsewhere", requester=ada, product=other)
    make_ticket("Behind doors", requester=ada, product=harbour, team=closed)
    make_ticket("Of nothing known", requester=ada)
    for row in Ticket.objects.exclude(pk=ticket.pk):
        link_tickets(ticket.pk, row.pk, by=SYSTEM)
    Ticket.objects.exclude(pk=ticket.pk).update(follow_up_of=ticket)
    seen = {"Elsewhere", "Behind doors", "Of nothing known"} - hidden
    side, page = customer_side(ticket, reader), ticket_page(reader, ticket.number)
    assert {line.subject for line in side.open_tickets} == seen
    assert {line.subject for line in side.last_contacts} == seen
    assert side.tickets_in_a_year == len(seen) + 1
    assert {line.subject for line in page.links} == seen
    assert {line.subject for line in page.follow_ups} == seen


def _statements(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_the_page_costs_the_same_at_3_and_at_30_messages(bo, ada, lin, mei, mailbox):
    ticket = make_ticket(requester=bo)

    def fill(count):
        for _ in range(count):
            message = make_message(ticket)
            file = store(b"x", name="x", content_type="text/plain")
            MessageAttachment.objects.create(message=message, file=file, name="x", content_type="text/plain")
            add_note(ticket.pk, f"@[Mei](person:{mei.pk})", by=lin.actor)
            link_tickets(ticket.pk, make_ticket(requester=ada).pk, by=lin.actor)
            merge_tickets(ticket.pk, [make_ticket(requester=ada).pk], by=lin.actor)
            follow_ticket(ticket.pk, by=lin.actor, person_id=make_person().pk)
            reply_to_ticket(ticket.pk, Reply("x", state_after=""), by=lin.actor)

    acts = {"page": lambda: ticket_page(lin, ticket.number), "side": lambda: customer_side(ticket, lin)}
    fill(3)
    few = {name: _statements(act) for name, act in acts.items()}
    fill(12)
    many = {name: _statements(act) for name, act in acts.items()}
    assert few == many
    assert many["page"] <= 10
    assert many["side"] <= 8


def test_the_whole_page_needs_few_statements(bo, lin, client_of):
    ticket = make_ticket(requester=bo)
    browser = client_of(lin)
    address = f"/desk/tickets/{ticket.number}/?view=all"
    for _ in range(2):  # the first look marks it as seen
        browser.get(address)
    assert _statements(lambda: browser.get(address)) <= 26


def test_looking_again_writes_nothing(bo, lin, client_of):
    ticket = make_ticket(requester=bo)
    browser = client_of(lin)
    assert ticket_page(lin, ticket.number).has_news
    browser.get(f"/desk/tickets/{ticket.number}/")
    assert not ticket_page(lin, ticket.number).has_news
    make_message(ticket, "More")
    assert ticket_page(lin, ticket.number).has_news


def test_a_notification_of_the_ticket_is_news_until_it_is_opened(bo, lin, mei, client_of):
    ticket = make_ticket(requester=bo)
    address = f"/desk/tickets/{ticket.number}/"
    client_of(lin).get(address)
    notify_people([lin.pk], News("mention", "Look", address, "tickets.ticket", ticket.pk, mei.name))
    assert ticket_page(lin, ticket.number).has_news
    client_of(lin).get(address)
    assert not ticket_page(lin, ticket.number).has_news


def test_a_field_of_other_products_is_not_asked_for(bo, mei):
    ours, theirs = make_product("Harbour"), make_product("Other")
    for key, products in {"everywhere": (), "ours": (ours.pk, theirs.pk), "theirs": (theirs.pk,)}.items():
        save_custom_field(CustomFieldDraft(key, {"en": key}, "text", (), products), by=mei.actor)
    shown = {
        product: {field.key for field in ticket_page(mei, make_ticket(requester=bo, product=product).number).fields}
        for product in (ours, theirs, None)
    }
    assert shown == {ours: {"everywhere", "ours"}, theirs: {"everywhere", "ours", "theirs"}, None: {"everywhere"}}


def test_every_act_has_a_sentence(bo, lin):
    code = "".join(path.read_text() for path in (Path(__file__).parent.parent / "services").glob("*.py"))
    verbs = set(re.findall(r'"(ticket\.[a-z_]+)"', code))
    assert verbs - PERMISSIONS - set(_SENTENCES) == set()


def test_history_tells_everything(bo, lin):
    ticket = make_ticket(requester=bo)
    add_note(ticket.pk, "x", by=lin.actor)
    assert [line.verb for line in history(lin, ticket.number)] == ["ticket.opened", "ticket.noted"]
    assert AuditEntry.objects.filter(object_id=ticket.pk).count() == entries_for("tickets.ticket", ticket.pk).count()
