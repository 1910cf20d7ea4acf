"""What makes no sense or is too much is refused in the reader's words: nothing is half done or cut in silence."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from qiao.customers.testing import customer_client
from qiao.kernel.api.testing import Caller
from qiao.kernel.models import Calendar, CalendarDay, TableImport
from qiao.kernel.testing import run_jobs
from qiao.kernel.time.china import load_china_calendars
from qiao.tickets.models import DeskImport, Message, PortalDraft, SlaTarget, Ticket, UndoStep
from qiao.tickets.services import bulk as bulk_services
from qiao.tickets.services import change_state
from qiao.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
MANY_TAGS = [f"tag{number}" for number in range(31)]


@pytest.fixture
def ticket(ada, lin) -> Ticket:
    return make_ticket("Sessions drop", requester=ada, assignee=lin)


@pytest.mark.parametrize("act", ["assign", "move", "product", "snooze"])
@pytest.mark.parametrize("value", ["nobody", "-1", "9" * 30, "\u0663", "2026-13-45T25:00"])
def test_nonsense_unassigns_no_five_hundred_tickets(act, value, ticket, lin, client_of):
    form = {"ticket": [ticket.pk], "act": act, "value": value}
    answer = client_of(lin).post("/desk/tickets/bulk/", form, headers=HTMX)
    assert answer.status_code == 422
    # told in Lin's language
    assert "\\u65e0\\u6cd5\\u8bc6\\u522b" in answer.headers["HX-Trigger"]
    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.snoozed_until) == (lin, None)
    assert not UndoStep.objects.exists()


def test_what_a_bulk_act_could_not_change_is_not_counted_and_is_named(ticket, ada, mei, client_of):
    over = make_ticket(requester=ada)
    change_state(over.pk, "solved", by=mei.actor)
    change_state(over.pk, "closed", by=mei.actor)
    form = {"ticket": [ticket.pk, over.pk], "act": "state", "value": "waiting_rnd"}
    page = client_of(mei).post("/desk/tickets/bulk/", form, follow=True).content.decode()
    assert "1 ticket changed." in page
    assert f"1 could not be: {over.shown_number}" in page


def test_a_bulk_act_that_breaks_off_leaves_no_step_behind(ticket, lin, client_of, monkeypatch):
    def lost(**_arguments):
        raise ConnectionError

    monkeypatch.setattr(bulk_services, "INLINE", 0)
    monkeypatch.setattr(bulk_services.continue_bulk, "defer", lost)
    form = {"ticket": [ticket.pk], "act": "priority", "value": "low"}
    with pytest.raises(ConnectionError):
        client_of(lin).post("/desk/tickets/bulk/", form)
    assert not UndoStep.objects.exists()


def test_undoing_that_breaks_off_can_be_tried_again(ticket, lin, client_of, monkeypatch):
    browser = client_of(lin)
    browser.post("/desk/tickets/bulk/", {"ticket": [ticket.pk], "act": "priority", "value": "low"})
    step = UndoStep.objects.get()

    def lost(*_arguments):
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(bulk_services, "_do_some", lost)
        with pytest.raises(ConnectionError):
            browser.post(f"/desk/tickets/bulk/{step.pk}/undo/")
    assert browser.post(f"/desk/tickets/bulk/{step.pk}/undo/", headers=HTMX).status_code == 200
    ticket.refresh_from_db()
    assert ticket.priority == "normal"


def test_an_owner_who_is_no_number_is_not_nobody(ticket, lin, client_of):
    answer = client_of(lin).post(f"/desk/tickets/{ticket.number}/assign/", {"person": "x"}, headers=HTMX)
    ticket.refresh_from_db()
    assert (answer.status_code, ticket.assignee) == (422, lin)


def test_a_contact_does_not_lose_its_customer_to_nonsense(ada, acme, mei, client_of):
    answer = client_of(mei).post(f"/desk/contacts/{ada.pk}/move/", {"organisation": "x"}, headers=HTMX)
    ada.refresh_from_db()
    assert (answer.status_code, ada.organisation) == (422, acme)


def test_a_calendar_refuses_days_and_years_that_do_not_exist(mei, client_of):
    load_china_calendars()
    china = Calendar.objects.get(key="china")
    before = CalendarDay.objects.count()
    for form in ({"clear": "2026-02-30"}, {"clear": "tomorrow"}, {"confirm": "99999"}, {"confirm": "9" * 30}):
        answer = client_of(mei).post(f"/setup/calendars/{china.pk}/days/", form, headers=HTMX)
        assert answer.status_code == 422, form
    assert CalendarDay.objects.count() == before


def test_targets_are_saved_all_or_none(mei, client_of):
    load_china_calendars()
    china = Calendar.objects.get(key="china")
    form = {"auto_close_days": "5", "follow_up_days": "10"}
    for priority in ("urgent", "high", "normal", "low"):
        form |= {f"{priority}-first_reply": "1h", f"{priority}-solve": "2d", f"{priority}-calendar": str(china.pk)}
    form["low-solve"] = "999999999d"  # written like a duration, but longer than any promise
    before = list(SlaTarget.objects.order_by("pk").values())
    answer = client_of(mei).post("/setup/targets/", form, headers=HTMX)
    assert answer.status_code == 422
    assert list(SlaTarget.objects.order_by("pk").values()) == before


def test_tags_beyond_the_limit_are_refused_at_the_desk(ticket, mei, client_of):
    browser, address = client_of(mei), f"/desk/tickets/{ticket.number}/tags/"
    answer = browser.post(address, {"tag": ",".join(MANY_TAGS)}, headers=HTMX)
    assert (answer.status_code, "at most 30 tags" in answer.headers["HX-Trigger"]) == (422, True)
    answer = browser.post(address, {"tag": "x" * 61}, headers=HTMX)
    assert (answer.status_code, "at most 60 characters" in answer.headers["HX-Trigger"]) == (422, True)
    ticket.refresh_from_db()
    assert ticket.tags == []
    browser.post(address, {"tag": ",".join(MANY_TAGS[:30])}, headers=HTMX)
    ticket.refresh_from_db()
    assert len(ticket.tags) == 30
    browser.post("/desk/tickets/bulk/", {"ticket": [ticket.pk], "act": "tag", "value": "one more"})
    [[number, reason]] = UndoStep.objects.get().refused
    assert (number, "at most 30 tags" in reason) == (ticket.number, True)


def test_tags_beyond_the_limit_are_refused_in_the_api(ticket, lin):
    program = Caller(lin)
    assert program.post("tickets", {"subject": "A", "markdown": "B", "tags": MANY_TAGS}).status_code == 422
    ticket.tags = MANY_TAGS[:30]
    ticket.save()
    answer = program.call("PUT", f"tickets/{ticket.number}/tags", {"tags": ["x" * 60, *MANY_TAGS[:30]]})
    assert (answer.status_code, "30" in answer.json()["errors"][0]["message"]) == (422, True)
    ticket.refresh_from_db()
    assert ticket.tags == MANY_TAGS[:30]


def test_tags_beyond_the_limit_are_refused_by_imports(mei, client_of):
    browser = client_of(mei)
    table = f"Number;Subject;Tags;Created\nT-1;Gateway;{','.join(MANY_TAGS)};2026-11-01\n"
    browser.post("/setup/imports/new/tickets/", {"file": SimpleUploadedFile("t.csv", table.encode())})
    run = TableImport.objects.get()
    browser.post(f"/setup/imports/{run.pk}/check/")
    run_jobs()
    page = browser.get(f"/setup/imports/{run.pk}/").content.decode()
    assert "A ticket takes at most 30 tags, and these would be 31." in page
    record = {"type": "ticket", "key": "7", "number": "7", "subject": "G", "created_at": "2026-11-01T00:00:00Z"}
    line = json.dumps({**record, "tags": MANY_TAGS})
    file = SimpleUploadedFile("t.jsonl", line.encode())
    browser.post("/setup/imports/desks/new/jsonl/", {"system": "old", "file": file})
    run_jobs()
    page = browser.get(f"/setup/imports/desks/{DeskImport.objects.get().pk}/").content.decode()
    assert "A ticket takes at most 30 tags, and these would be 31." in page
    assert not Ticket.objects.exists()


def test_a_customers_text_is_refused_whole_and_stands_in_the_form(ticket, ada):
    browser, text = customer_client(ada), "x" * 50_001
    answer = browser.post(f"/portal/tickets/{ticket.number}/reply/", {"text": text})
    page = answer.content.decode()
    assert (answer.status_code, "at most 50,000 characters" in page, text in page) == (422, True, True)
    assert Message.objects.count() == 1
    place = {"draft_place": f"ticket:{ticket.number}"}
    assert browser.post("/portal/draft/", {**place, "text": text}).status_code in {302, 422}
    assert not PortalDraft.objects.exists()
    browser.post("/portal/draft/", {**place, "text": "y" * 50_000})
    assert PortalDraft.objects.get().data["text"] == "y" * 50_000
