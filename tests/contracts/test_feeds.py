"""A warehouse follows the feeds: whatever a person or a program changes comes by, and what is gone comes as null."""

import pytest

from qiao.channels.models import OutgoingMail
from qiao.channels.testing import make_mailbox
from qiao.customers.services import privacy
from qiao.customers.services.privacy.erasing import erase_person
from qiao.customers.testing import make_contact, make_organisation
from qiao.kernel.api.testing import Caller, wait_for_earlier_transactions
from qiao.products.testing import make_product
from qiao.staff.services.teams import change_team
from qiao.staff.testing import make_person, make_team
from qiao.tickets.models import Message
from qiao.tickets.services import merge_tickets, split_ticket
from qiao.tickets.services.replying import note_delivery
from qiao.tickets.testing import SYSTEM, make_message, make_ticket
from tools.api_schema import PLACE

pytestmark = pytest.mark.django_db(transaction=True)


class Follower:
    """Remembers where it stood in each feed."""

    def __init__(self, caller: Caller) -> None:
        self.caller, self.cursors = caller, {}

    def news(self, name: str) -> dict:
        """Changes since the last look, by id."""
        found = {}
        wait_for_earlier_transactions()
        while True:
            page = self.caller.get(f"changes/{name}?limit=3&cursor={self.cursors.get(name, '')}").json()
            self.cursors[name] = page["next_cursor"]
            found |= {item["id"]: item["now"] for item in page["items"]}
            if not page["has_more"]:
                return found


@pytest.fixture
def program():
    return Caller(make_person(roles=["administrator"]))


@pytest.fixture
def follower(program):
    one = Follower(program)
    for name in FEEDS:
        assert one.news(name) == {}
    return one


FEEDS = (
    "tickets", "messages", "organisations", "contacts", "contracts", "deployments", "products", "components",
    "versions", "people", "teams",
)  # fmt: skip


def test_every_feed_of_the_description_is_followed_here():
    import json

    paths = json.loads(PLACE.read_text(encoding="utf-8"))["paths"]
    assert {path.rpartition("/")[2] for path in paths if path.startswith("/api/v1/changes/")} == set(FEEDS)


def test_customers_and_what_they_have(program, follower):
    organisation, product = make_organisation(), make_product()
    follower.news("organisations")
    program.patch(f"organisations/{organisation.pk}", {"name": "Acme Holdings"})
    assert follower.news("organisations")[organisation.pk]["name"] == "Acme Holdings"
    contact = program.post("contacts", {"name": "Bo", "organisation_id": organisation.pk}).json()["id"]
    assert follower.news("contacts")[contact]["name"] == "Bo"
    given = {"number": "C-1", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    made = program.post(f"organisations/{organisation.pk}/contracts", given)
    assert made.status_code == 201, made.content
    contract = made.json()["id"]
    assert follower.news("contracts")[contract]["number"] == "C-1"
    program.delete(f"contracts/{contract}")
    assert follower.news("contracts")[contract]["is_active"] is False
    deployment = program.post(f"organisations/{organisation.pk}/deployments", {"product_id": product.pk}).json()["id"]
    assert follower.news("deployments")[deployment]["environment"] == "production"


def test_products_and_people(program, follower):
    product = program.post("products", {"key": "gate", "names": {"en": "Gate"}}).json()["id"]
    assert follower.news("products")[product]["key"] == "gate"
    part = program.post(f"products/{product}/components", {"names": {"en": "Door"}}).json()["id"]
    assert follower.news("components")[part]["name"] == "Door"
    version = program.post(f"products/{product}/versions", {"name": "4.8"}).json()["id"]
    program.patch(f"versions/{version}", {"state": "unsupported"})
    assert follower.news("versions")[version]["name"] == "4.8"
    team, person = make_team("Night"), make_person()
    change_team(team.pk, {"description": "At night"}, member_ids=[person.pk], by=SYSTEM)
    assert follower.news("teams")[team.pk]["member_ids"] == [person.pk]
    program.patch("me/desk", {"columns": ["number"]})
    assert follower.news("people").keys() <= {person.pk, program.token.person_id}


def test_messages_written_delivered_withdrawn_and_moved(program, follower):
    make_mailbox("support@ours.example")
    ada = make_contact("Ada", email="ada@acme.example")
    number = program.post("tickets", {"subject": "A", "markdown": "Hello", "requester_id": ada.pk}).json()["number"]
    ((first, shown),) = follower.news("messages").items()
    assert shown["text"] == "Hello"
    sent = program.post(f"tickets/{number}/reply", {"markdown": "Hi"}).json()["message_id"]
    withdrawn = program.post(f"tickets/{number}/reply", {"markdown": "Wrong"}).json()["message_id"]
    note = program.post(f"tickets/{number}/notes", {"markdown": "Hm"}).json()["id"]
    assert follower.news("messages").keys() == {sent, withdrawn, note}
    note_delivery(OutgoingMail.objects.order_by("pk").first().pk, "sent")
    assert follower.news("messages")[sent]["delivery"] == "sent"
    program.post(f"messages/{withdrawn}/undo")
    assert follower.news("messages") == {withdrawn: None}
    program.post(f"tickets/{number}/tags", {"tags": ["x"]})
    program.put(f"tickets/{number}/tags", {"tags": ["x"]})
    assert follower.news("messages") == {}
    ticket = Message.objects.get(pk=first).ticket
    moved = split_ticket(ticket.pk, [sent], by=SYSTEM).number
    assert follower.news("messages")[sent]["ticket"] == moved
    assert set(follower.news("tickets")) >= {ticket.pk}


def test_erased_words_come_again_without_the_person(program, follower, mei):
    contact = make_contact("Zoe Quartz", email="zoe@acme.example", organisation=make_organisation("Acme"))
    ticket = make_ticket("Zoe Quartz cannot sign in", requester=contact)
    message = make_message(ticket, "This is Zoe Quartz")
    for name in ("messages", "tickets"):
        follower.news(name)
    request = privacy.receive_request(contact.pk, kind="erasure", law="gdpr", by=mei.actor)
    privacy.start_verifying(request.pk, by=mei.actor)
    privacy.take_up(request.pk, how="Called", by=mei.actor)
    erase_person(request_id=request.pk)
    said = follower.news("messages")[message.pk]
    assert "erased" in said["author_name"]
    assert "Zoe" not in str(said)
    assert "Zoe" not in follower.news("tickets")[ticket.pk]["subject"]


def test_messages_of_tickets_out_of_sight_come_as_null(follower):
    team = make_team("Secret", is_restricted=True)
    agent = Follower(Caller(make_person(roles=["agent_l1"])))
    agent.news("messages")
    hidden = make_ticket(team=team)
    make_message(hidden)
    assert set(agent.news("messages").values()) == {None}
    assert all(follower.news("messages").values())


def test_merged_tickets_come_again(program, follower):
    ada = make_contact()
    one, other = make_ticket(requester=ada), make_ticket(requester=ada)
    follower.news("tickets")
    merge_tickets(one.pk, [other.pk], by=SYSTEM)
    assert follower.news("tickets")[other.pk]["merged_into"] == one.number
