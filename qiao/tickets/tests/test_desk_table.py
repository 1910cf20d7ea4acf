"""The table: filters in the address, columns, pages, export, acts on many tickets, saved views; and the search."""

import csv
import html
import io
import re

import pytest

from qiao.customers.models import Export
from qiao.customers.testing import make_contact
from qiao.kernel.files import read
from qiao.kernel.models import AuditEntry
from qiao.kernel.testing import run_jobs
from qiao.staff.testing import make_person, make_team
from qiao.tickets.models import SavedView, Ticket, UndoStep
from qiao.tickets.testing import make_message, make_ticket
from qiao.tickets.views import bulk as bulk_views

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def tickets(ada, lin):
    return [
        make_ticket("Sessions drop", requester=ada, assignee=lin, priority="urgent", tags=("mqtt",)),
        make_ticket("Licence lost", requester=ada, priority="high"),
        make_ticket("Export of reports", requester=make_contact(), kind="request"),
    ]


def shown(markup: str) -> list[int]:
    return [int(number) for number in re.findall(r'name="ticket" value="(\d+)"', markup)]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("view=all", {0, 1, 2}), ("view=mine", {0}), ("view=unassigned", {1, 2}),
        ("view=all&priority=urgent&priority=high", {0, 1}),
        ("view=all&kind=request", {2}), ("view=all&tag=mqtt", {0}), ("view=all&assignee=me", {0}),
        ("view=all&assignee=none&priority=high", {1}), ("view=all&state=solved", set()),
        ("view=all&priority=nonsense", {0, 1, 2}),
    ],
)  # fmt: skip
def test_filters_stand_in_the_address(query, places, tickets, lin, client_of) -> None:
    markup = client_of(lin).get(f"/desk/tickets/?{query}").content.decode()
    assert set(shown(markup)) == {tickets[place].pk for place in places}


def test_a_chip_takes_its_filter_away(tickets, mei, client_of) -> None:
    browser = client_of(mei)
    markup = browser.get("/desk/tickets/?view=all&priority=high&tag=mqtt").content.decode()
    without = re.findall(r'class="chip__x" href="\?([^"]+)"', markup)
    assert len(without) == 2
    assert any("tag=mqtt" in one and "priority" not in one for one in without)


def test_columns_and_density_stand_in_the_address(tickets, mei, client_of) -> None:
    browser = client_of(mei)
    plain = browser.get("/desk/tickets/").content.decode()
    chosen = browser.get("/desk/tickets/?column=tags&column=severity&density=roomy").content.decode()
    assert "table--roomy" not in plain
    assert "table--roomy" in chosen
    head = chosen[chosen.index("<thead>") : chosen.index("</thead>")]
    assert "Tags" in head
    assert "Customer" not in head


def test_pages_reach_every_ticket_once(lin, ada, client_of) -> None:
    made = {make_ticket(f"number {number}", requester=ada).pk for number in range(60)}
    browser, address, seen = client_of(lin), "/desk/tickets/?view=all&sort=created", []
    while address:
        markup = browser.get(address).content.decode()
        seen += shown(markup)
        following = re.search(r'rel="next" href="(\?[^"]+)"', markup)
        address = "/desk/tickets/" + following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == 60
    assert set(seen) == made


def test_the_list_goes_on_when_scrolled(lin, ada, client_of) -> None:
    for number in range(55):
        make_ticket(f"number {number}", requester=ada)
    browser = client_of(lin)
    first = browser.get("/desk/?view=all").content.decode()
    more = re.search(r'hx-get="(/desk/list/[^"]+)"', first)
    assert first.count('id="row-') == 50
    rest = browser.get(more[1].replace("&amp;", "&"), headers=HTMX).content.decode()
    assert rest.count('id="row-') == 5
    assert "/desk/list/" not in rest


def bulk(browser, tickets, act: str, value: object = "", status: int = 200):
    answer = browser.post(
        "/desk/tickets/bulk/", {"ticket": [one.pk for one in tickets], "act": act, "value": value}, headers=HTMX
    )
    assert answer.status_code == status, answer.content.decode()[:300]
    for one in tickets:
        one.refresh_from_db()
    return answer


