"""What the desk's buttons and dialogs do, through HTTP, as a page and as a fragment."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from qiao.products.testing import make_product, make_version
from qiao.staff.testing import make_person, make_team
from qiao.tickets.forms import later_presets
from qiao.tickets.models import Follower, Participant, Ticket, TicketLink
from qiao.tickets.testing import make_message, make_ticket

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "thread"}


@pytest.fixture
def ticket(ada, lin):
    return make_ticket("The gateway drops sessions", requester=ada)


@pytest.fixture
def act(ticket, lin, client_of):
    """Post to a sub-path of the ticket as Lin, by htmx; the ticket is read again afterwards."""
    browser = client_of(lin)

    def post(part: str, data: dict | None = None, *, status: int = 200, number: int | None = None):
        answer = browser.post(f"/desk/tickets/{number or ticket.number}/{part}/?view=all", data or {}, headers=HTMX)
        assert answer.status_code == status, answer.content.decode()[:400]
        ticket.refresh_from_db()
        return answer

    return post


ACTS = {
    "take": {}, "assign": {"person": ""}, "move": {}, "state": {"state": "open"}, "fields": {"priority": "high"},
    "tags": {"tag": "x"}, "follow": {}, "nudge": {}, "snooze": {"until": "2099-01-01T09:00"}, "spam": {},
    "participants": {"address": "x@acme.example"}, "links": {}, "merge": {}, "split": {}, "unmerge": {},
    "follow-up": {}, "reply": {"markdown": "hello"}, "note": {"markdown": "hello"}, "draft": {"text": "x"},
    "preview": {"text": "x"}, "presence": {},
}  # fmt: skip


@pytest.mark.parametrize("part", ACTS)
def test_eve_may_do_nothing_and_nothing_works_without_the_csrf_token(part, ticket, lin, eve, client_of) -> None:
    address = f"/desk/tickets/{ticket.number}/{part}/"
    assert client_of(eve).post(address, ACTS[part]).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(lin, backend="qiao.staff.backends.ModelBackend")
    assert strict.post(address, ACTS[part]).status_code == 403
    ticket.refresh_from_db()
    assert (ticket.state, ticket.assignee, ticket.tags, ticket.message_count) == ("new", None, [], 1)


@pytest.mark.parametrize("part", [part for part in ACTS if part not in {"draft", "presence", "preview"}])
def test_a_hidden_ticket_cannot_be_acted_on(part, ticket, lin, client_of) -> None:
    ticket.team = make_team("Secret", is_restricted=True)
    ticket.save()
    before = Ticket.objects.filter(pk=ticket.pk).values().get()
    assert client_of(lin).post(f"/desk/tickets/{ticket.number}/{part}/", ACTS[part]).status_code == 404
    assert Ticket.objects.filter(pk=ticket.pk).values().get() == before
    assert not ticket.followers.exists()
    assert ticket.messages.count() == 1


@pytest.mark.parametrize(
    "part", ["take", "state", "follow", "spam", "nudge", "unmerge", "note", "reply", "participants"]
)
def test_acts_are_never_done_by_get(part, ticket, lin, client_of) -> None:
    assert client_of(lin).get(f"/desk/tickets/{ticket.number}/{part}/").status_code == 405


def test_a_plain_form_leads_back_to_the_ticket_in_its_queue(ticket, lin, client_of) -> None:
    answer = client_of(lin).post(f"/desk/tickets/{ticket.number}/take/?view=unassigned")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/desk/tickets/{ticket.number}/?view=unassigned"


def test_take_and_assign(act, ticket, lin) -> None:
    act("take")
    assert ticket.assignee == lin
    colleague = make_person("Zhou")
    answer = act("assign", {"person": colleague.pk})
    assert ticket.assignee == colleague
    assert "qiao:close-dialog" in json.loads(answer.headers["HX-Trigger"])
    act("assign", {"person": ""})
    assert ticket.assignee is None


def test_hand_over_moves_to_a_team_and_person_and_leaves_the_remark_as_a_note(act, ticket, lin) -> None:
    zhou = make_person("Zhou")
    team = make_team("Tier 2", zhou, lin)
    answer = act("move", {"team": team.pk, "person": zhou.pk, "remark": "logs are attached"})
    assert (ticket.team, ticket.assignee) == (team, zhou)
    assert "logs are attached" in answer.content.decode()
    assert "msg--note" in answer.content.decode()


def test_a_state_that_cannot_be_reached_is_refused_with_a_toast(act, ticket) -> None:
    act("state", {"state": "waiting_rnd"})
    assert ticket.state == "waiting_rnd"
    answer = act("state", {"state": "new"}, status=409)
    assert json.loads(answer.headers["HX-Trigger"])["qiao:toast"]["kind"] == "danger"
    assert ticket.state == "waiting_rnd"


def test_facts_are_saved_and_a_change_by_somebody_else_is_not_overwritten(act, ticket) -> None:
    facts = {"subject": "Sessions drop", "kind": "incident", "priority": "urgent", "severity": "s2", "language": "en"}
    act("fields", {**facts, "revision": ticket.revision})
    assert (ticket.subject, ticket.kind, ticket.priority, ticket.severity) == (
        "Sessions drop",
        "incident",
        "urgent",
        "s2",
    )
    act("fields", {**facts, "priority": "low", "revision": 0}, status=409)
    assert ticket.priority == "urgent"
    act("fields", {**facts, "subject": ""}, status=422)


def test_tags_are_set_as_posted_one_by_one_or_parted_by_commas(act, ticket) -> None:
    act("tags", {"tag": ["upgrade", "mqtt"]})
    assert set(ticket.tags) == {"upgrade", "mqtt"}
    act("tags", {"tag": "mqtt, licence"})
    assert set(ticket.tags) == {"mqtt", "licence"}


def test_follow_and_no_longer(act, ticket, lin) -> None:
    act("follow")
    assert Follower.objects.filter(ticket=ticket, person=lin).exists()
    act("follow", {"off": "1"})
    assert not Follower.objects.filter(ticket=ticket, person=lin).exists()


def test_snooze_until_a_moment_ahead_and_wake(act, ticket) -> None:
    act("snooze", {"until": "2001-01-01T09:00"}, status=422)
    tomorrow = timezone.now() + timedelta(days=1)
    act("snooze", {"preset": tomorrow.isoformat()})
    assert abs(ticket.snoozed_until - tomorrow) < timedelta(minutes=1)
    act("snooze", {"wake": "1"})
    assert ticket.snoozed_until is None


def test_spam_and_back(act, ticket) -> None:
    act("spam")
    assert ticket.state == "spam"
    act("spam", {"off": "1"})
    assert ticket.state == "new"


def test_merge_into_this_one_and_undo_it(act, ticket, ada) -> None:
    other = make_ticket("Same thing again", body="still down", requester=ada)
    answer = act("merge", {"other": f"Q-{other.number}", "direction": "here"})
    assert "still down" in answer.content.decode()
    assert "msg--stub" in answer.content.decode()
    other.refresh_from_db()
    assert other.merged_into == ticket
    back = act("unmerge", {"back": ticket.number}, number=other.number)
    other.refresh_from_db()
    assert other.merged_into is None
    assert "still down" not in back.content.decode()


def test_merge_into_the_other_one_leads_there(act, ticket, ada) -> None:
    other = make_ticket("The first report", requester=ada)
    answer = act("merge", {"other": other.number, "direction": "into"}, status=204)
    assert f"/desk/tickets/{other.number}/" in answer.headers["HX-Location"]
    assert ticket.merged_into == other


def test_merge_needs_a_ticket_one_may_see(act, ticket, ada) -> None:
    act("merge", {}, status=422)
    hidden = make_ticket("secret", requester=ada, team=make_team("Secret", is_restricted=True))
    act("merge", {"other": hidden.number}, status=404)
    hidden.refresh_from_db()
    assert (ticket.merged_into, hidden.merged_into) == (None, None)


def test_split_makes_a_ticket_of_the_chosen_messages(act, ticket) -> None:
    message = make_message(ticket, "By the way, how do I export reports?")
    act("split", {}, status=422)
    answer = act("split", {"message": message.pk, "subject": "Export of reports"}, status=204)
    message.refresh_from_db()
    assert message.ticket.subject == "Export of reports"
    assert f"/desk/tickets/{message.ticket.number}/" in answer.headers["HX-Location"]


def test_link_and_unlink(act, ticket, ada) -> None:
    other = make_ticket("Root of it", requester=ada)
    act("links", {"other": f"Q-{other.number}", "kind": "caused_by"})
    link = TicketLink.objects.get(ticket=ticket, other=other)
    assert link.kind == "caused_by"
    act("links", {"unlink": link.pk})
    assert not TicketLink.objects.exists()
    act("links", {"unlink": link.pk}, status=404)


def test_participants_come_and_go(act, ticket, bo) -> None:
    act("participants", {"address": "bo@acme.example"})
    assert Participant.objects.filter(ticket=ticket, contact=bo).exists()
    act("participants", {"act": "remove", "contact": bo.pk})
    assert not Participant.objects.filter(ticket=ticket, contact=bo).exists()


def test_a_stranger_is_accepted(act, ticket) -> None:
    message = make_message(ticket, "me too", visibility="unverified")
    act(f"messages/{message.pk}/accept")
    message.refresh_from_db()
    assert message.visibility == "public"


def test_a_message_of_another_ticket_is_not_reached_through_this_one(act, ticket, ada) -> None:
    elsewhere = make_message(make_ticket("other", requester=ada), "x", visibility="unverified")
    act(f"messages/{elsewhere.pk}/accept", status=404)
    elsewhere.refresh_from_db()
    assert elsewhere.visibility == "unverified"


def test_a_follow_up_goes_on_where_a_closed_ticket_ended(act, ticket, ada) -> None:
    answer = act("follow-up", status=204)
    follow_up = ticket.follow_ups.get()
    assert (follow_up.subject, follow_up.requester) == (ticket.subject, ada)
    assert f"/desk/tickets/{follow_up.number}/" in answer.headers["HX-Location"]


def test_nudge_counts(act, ticket) -> None:
    act("take")
    act("nudge")
    assert ticket.nudge_count == 1


def test_a_new_ticket_on_behalf_of_a_contact(ticket, lin, ada, client_of) -> None:
    browser = client_of(lin)
    form = {
        "subject": "Licence moved", "kind": "question", "priority": "high", "said_by": "customer",
        "requester": ada.pk, "markdown": "She called.",
    }  # fmt: skip
    assert browser.post("/desk/tickets/new/", {**form, "requester": ""}).status_code == 422
    answer = browser.post("/desk/tickets/new/", form)
    assert answer.status_code == 302
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "Licence moved" in page
    assert "She called." in page
    assert "Ada Byron" in browser.get(f"/desk/tickets/new/?contact={ada.pk}").content.decode()


def test_presence_shows_who_else_is_writing(ticket, lin, mei, client_of) -> None:
    address = f"/desk/tickets/{ticket.number}/presence/"
    client_of(mei).post(address, {"typing": "1"})
    assert mei.name in client_of(lin).post(address).content.decode()
    client_of(mei).post(address, {"left": "1"})
    assert mei.name not in client_of(lin).post(address).content.decode()


def test_that_somebody_is_writing_is_said_where_names_have_no_room(ticket, lin, mei, client_of) -> None:
    address = f"/desk/tickets/{ticket.number}/presence/"
    client_of(lin).post(address)
    assert "is replying" not in client_of(mei).post(address).content.decode()
    client_of(lin).post(address, {"typing": "1"})
    assert '<span class="nowrap">is replying</span>' in client_of(mei).post(address).content.decode()


def test_choosing_a_product_offers_its_versions_and_opens_nothing(ticket, lin, client_of) -> None:
    product = make_product("Gateway")
    version = make_version(product, "3.4.17")
    browser = client_of(lin)
    for address in ("/desk/tickets/new/", f"/desk/tickets/{ticket.number}/fields/"):
        assert "3.4.17" not in browser.get(address).content.decode()
        assert "3.4.17" in browser.get(f"{address}?product={product.pk}").content.decode()
    assert Ticket.objects.count() == 1
    facts = {"subject": "x", "kind": "question", "priority": "normal", "product": product.pk, "version": version.pk}
    browser.post(f"/desk/tickets/{ticket.number}/fields/", facts)
    ticket.refresh_from_db()
    assert ticket.version == version


def test_an_act_brings_the_row_along_where_the_browser_shows_it(ticket, lin, client_of) -> None:
    browser, address = client_of(lin), f"/desk/tickets/{ticket.number}/take/"
    for shown, comes_along in (("", False), (str(ticket.pk + 1), False), (str(ticket.pk), True)):
        markup = browser.post(address, headers={**HTMX, "X-Desk-Row": shown}).content.decode()
        assert (f'id="row-{ticket.pk}"' in markup) == comes_along, shown


@pytest.mark.parametrize(("day", "number"), [(22, 3), (23, 3), (25, 4)], ids=["Sunday", "Monday", "Wednesday"])
def test_no_moment_is_offered_twice(day, number):
    moments = [at for _label, at in later_presets(datetime(2026, 11, day, 4, 0, tzinfo=UTC))]
    assert len(moments) == len(set(moments)) == number
