"""A ticket outside somebody's scope does not exist for them: on every address, by every method, in every list.

The addresses come from the URL table, so a new route is tested the moment it exists.
"""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from qiao.customers.testing import make_contact
from qiao.kernel.files import store
from qiao.kernel.models import AuditEntry
from qiao.products.testing import make_product
from qiao.staff.testing import make_person, make_team
from qiao.tickets import urls
from qiao.tickets.models import Message, MessageAttachment, Ticket, TicketLink
from qiao.tickets.services import NewFile, Reply, add_note, reply_to_ticket
from qiao.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db

EVERYTHING = {
    "markdown": "Let me in", "text": "Let me in", "kind": "question", "state": "solved", "person": "", "team": "", "remark": "x",
    "priority": "urgent", "subject": "Taken over", "names": "x", "tag": "x", "tags": "x", "add": "x", "until": "2031-01-01T09:00",
    "language": "en", "address": "mallory@evil.example", "name": "Mallory", "direction": "here", "typing": "1",
}  # fmt: skip
SECRET = "Turbine blueprint leaked"


def ticket_routes() -> Iterator[str]:
    """Routes below one ticket."""
    for pattern in urls.urlpatterns:
        route = str(pattern.pattern)
        if isinstance(pattern, URLPattern) and "<int:number>" in route:
            yield "/" + route


def filled(route: str, ticket: Ticket) -> str:
    values = {
        "number": ticket.number,
        "message_id": ticket.messages.latest("pk").pk,
        "clock_id": ticket.clocks.first().pk,
    }
    return re.sub(r"<\w+:(\w+)>", lambda found: str(values[found.group(1)]), route)


ROUTES = sorted(ticket_routes())


def snapshot() -> tuple[object, ...]:
    """Everything an act could leave behind."""
    return (
        list(Ticket.objects.order_by("pk").values()),
        list(Message.objects.order_by("pk").values()),
        TicketLink.objects.count(),
        AuditEntry.objects.count(),
    )


@pytest.fixture
def hidden(mailbox, ada, mei) -> Ticket:
    """A ticket of a product that the snoop does not look after."""
    ticket = make_ticket(
        SECRET, body=f"{SECRET} yesterday", requester=ada, product=make_product("Theirs"), tags=("blueprint",)
    )
    reply_to_ticket(ticket.pk, Reply("We look into it."), by=mei.actor)
    return ticket


@pytest.fixture
def confined(mailbox, ada, mei) -> Ticket:
    """A ticket of a restricted team that the snoop does not belong to."""
    team = make_team("Security", mei, is_restricted=True)
    ticket = make_ticket(SECRET, body=f"{SECRET} yesterday", requester=ada, team=team, tags=("blueprint",))
    reply_to_ticket(ticket.pk, Reply("We look into it."), by=mei.actor)
    return ticket


@pytest.fixture
def snoop(db, client_of) -> Client:
    """Somebody with every right of an agent, for another product."""
    person = make_person(
        "Snoop", email="snoop@qiao.example", roles=("agent_l1", "agent_l2", "agent_l3", "product_manager")
    )
    person.products.set([make_product("Ours")])
    return client_of(person)


@pytest.fixture(params=["hidden", "confined"])
def unseen(request) -> Ticket:
    return request.getfixturevalue(request.param)


def test_the_table_of_addresses_is_read():
    """As many routes as the table names, and each is resolved by the whole site too."""
    assert len(ROUTES) > 30
    for route in ROUTES:
        get_resolver().resolve(re.sub(r"<\w+:\w+>", "7", route))


@pytest.mark.parametrize("htmx", [False, True], ids=["page", "fragment"])
def test_no_address_of_an_unseen_ticket_answers(htmx, unseen, snoop):
    headers, answered = {"HX-Request": "true"} if htmx else {}, []
    before = snapshot()
    for route in ROUTES:
        address = filled(route, unseen)
        for response in (snoop.get(address, headers=headers), snoop.post(address, EVERYTHING, headers=headers)):
            if response.status_code not in {404, 405} or SECRET in response.content.decode():
                answered.append((address, response.status_code))
    assert not answered
    assert snapshot() == before


def test_the_same_addresses_answer_to_those_who_may(unseen, client_of, mei):
    """Otherwise the test above would prove nothing."""
    client = client_of(mei)
    for route in ROUTES:
        assert client.get(filled(route, unseen)).status_code in {200, 204, 405}, route