def test_acts_on_many_tickets_and_back_again(tickets, lin, client_of) -> None:
    browser = client_of(lin)
    before = [one.priority for one in tickets]
    answer = bulk(browser, tickets, "priority", "low").content.decode()
    assert [one.priority for one in tickets] == ["low"] * 3
    undo = re.search(r'hx-post="([^"]+/undo/)"', answer)[1]
    browser.post(undo, headers=HTMX)
    for one in tickets:
        one.refresh_from_db()
    assert [one.priority for one in tickets] == before


def test_every_bulk_act_does_what_it_says(tickets, lin, mei, client_of) -> None:
    browser, team = client_of(lin), make_team("Second line", lin)
    bulk(browser, tickets, "assign", mei.pk)
    assert {one.assignee for one in tickets} == {mei}
    bulk(browser, tickets, "move", team.pk)
    assert {one.team for one in tickets} == {team}
    bulk(browser, tickets, "tag", "wave 2, mqtt")
    assert all({"wave 2", "mqtt"} <= set(one.tags) for one in tickets)
    bulk(browser, tickets, "untag", "mqtt")
    assert all("mqtt" not in one.tags for one in tickets)
    bulk(browser, tickets, "state", "waiting_rnd")
    assert {one.state for one in tickets} == {"waiting_rnd"}
    bulk(browser, tickets, "snooze", "2099-01-01T09:00")
    assert all(one.snoozed_until for one in tickets)
    bulk(browser, tickets, "follow")
    assert all(one.followers.filter(person=lin).exists() for one in tickets)
    bulk(browser, tickets, "spam")
    assert {one.state for one in tickets} == {"spam"}


def test_an_unknown_bulk_act_or_none_chosen_is_refused(tickets, lin, client_of) -> None:
    bulk(client_of(lin), tickets, "explode", status=422)
    bulk(client_of(lin), [], "priority", "low", status=404)
    assert [one.priority for one in tickets] == ["urgent", "high", "normal"]
    assert not UndoStep.objects.exists()


def test_bulk_acts_touch_no_hidden_ticket_and_are_not_for_eve(tickets, lin, eve, client_of) -> None:
    tickets[0].team = make_team("Secret", is_restricted=True)
    tickets[0].save()
    bulk(client_of(lin), tickets, "priority", "low")
    assert [one.priority for one in tickets] == ["urgent", "low", "low"]
    bulk(client_of(eve), tickets, "priority", "high", status=403)


def test_somebody_elses_bulk_act_cannot_be_undone(tickets, lin, mei, client_of) -> None:
    bulk(client_of(lin), tickets, "priority", "low")
    token = UndoStep.objects.get().pk
    assert client_of(mei).post(f"/desk/tickets/bulk/{token}/undo/", headers=HTMX).status_code in {403, 404, 409}
    assert set(Ticket.objects.values_list("priority", flat=True)) == {"low"}


def test_without_scripts_a_bulk_act_leads_back_to_the_table(tickets, lin, client_of) -> None:
    form = {"ticket": [tickets[0].pk], "act": "priority", "value": "low", "back": "view=all&tag=mqtt"}
    answer = client_of(lin).post("/desk/tickets/bulk/", form)
    assert answer.headers["Location"] == "/desk/tickets/?view=all&tag=mqtt"


def rows_of(answer, encoding: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode(encoding))))


def test_export_holds_the_filtered_tickets_and_no_formulas(tickets, mei, ada, client_of) -> None:
    make_ticket('=HYPERLINK("http://evil.example")', requester=ada, priority="urgent")
    rows = rows_of(client_of(mei).get("/desk/tickets/export/?view=all&priority=urgent"), "utf-8-sig")
    assert rows[0][:2] == ["Number", "Subject"]
    assert {row[1] for row in rows[1:]} == {"Sessions drop", '\'=HYPERLINK("http://evil.example")'}


def test_export_for_old_spreadsheets_is_gb18030(tickets, lin, client_of) -> None:
    rows = rows_of(client_of(lin).get("/desk/tickets/export/?view=all&encoding=gb18030"), "gb18030")
    assert rows[0][1] == "\u4e3b\u9898"  # "subject": the answer is written in the language of who asked
    assert len(rows) == 4


