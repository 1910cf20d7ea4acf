"""The pages of the desk: who may see them, in which language, with how many statements."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qiao.customers.testing import make_contact
from qiao.staff.testing import make_person, make_team
from qiao.tickets import services
from qiao.tickets.models import Clock
from qiao.tickets.services import QuickReplyDraft
from qiao.tickets.testing import make_message, make_ticket

pytestmark = pytest.mark.django_db

DESK_PAGES = [
    "/desk/", "/desk/?view=all", "/desk/?view=unassigned&sort=priority", "/desk/rail/", "/desk/list/?view=all",
    "/desk/news/?view=all&since=0", "/desk/tickets/", "/desk/tickets/?column=number&column=tags&density=roomy",
    "/desk/tickets/export/", "/desk/tickets/new/", "/desk/search/", "/desk/search/?q=gateway", "/desk/palette",
    "/desk/palette?q=gateway", "/desk/views/?view=all", "/desk/suggest/people/?q=", "/desk/suggest/tags/?q=",
    "/desk/suggest/tickets/?q=1", "/desk/suggest/contacts/?q=a", "/setup/quick-replies/", "/setup/quick-replies/new/",
]  # fmt: skip
TICKET_PAGES = [
    "", "earlier/", "fresh/?after=0", "aside/", "history/", "assign/", "move/", "fields/", "tags/", "snooze/",
    "merge/", "split/", "links/", "suggest/mentions/?q=", "suggest/quick-replies/?q=",
]  # fmt: skip
SETUP_PAGES = ["/setup/fields/", "/setup/fields/new/", "/setup/targets/", "/setup/calendars/", "/setup/calendars/1/"]


@pytest.fixture
def ticket(ada, lin):
    ticket = make_ticket("The gateway drops sessions", requester=ada, assignee=lin, tags=("upgrade",))
    make_message(ticket, "It happens every 30 minutes.")
    return ticket


def body_of(answer) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


@pytest.mark.parametrize("address", DESK_PAGES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_lin_may_see_the_page_and_eve_may_not(address, language, ticket, lin, eve, client_of) -> None:
    lin.language = language
    lin.save()
    answer = client_of(lin).get(address)
    assert answer.status_code == 200
    body_of(answer)
    assert client_of(eve).get(address).status_code == 403


@pytest.mark.parametrize("part", TICKET_PAGES)
def test_lin_may_see_parts_of_a_ticket_and_eve_may_not(part, ticket, lin, eve, client_of) -> None:
    address = f"/desk/tickets/{ticket.number}/{part}"
    for headers in ({}, {"HX-Request": "true"}):
        assert client_of(lin).get(address, headers=headers).status_code in {200, 204}
    assert client_of(eve).get(address).status_code == 403


@pytest.mark.parametrize("address", SETUP_PAGES)
def test_only_who_sets_up_sees_setup(address, ticket, lin, mei, client_of) -> None:
    assert client_of(mei).get(address).status_code == 200
    assert client_of(lin).get(address).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client, ticket) -> None:
    assert client.get("/desk/").status_code == 302
    fragment = client.get(f"/desk/tickets/{ticket.number}/", headers={"HX-Request": "true"})
    assert fragment.status_code == 401
    assert "HX-Redirect" in fragment.headers


def test_a_ticket_of_a_restricted_team_does_not_exist_for_others(ticket, lin, client_of) -> None:
    inside = make_person()
    ticket.team = make_team("Secret", inside, is_restricted=True)
    ticket.save()
    assert client_of(inside).get(f"/desk/tickets/{ticket.number}/").status_code == 200
    assert client_of(lin).get(f"/desk/tickets/{ticket.number}/").status_code == 404


def test_the_desk_speaks_chinese_to_lin_and_english_to_mei(ticket, lin, mei, client_of) -> None:
    chinese = client_of(lin).get(f"/desk/tickets/{ticket.number}/").content.decode()
    english = client_of(mei).get(f"/desk/tickets/{ticket.number}/").content.decode()
    # "context" and "internal note" in Chinese
    assert "\u80cc\u666f" in chinese
    assert "\u5185\u90e8\u5907\u6ce8" in chinese
    assert "Context" in english
    assert "Context" not in chinese


def test_no_page_carries_inline_styles_scripts_or_handlers(ticket, mei, client_of) -> None:
    browser = client_of(mei)
    addresses = [*DESK_PAGES, *SETUP_PAGES, *(f"/desk/tickets/{ticket.number}/{part}" for part in TICKET_PAGES)]
    for address in addresses:
        markup = body_of(browser.get(address))
        assert not re.search(r"<[^>]+\sstyle=", markup), address
        assert not re.search(r"<[^>]+\son[a-z]+=", markup), address
        assert not re.search(r"<script(?![^>]*(?:\ssrc=|application/json))", markup), address


def test_a_fragment_brings_conversation_context_and_row(ticket, lin, client_of) -> None:
    markup = (
        client_of(lin)
        .get(f"/desk/tickets/{ticket.number}/?view=mine", headers={"HX-Request": "true", "HX-Target": "thread"})
        .content.decode()
    )
    assert markup.lstrip().startswith("<title>")
    assert 'id="thread"' in markup
    assert 'id="aside"' in markup
    assert "<html" not in markup


def test_rows_are_grouped_by_deadline_and_name_customer_product_and_owner(ticket, lin, client_of) -> None:
    markup = client_of(lin).get("/desk/?view=mine").content.decode()
    assert "tgroup" in markup
    assert "Acme" in markup
    assert f"Q-{ticket.number}" in markup
    assert "ticket-row--unread" in markup


@pytest.mark.parametrize("address", ["/desk/?view=all", "/desk/tickets/?view=all", "/desk/search/?q=gateway"])
def test_lists_cost_the_same_with_3_and_30_tickets(address, ada, lin, client_of) -> None:
    browser = client_of(lin)

    def statements() -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    for _ in range(3):
        make_ticket("gateway", requester=ada, assignee=lin, tags=("a", "b"))
    few = statements()
    for _ in range(27):
        make_ticket("gateway", requester=make_contact(), assignee=lin, tags=("a", "c"))
    assert statements() == few


def test_a_conversation_costs_the_same_with_3_and_30_messages(ticket, lin, client_of) -> None:
    browser, address = client_of(lin), f"/desk/tickets/{ticket.number}/?view=all"

    def statements() -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    make_message(ticket, "once more")
    few = statements()
    for number in range(27):
        make_message(ticket, f"again {number}")
    assert statements() == few


def test_older_messages_come_on_demand(ticket, lin, client_of) -> None:
    for number in range(60):
        make_message(ticket, f"message number {number}")
    browser = client_of(lin)
    page = browser.get(f"/desk/tickets/{ticket.number}/").content.decode()
    assert "message number 59" in page
    assert "It happens every 30 minutes." not in page
    more = re.search(r'hx-get="([^"]*earlier/[^"]*)"', page)
    assert more
    assert "It happens every 30 minutes." in browser.get(more[1].replace("&amp;", "&")).content.decode()


def test_what_is_new_arrives_once(ticket, lin, client_of) -> None:
    browser = client_of(lin)
    page = browser.get(f"/desk/tickets/{ticket.number}/").content.decode()
    address = re.search(r'hx-get="([^"]*/fresh/[^"]*)"', page)[1].replace("&amp;", "&")
    assert browser.get(address).status_code == 204
    make_message(ticket, "It just happened again.")
    answer = browser.get(address).content.decode()
    assert "It just happened again." in answer
    following = re.search(r'hx-get="([^"]*/fresh/[^"]*)"', answer)[1].replace("&amp;", "&")
    assert browser.get(following).status_code == 204


def test_new_tickets_are_counted_without_moving_the_list(ticket, lin, ada, client_of) -> None:
    browser = client_of(lin)
    address = f"/desk/news/?view=all&since={ticket.pk}"
    assert "pill-new__btn" not in browser.get(address).content.decode()
    make_ticket("another", requester=ada)
    assert "pill-new__btn" in browser.get(address).content.decode()


def test_a_deadline_explains_itself(ticket, lin, client_of) -> None:
    clock = Clock.objects.filter(ticket=ticket).first()
    markup = client_of(lin).get(reverse("tickets:clock", args=[ticket.number, clock.pk])).content.decode()
    assert "Asia/Shanghai" in markup
    assert markup.count("<tr>") >= 2


def test_a_deadline_of_a_hidden_ticket_does_not_exist(ticket, lin, ada, client_of) -> None:
    hidden = make_ticket("secret", requester=ada, team=make_team("Secret", is_restricted=True))
    clock = Clock.objects.filter(ticket=hidden).first()
    assert client_of(lin).get(reverse("tickets:clock", args=[ticket.number, clock.pk])).status_code == 404


def test_a_deadline_is_explained_under_its_own_ticket_only(ticket, lin, ada, client_of) -> None:
    other = make_ticket("another", requester=ada)
    clock = Clock.objects.filter(ticket=other).first()
    for number, status in ((ticket.number, 404), (other.number, 200)):
        assert client_of(lin).get(reverse("tickets:clock", args=[number, clock.pk])).status_code == status


def test_the_editor_is_offered_quick_replies_with_their_text(ticket, lin, mei, client_of) -> None:
    services.save_quick_reply(QuickReplyDraft("Got it", {"en": "Hello {{contact.name}}"}), by=mei.actor)
    answer = client_of(lin).get(f"/desk/tickets/{ticket.number}/suggest/quick-replies/?q=got").json()
    assert answer[0]["text"] == "Hello Ada Byron"


def test_mentions_are_offered_as_markdown(ticket, lin, mei, client_of) -> None:
    answer = client_of(lin).get(f"/desk/tickets/{ticket.number}/suggest/mentions/?q=mrq").json()
    assert answer[0]["text"] == f"@[{mei.name}](person:{mei.pk}) "


@pytest.mark.parametrize(("field", "of"), [("organisation", "organisation_id"), ("requester", "requester_id")])
def test_customers_pages_show_tickets_in_a_box(field, of, ticket, lin, client_of) -> None:
    address = reverse("tickets:panel", args=[field, getattr(ticket, of)])
    assert "The gateway drops sessions" in client_of(lin).get(address).content.decode()
    assert client_of(lin).get(reverse("tickets:panel", args=["assignee", 1])).status_code == 404
