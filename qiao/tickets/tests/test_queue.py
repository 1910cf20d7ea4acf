"""The queue: who sees what, filters, pages by keyset, counts, and a fixed number of statements."""

import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from qiao.customers.testing import make_contact, make_organisation
from qiao.kernel.errors import NotFound
from qiao.products.testing import make_product
from qiao.staff.testing import make_person, make_team
from qiao.tickets.labels import SORT_LABELS, VIEW_LABELS
from qiao.tickets.models import Ticket
from qiao.tickets.rules.states import STATES
from qiao.tickets.selectors import (
    TicketFilters,
    filter_chips,
    palette_results,
    queue_page,
    queue_row,
    rail,
    rail_counts,
    search_tickets,
    ticket_id,
    ticket_suggestions,
)
from qiao.tickets.services import (
    add_note,
    add_tags,
    assign_ticket,
    change_state,
    follow_ticket,
    mark_spam,
    move_ticket,
    read_mentions,
    save_draft,
    save_view,
    set_fields,
    snooze_ticket,
    solve_ticket,
)
from qiao.tickets.testing import make_message, make_ticket

pytestmark = pytest.mark.django_db


def numbers(viewer, query="view=all", **more):
    return [row.number for row in queue_page(viewer, TicketFilters.from_text(query), **more).rows]


def shown(viewer, query):
    return set(numbers(viewer, query))


# --- scope ---


def test_a_person_with_products_sees_those_and_tickets_without_product(lin, mei):
    mine, other = make_product(), make_product()
    mine.people.add(lin)
    tickets = {
        name: make_ticket(product=product) for name, product in (("mine", mine), ("other", other), ("none", None))
    }
    assert shown(lin, "view=all") == {tickets["mine"].number, tickets["none"].number}
    assert len(shown(mei, "view=all")) == 3
    with pytest.raises(NotFound):
        ticket_id(lin, tickets["other"].number)


def test_a_restricted_team_is_seen_by_members_leads_and_auditors_only(lin, mei):
    member, auditor = make_person(), make_person(roles=("auditor",))
    secret = make_team("Secret", member, is_restricted=True)
    ticket = make_ticket(team=secret)
    who = {person: bool(numbers(person)) for person in (lin, member, mei, auditor)}
    assert who == {lin: False, member: True, mei: True, auditor: True}
    assert queue_row(lin, ticket.pk) is None
    assert ticket_suggestions(lin, str(ticket.number)) == []


def test_search_finds_only_what_one_may_see(lin, mei):
    secret = make_team("Secret", is_restricted=True)
    ticket = make_ticket("Turbine vibration")
    everything = TicketFilters(view="all")
    assert search_tickets(lin, "turbine", filters=everything).total == 1
    move_ticket(ticket.pk, by=mei.actor, team_id=secret.pk)
    assert search_tickets(lin, "turbine", filters=everything).total == 0
    assert search_tickets(mei, "turbine", filters=everything).total == 1
    assert palette_results(lin, "turbine") == []


# --- views ---


def test_each_view_shows_its_own(lin, mei, bo):
    team = make_team("One", lin)
    tickets = {
        name: make_ticket(name, requester=bo)
        for name in ("mine", "team", "free", "waiting", "solved", "spam", "asleep")
    }
    pk = {name: ticket.pk for name, ticket in tickets.items()}
    assign_ticket(pk["mine"], by=lin.actor, person_id=lin.pk)
    move_ticket(pk["team"], by=lin.actor, team_id=team.pk, person_id=mei.pk)
    assign_ticket(pk["waiting"], by=mei.actor, person_id=mei.pk)
    change_state(pk["waiting"], "waiting_customer", by=mei.actor)
    solve_ticket(pk["solved"], by=lin.actor)
    mark_spam(pk["spam"], by=lin.actor)
    snooze_ticket(pk["asleep"], timezone.now() + timedelta(days=1), by=lin.actor)
    follow_ticket(pk["free"], by=lin.actor)
    add_note(pk["team"], f"@[Lin](person:{lin.pk}) look", by=mei.actor)
    expected = {
        "mine": {"mine"}, "team": {"team"}, f"team-{team.pk}": {"team"}, "unassigned": {"free"},
        "waiting": {"waiting"}, "followed": {"free"}, "mentions": {"team"}, "snoozed": {"asleep"},
        "solved": {"solved"}, "spam": {"spam"}, "all": set(tickets) - {"spam"},
    }  # fmt: skip
    for view, names in expected.items():
        assert shown(lin, f"view={view}") == {tickets[name].number for name in names}, view
    counts = rail_counts(lin)
    for view in expected.keys() - {"solved", "spam", "all"}:
        assert counts[view] == len(expected[view]), view
    read_mentions(pk["team"], by=lin.actor)
    assert shown(lin, "view=mentions") == set()