def test_a_view_is_saved_shown_changed_and_deleted(tickets, mei, lin, client_of) -> None:
    browser = client_of(mei)
    form = browser.get("/desk/views/?view=all&tag=mqtt", headers=HTMX).content.decode()
    assert "<dialog" in form
    browser.post("/desk/views/?view=all&tag=mqtt", {"name": "MQTT", "is_shared": "on"})
    view = SavedView.objects.get()
    assert view.is_shared
    markup = client_of(lin).get(f"/desk/tickets/?view=saved-{view.pk}").content.decode()
    assert shown(markup) == [tickets[0].pk]
    assert "MQTT" in markup
    browser.post(f"/desk/views/{view.pk}/?priority=high", {"name": "MQTT", "keep": ["priority=high"]})
    assert SavedView.objects.get().query == "view=all&priority=high"
    browser.post(f"/desk/views/{view.pk}/arrange/", {"act": "delete"})
    assert not SavedView.objects.filter(deleted_at=None).exists()


def test_a_private_view_is_nobody_elses(tickets, mei, lin, client_of) -> None:
    client_of(mei).post("/desk/views/?view=all&tag=mqtt", {"name": "Mine alone"})
    view = SavedView.objects.get()
    assert client_of(lin).get(f"/desk/tickets/?view=saved-{view.pk}").status_code == 404
    assert client_of(lin).post(f"/desk/views/{view.pk}/", {"name": "Lin's"}).status_code == 404
    assert SavedView.objects.get().name == "Mine alone"


def test_an_agent_may_not_share_a_view(tickets, lin, client_of) -> None:
    client_of(lin).post("/desk/views/?view=all", {"name": "For all", "is_shared": "on"})
    assert not SavedView.objects.get().is_shared


def test_the_search_finds_replies_marks_words_and_filters(tickets, lin, client_of) -> None:
    make_message(tickets[1], "The dongle reports error HASP_0031 since Monday.")
    browser = client_of(lin)
    found = browser.get("/desk/search/?q=HASP_0031").content.decode()
    assert f"/desk/tickets/{tickets[1].number}/" in found
    assert "<mark>" in found
    assert f"/desk/tickets/{tickets[0].number}/" not in found
    narrowed = browser.get("/desk/search/?q=HASP_0031&state=solved").content.decode()
    assert f"/desk/tickets/{tickets[1].number}/" not in narrowed


def test_the_search_shows_no_hidden_ticket(tickets, lin, ada, client_of) -> None:
    hidden = make_ticket("zebra", requester=ada, team=make_team("Secret", is_restricted=True))
    assert f"/desk/tickets/{hidden.number}/" not in client_of(lin).get("/desk/search/?q=zebra").content.decode()


def test_the_palette_groups_tickets_customers_and_commands(tickets, mei, client_of) -> None:
    browser = client_of(mei)
    by_number = browser.get(f"/desk/palette?q={tickets[0].number}").content.decode()
    assert f"/desk/tickets/{tickets[0].number}/" in by_number
    by_name = browser.get("/desk/palette?q=acme").content.decode()
    assert "/desk/customers/" in by_name
    commands = browser.get("/desk/palette?q=table").content.decode()
    assert "/desk/tickets/" in commands


def test_what_words_found_beyond_the_limit_is_said_in_page_and_files(tickets, mei, ada, client_of, monkeypatch) -> None:
    monkeypatch.setattr("qiao.tickets.selectors.queue.MOST_FOUND", 2)
    for _number in range(3):
        make_ticket("Gateway gone", requester=ada)
    browser, said = client_of(mei), "More tickets fit these words."
    for address in ("/desk/tickets/?view=all&q=gateway", "/desk/?view=all&q=gateway"):
        page = browser.get(address).content.decode()
        assert (said in page, "1,000+" in page) == (True, True), address
    assert said not in browser.get("/desk/tickets/?view=all&q=sessions").content.decode()
    rows = rows_of(browser.get("/desk/tickets/export/?view=all&q=gateway"), "utf-8-sig")
    assert (len(rows), rows[-1][0][: len(said)]) == (4, said)
    form = {"source": "tickets", "query": "view=all&q=gateway", "format": "csv"}
    browser.post("/desk/exports/", form)
    run_jobs()
    made = Export.objects.get()
    lines = read(made.file).decode().splitlines()
    assert (made.total, len(lines), said in lines[-1]) == (3, 4, True)
    assert len(rows_of(browser.get("/desk/tickets/export/?view=all&q=sessions"), "utf-8-sig")) == 2


