"""A person's calendar, by a secret address."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from qiao.customers.models import Contract
from qiao.kernel.access import Actor
from qiao.kernel.api.tokens import issue_token, revoke_token
from qiao.kernel.icalendar import CalendarEvent, calendar_text
from qiao.kernel.models import ApiToken
from qiao.staff.testing import make_team
from qiao.tickets.services import snooze_ticket
from qiao.tickets.testing import SYSTEM, make_ticket


@pytest.fixture
def feed(lin):
    return issue_token(ApiToken.Kind.CALENDAR, lin, name="Outlook", by=Actor.person(lin))


def read(secret: str) -> str:
    answer = Client().get(f"/calendars/{secret}.ics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/calendar")
    return answer.content.decode().replace("\r\n ", "")


@pytest.mark.django_db
def test_deadlines_snoozed_tickets_and_contract_ends_stand_in_the_calendar(feed, lin, ada, acme):
    acme.owner = lin
    acme.save()
    due = make_ticket("Stops; at two", requester=ada, assignee=lin)
    asleep = make_ticket("Later", requester=ada, assignee=lin)
    snooze_ticket(asleep.pk, timezone.now() + timedelta(days=2), by=SYSTEM)
    make_ticket("Of somebody else", requester=ada)
    Contract.objects.create(
        organisation=acme, number="C-7", starts_on="2026-01-01", ends_on=timezone.localdate() + timedelta(days=9)
    )
    text = read(feed.secret)
    assert f"UID:due-{due.pk}@" in text
    assert f"UID:wakes-{asleep.pk}@" in text
    assert "C-7" in text
    assert "Stops\\; at two" in text
    assert "Of somebody else" not in text


@pytest.mark.django_db
def test_a_ticket_that_went_out_of_sight_leaves_the_calendar(feed, lin, ada):
    ticket = make_ticket("Hush", requester=ada, assignee=lin)
    ticket.team = make_team("Secret", is_restricted=True)
    ticket.save()
    assert "Hush" not in read(feed.secret)


@pytest.mark.django_db
def test_a_revoked_address_is_gone_and_no_address_opens_the_api(feed, lin):
    assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {feed.secret}"}).status_code == 401
    revoke_token(feed.token.pk, by=Actor.person(lin))
    assert Client().get(f"/calendars/{feed.secret}.ics").status_code == 404
    assert Client().get("/calendars/qiao_nonsense.ics").status_code == 404


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_lines_are_short_and_texts_come_back_whole(title):
    event = CalendarEvent("1@x", timezone.now(), title, "http://x")
    text = calendar_text("Name", [event], now=timezone.now())
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found = re.search(r"^SUMMARY:(.*?)\r\n", text.replace("\r\n ", ""), re.MULTILINE | re.DOTALL)
    assert re.sub(r"\\(.)", r"\1", found[1]) == title