def test_due_soon_is_what_runs_out_within_two_hours(lin):
    now = timezone.now()
    late, soon, later = make_ticket(), make_ticket(), make_ticket()
    for ticket, hours in ((late, -1), (soon, 1), (later, 3)):
        due = now + timedelta(hours=hours)
        Ticket.objects.filter(pk=ticket.pk).update(next_due_at=due, due_at_sort=due)
    assert shown(lin, "view=due") == {late.number, soon.number}
    assert shown(lin, "view=all&due=overdue") == {late.number}
    buckets = {row.number: row.due_bucket for row in queue_page(lin, TicketFilters(view="all")).rows}
    assert (buckets[late.number], buckets[soon.number]) == ("overdue", "soon")


def test_saved_views_are_their_owners_or_shared(lin, mei):
    urgent = make_ticket(priority="urgent")
    make_ticket()
    private = save_view("Hot", "view=all&priority=urgent&nonsense=1", by=lin.actor)
    shared = save_view("Everything", "view=all", by=mei.actor, is_shared=True)
    assert numbers(lin, f"view=saved-{private}") == [urgent.number]
    assert numbers(lin, f"view=saved-{shared}&priority=urgent") == [urgent.number]
    with pytest.raises(NotFound):
        numbers(mei, f"view=saved-{private}")
    assert [(item.label, item.count) for item in rail(lin).saved] == [("Hot", 1), ("Everything", 2)]


# --- filters ---


def test_filters_narrow_and_none_means_nobody(lin, bo):
    product, team = make_product(), make_team()
    one = make_ticket(requester=bo, product=product, kind="incident", severity="s1", tags=("upgrade", "x"))
    two = make_ticket(team=team, assignee=lin, language="zh-hans")
    for query, found in {
        f"product={product.pk}": one, "kind=incident": one, "severity=s1&severity=s2": one, "tag=upgrade&tag=x": one,
        f"organisation={bo.organisation_id}": one, f"requester={bo.pk}": one, "assignee=none": one, "team=none": one,
        "assignee=me": two, f"team={team.pk}": two, "language=zh-hans": two, f"q={two.number}": two,
        f"q={two.shown_number}": two,
    }.items():  # fmt: skip
        assert numbers(lin, f"view=all&{query}") == [found.number], query
    assert shown(lin, f"view=all&assignee=none&assignee={lin.pk}") == {one.number, two.number}
    today = timezone.localdate()
    assert len(shown(lin, f"view=all&created_from={today}&created_to={today}")) == 2
    assert shown(lin, f"view=all&created_to={today - timedelta(days=1)}") == set()


def test_words_find_what_stands_in_replies_and_notes_in_both_languages(lin, bo):
    ticket = make_ticket("Sync", requester=bo)
    make_ticket("Other")
    make_message(ticket, "\u6d88\u606f\u961f\u5217\u5806\u79ef\u4e86")
    add_note(ticket.pk, "A wild kestrel ERR-4032 appears", by=lin.actor)
    for words in ("\u961f\u5217", "kestrel", "err4032", "bo@acme.example", ticket.shown_number):
        found = search_tickets(lin, words, filters=TicketFilters(view="all"))
        assert ticket.number in [row.number for row in found.rows], words
    assert (
        "<mark>kestrel</mark>" in search_tickets(lin, "kestrel", filters=TicketFilters(view="all")).rows[0].excerpt_html
    )
    assert numbers(lin, "view=all&q=kestrel") == [ticket.number]
    assert search_tickets(lin, "kestrel", filters=TicketFilters(view="all", state=("solved",))).total == 0