def test_taking_a_list_away_is_recorded(tickets, lin, client_of) -> None:
    client_of(lin).get("/desk/tickets/export/?view=all&priority=urgent")
    entry = AuditEntry.objects.get(verb="export.streamed")
    assert (entry.actor_id, entry.data["source"], entry.data["query"]) == (
        lin.pk,
        "tickets",
        "view=all&priority=urgent",
    )


def test_very_many_tickets_are_made_into_a_file_in_the_background(tickets, lin, client_of, monkeypatch) -> None:
    monkeypatch.setattr("qiao.tickets.views.table.MOST_EXPORTED", 2)
    answer = client_of(lin).get("/desk/tickets/export/?view=all", follow=True)
    assert answer.redirect_chain[0][0] == "/desk/exports/?source=tickets&view=all"
    assert "50,000" in answer.content.decode()


def offer(markup: str) -> tuple[str, str]:
    """The query that stands for all that match, and the words that offer it."""
    found = re.search(r'name="matching" value="([^"]*)"[^>]* disabled [^>]*data-label="([^"]*)"', markup)
    return (html.unescape(found[1]), found[2]) if found else ("", "")


@pytest.fixture
def nia(db):
    return make_person("Nia", roles=("agent_l1",))


def test_an_act_reaches_all_that_match_and_is_undone_like_any_other(tickets, nia, ada, client_of) -> None:
    hidden = make_ticket("not hers", requester=ada, priority="high", team=make_team("Closed", is_restricted=True))
    for number in range(60):
        make_ticket(f"number {number}", requester=ada, priority="high")
    browser = client_of(nia)
    query, words = offer(browser.get("/desk/tickets/?view=all&priority=high&sort=created").content.decode())
    assert words == "Select all 61 that match"
    form = {"matching": query, "ticket": [tickets[0].pk], "act": "kind", "value": "request"}
    answer = browser.post("/desk/tickets/bulk/", form, headers=HTMX).content.decode()
    assert "61 tickets changed" in answer
    assert set(Ticket.objects.filter(kind="request").values_list("priority", flat=True)) == {"high", "normal"}
    assert Ticket.objects.filter(kind="request", priority="high").count() == 61
    hidden.refresh_from_db()
    assert hidden.kind != "request"
    browser.post(re.search(r'hx-post="([^"]+/undo/)"', answer)[1], headers=HTMX)
    assert list(Ticket.objects.filter(kind="request")) == [tickets[2]]


def test_of_more_than_an_act_may_take_the_first_of_the_list_are_taken(nia, ada, client_of, monkeypatch) -> None:
    monkeypatch.setattr(bulk_views, "MOST", 55)
    made = [make_ticket(f"number {number}", requester=ada) for number in range(60)]
    browser = client_of(nia)
    query, words = offer(browser.get("/desk/tickets/?view=all&sort=oldest").content.decode())
    assert words == "Select the first 55 of 60"
    browser.post("/desk/tickets/bulk/", {"matching": query, "act": "tag", "value": "wave"}, headers=HTMX)
    assert set(Ticket.objects.filter(tags=["wave"])) == set(made[:55])


def test_all_that_match_is_offered_only_beyond_one_page_and_to_who_may_change(tickets, nia, ada, client_of) -> None:
    assert offer(client_of(nia).get("/desk/tickets/?view=all").content.decode()) == ("", "")
    for number in range(60):
        make_ticket(f"number {number}", requester=ada)
    assert offer(client_of(make_person("Ed", roles=("auditor",))).get("/desk/tickets/?view=all").content.decode()) == (
        "",
        "",
    )
    assert offer(client_of(nia).get("/desk/tickets/?view=all").content.decode())[0]