LISTS = (
    "/desk/?view=all", "/desk/list/?view=all", "/desk/rail/?view=all", "/desk/news/?view=all&since=0", "/desk/tickets/?view=all",
    "/desk/tickets/export/?view=all", f"/desk/search/?q={SECRET}", "/desk/search/?q=blueprint", "/desk/palette?q=blueprint",
    "/desk/suggest/tickets/?q=blueprint", "/desk/suggest/tags/?q=blue", "/desk/tickets/?view=all&q=blueprint",
    "/desk/tickets/?view=all&tag=blueprint",
)  # fmt: skip


def test_no_list_tells_of_an_unseen_ticket(unseen, snoop):
    for path in LISTS:
        answer = snoop.get(path)
        assert answer.status_code in {200, 204}, path
        shown = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
        assert "leaked yesterday" not in re.sub("</?mark>", "", shown), path
        assert f"/desk/tickets/{unseen.number}/" not in shown, path
        assert "q=" in path or SECRET not in shown, path


def test_numbers_typed_into_search_and_palette_find_nothing(unseen, snoop):
    for path in ("/desk/search/?q=", "/desk/palette?q=", "/desk/suggest/tickets/?q="):
        for text in (str(unseen.number), f"Q-{unseen.number}"):
            response = snoop.get(path + text)
            assert SECRET not in response.content.decode()
            assert response.status_code == 200


def test_boxes_beside_a_customer_do_not_tell(unseen, snoop):
    """The customer is known to everybody; their ticket is not."""
    for path in (
        f"/desk/customers/{unseen.organisation_id}/",
        f"/desk/contacts/{unseen.requester_id}/",
        f"/desk/panels/organisation/{unseen.organisation_id}/",
        f"/desk/panels/requester/{unseen.requester_id}/",
    ):
        assert SECRET not in snoop.get(path).content.decode()


def test_bulk_acts_pass_over_unseen_tickets(unseen, snoop):
    before = snapshot()
    for act, value in (("state", "solved"), ("priority", "urgent"), ("tag", "x"), ("spam", ""), ("assign", "")):
        snoop.post("/desk/tickets/bulk/", {"ticket": [unseen.pk, unseen.number], "act": act, "value": value})
    assert snapshot()[:3] == before[:3]


def test_an_unseen_ticket_cannot_be_drawn_in_through_ones_own(unseen, snoop):
    """Merging, linking, splitting and files name a second thing: that one must be seen too."""
    mine = make_ticket("Mine", requester=make_contact())
    message = unseen.messages.latest("pk").pk
    before, base = snapshot()[:3], f"/desk/tickets/{mine.number}/"
    for act, data in (
        ("merge/", {"other": unseen.number}), ("merge/", {"other": unseen.number, "direction": "into"}),
        ("links/", {"other": unseen.number, "kind": "related"}), ("split/", {"message": message}),
    ):  # fmt: skip
        response = snoop.post(base + act, data)
        assert response.status_code in {302, 404, 422}, act
        assert SECRET not in response.content.decode()
    for act in ("undo/", "send-now/", "accept/"):
        assert snoop.post(f"{base}messages/{message}/{act}").status_code == 404
    assert snoop.get(f"{base}messages/{message}/images/").status_code == 404
    nothing = snoop.get(f"{base}messages/{message}/delivery/")
    assert (nothing.status_code, nothing.content) == (204, b""), "as for a message that never was"
    clock = unseen.clocks.first().pk
    assert snoop.get(f"{base}clocks/{clock}/").status_code == 404
    assert snapshot()[:3] == before


def test_a_note_cannot_carry_a_file_by_its_number(hidden, snoop, mei):
    stored = store(b"blueprint", name="b.txt", content_type="text/plain")
    add_note(hidden.pk, "File", by=mei.actor, attachments=(NewFile(stored.pk, "b.txt"),))
    mine = make_ticket("Mine", requester=make_contact())
    snoop.post(f"/desk/tickets/{mine.number}/note/", {"markdown": "x", "attachment": str(stored.pk)})
    assert not MessageAttachment.objects.filter(message__ticket=mine).exists()
    assert snoop.get(f"/files/{stored.sha256}/b.txt").status_code == 404