def test_a_changed_subject_is_found_and_the_old_one_is_not(lin):
    ticket = make_ticket("Walrus")
    set_fields(ticket.pk, {"subject": "Narwhal"}, by=lin.actor)
    everything = TicketFilters(view="all")
    assert search_tickets(lin, "narwhal", filters=everything).total == 1
    assert search_tickets(lin, "walrus", filters=everything).total == 0


_words = st.sampled_from(
    [
        "1",
        "7",
        "none",
        "me",
        "x",
        "",
        "-1",
        "99999999999999999999",
        "\u4e2d",
        "2026-02-30",
        "2026-03-01",
        "s1",
        "new",
        "urgent",
    ]
)
_fields = st.sampled_from(
    [
        "view",
        "q",
        "state",
        "team",
        "assignee",
        "product",
        "kind",
        "priority",
        "severity",
        "tag",
        "due",
        "language",
        "created_from",
        "created_to",
        "sort",
    ]
)


@given(
    st.lists(
        st.tuples(_fields, _words | st.sampled_from([*VIEW_LABELS, *SORT_LABELS, *STATES]) | st.text(max_size=20)),
        max_size=12,
    )
)
def test_any_query_is_understood_and_survives_the_way_to_the_url_and_back(pairs):
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    filters = TicketFilters.from_query(query)
    assert TicketFilters.from_text(filters.to_query()) == filters


def test_chips_name_what_is_set_and_how_to_be_rid_of_it(lin):
    product = make_product("Harbour")
    filters = TicketFilters(view="all", product=(product.pk,), priority=("high", "urgent"), due="soon")
    chips = filter_chips(lin, filters)
    assert [(chip.field, chip.value) for chip in chips] == [
        ("product", "Harbour"), ("priority", "High"), ("priority", "Urgent"), ("due", "Due soon"),
    ]  # fmt: skip
    assert TicketFilters.from_text(chips[1].without) == filters.with_(priority=("urgent",))
    assert TicketFilters.from_text(chips[3].without) == filters.with_(due="")


# --- pages ---


@pytest.mark.parametrize("sort", list(SORT_LABELS))
def test_pages_cover_everything_once_forwards_and_backwards(sort, lin):
    tickets = [
        make_ticket(priority=priority) for priority in ("low", "urgent", "normal", "normal", "high", "normal", "low")
    ]
    # equal values must not hide rows at the border of a page
    Ticket.objects.filter(pk__in=[ticket.pk for ticket in tickets[2:6]]).update(
        updated_at=tickets[0].updated_at, created_at=tickets[0].created_at, due_at_sort=tickets[0].due_at_sort
    )
    filters = TicketFilters(view="all")
    whole = [row.number for row in queue_page(lin, filters, sort=sort).rows]
    pages, cursor = [], ""
    while True:
        page = queue_page(lin, filters, sort=sort, cursor=cursor, limit=2)
        pages.append(page)
        cursor = page.next_cursor
        if not cursor:
            break
    assert [row.number for page in pages for row in page.rows] == whole
    assert sorted(whole) == sorted(ticket.number for ticket in tickets)
    assert pages[0].previous_cursor == ""
    back = [queue_page(lin, filters, sort=sort, cursor=page.previous_cursor, limit=2) for page in pages[1:]]
    assert [[row.number for row in page.rows] for page in back] == [
        [row.number for row in page.rows] for page in pages[:-1]
    ]
    assert {page.total for page in pages} == {7}


def test_a_cursor_nobody_gave_out_is_the_first_page(lin):
    make_ticket()
    for cursor in ("x", "e30", "WzFd", "bnVsbA"):
        assert len(queue_page(lin, TicketFilters(view="all"), cursor=cursor).rows) == 1


def test_the_order_by_priority_is_urgent_first(lin):
    for priority in ("low", "urgent", "normal", "high"):
        make_ticket(priority=priority)
    rows = queue_page(lin, TicketFilters(view="all"), sort="priority").rows
    assert [row.priority for row in rows] == ["urgent", "high", "normal", "low"]


def test_a_row_knows_what_the_viewer_has_to_do_with_it(lin, bo):
    ticket = make_ticket("Sync fails", requester=bo, body="It stops every night.", tags=("sync",))
    save_draft(ticket.pk, "reply", "Hm", by=lin.actor)
    follow_ticket(ticket.pk, by=lin.actor)
    row = queue_row(lin, ticket.pk)
    assert (row.organisation, row.requester, row.snippet) == ("Acme", "Bo Lindqvist", "It stops every night.")
    assert (row.has_draft, row.is_followed, row.tags, row.last_direction) == (True, True, ("sync",), "in")


def test_counts_stop_at_the_cap(lin, monkeypatch):
    for _ in range(3):
        make_ticket()
    monkeypatch.setattr("qiao.tickets.selectors.queue.COUNT_CAP", 2)
    monkeypatch.setattr(sys.modules["qiao.tickets.selectors.rail"], "COUNT_CAP", 2)
    page = queue_page(lin, TicketFilters(view="all"), limit=1)
    assert (page.total, page.is_capped) == (2, True)
    unassigned = next(item for item in rail(lin).personal if item.view == "unassigned")
    assert (unassigned.count, unassigned.shown) == (2, "1+")


# --- statements ---


def _statements(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def _fill(count, lin):
    for _ in range(count):
        product = make_product()
        ticket = make_ticket(
            requester=make_contact(organisation=make_organisation()), product=product, team=make_team("T")
        )
        add_tags(ticket.pk, ["a"], by=lin.actor)
        save_draft(ticket.pk, "reply", "x", by=lin.actor)


def test_counts_follow_what_changes_however_often_they_were_asked(bo, lin, mei, monkeypatch):
    team, ticket = make_team("Water"), make_ticket(requester=bo)
    assert rail_counts(lin) | {"mine": 0, "team": 0, "due": 0} == rail_counts(lin)
    move_ticket(ticket.pk, by=mei.actor, team_id=team.pk)
    assign_ticket(ticket.pk, by=mei.actor, person_id=lin.pk)
    assert (rail_counts(lin)["mine"], rail_counts(mei)["mine"], rail_counts(lin)["team"]) == (1, 0, 0)
    team.members.add(lin)
    assert (rail_counts(lin)["team"], rail_counts(lin)[f"team-{team.pk}"]) == (1, 1)
    Ticket.objects.filter(pk=ticket.pk).update(due_at_sort=timezone.now() + timedelta(hours=5))
    assert rail_counts(lin)["due"] == 0
    later = timezone.now() + timedelta(hours=4)
    monkeypatch.setattr("qiao.tickets.selectors.filters.timezone.now", lambda: later)
    assert rail_counts(lin)["due"] == 1


def test_counts_are_those_of_the_queues(bo, lin):
    make_ticket(requester=bo, product=make_product("Harbour"))
    other = make_product("Other")
    make_ticket(requester=bo, product=other)
    assert rail_counts(lin)["unassigned"] == queue_page(lin, TicketFilters(view="unassigned")).total == 2
    lin.products.set([other])
    assert rail_counts(lin)["unassigned"] == queue_page(lin, TicketFilters(view="unassigned")).total == 1


def test_the_list_and_the_rail_cost_the_same_at_3_and_at_30_rows(lin):
    filters = TicketFilters(view="all")
    acts = {
        "queue": lambda: queue_page(lin, filters), "rail": lambda: rail(lin), "counts": lambda: rail_counts(lin),
        "search": lambda: search_tickets(lin, "gateway", filters=filters),
    }  # fmt: skip
    _fill(3, lin)
    few = {name: _statements(act) for name, act in acts.items()}
    _fill(27, lin)
    many = {name: _statements(act) for name, act in acts.items()}
    assert few == many
    assert many["queue"] <= 5
    assert many["rail"] <= 8
