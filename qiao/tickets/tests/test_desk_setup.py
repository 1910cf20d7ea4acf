"""Setting up the desk: quick replies, fields, targets, calendars."""

from datetime import date

import pytest

from qiao.kernel.models import Calendar, CalendarDay, CalendarVersion, CalendarYear
from qiao.tickets.models import CustomField, DeskPolicy, QuickReply, SlaTarget
from qiao.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def china(db) -> Calendar:
    return Calendar.objects.get(key="china")


def test_a_quick_reply_is_written_changed_and_deleted(mei, client_of) -> None:
    browser = client_of(mei)
    assert browser.post("/setup/quick-replies/new/", {"name": "Got it"}).status_code == 422
    browser.post("/setup/quick-replies/new/", {"name": "Got it", "en": "We got it.", "is_shared": "on"})
    reply = QuickReply.objects.get()
    assert (reply.body.en, reply.owner) == ("We got it.", None)
    browser.post(f"/setup/quick-replies/{reply.pk}/", {"name": "Got it", "en": "Received.", "is_shared": "on"})
    assert QuickReply.objects.get().body.en == "Received."
    browser.post("/setup/quick-replies/", {"delete": reply.pk})
    assert not QuickReply.objects.exists()


def test_somebody_elses_private_quick_reply_does_not_exist(mei, lin, client_of) -> None:
    client_of(mei).post("/setup/quick-replies/new/", {"name": "Mine", "en": "Hello"})
    reply = QuickReply.objects.get()
    assert client_of(lin).get(f"/setup/quick-replies/{reply.pk}/").status_code == 404


def test_a_field_is_asked_for_on_tickets_until_retired(mei, lin, ada, client_of) -> None:
    browser = client_of(mei)
    form = {"key": "site", "en": "Site", "kind": "choice", "position": "0"}
    assert browser.post("/setup/fields/new/", form).status_code == 422
    browser.post("/setup/fields/new/", {**form, "choices": "north | North\nsouth | South"})
    field = CustomField.objects.get()
    assert [choice["key"] for choice in field.choices] == ["north", "south"]
    ticket = make_ticket("x", requester=ada)
    address = f"/desk/tickets/{ticket.number}/fields/"
    assert 'name="own-site"' in client_of(lin).get(address).content.decode()
    facts = {"subject": "x", "kind": "question", "priority": "normal"}
    client_of(lin).post(address, {**facts, "own-site": "south"})
    ticket.refresh_from_db()
    assert ticket.fields == {"site": "south"}
    assert client_of(lin).post(address, {**facts, "own-site": "west"}).status_code == 422
    browser.post("/setup/fields/", {"retire": field.pk})
    assert 'name="own-site"' not in client_of(lin).get(address).content.decode()


def target_form(calendar: Calendar, **changes: str) -> dict[str, str]:
    form = {"auto_close_days": "5", "follow_up_days": "10"}
    for priority in ("urgent", "high", "normal", "low"):
        form |= {
            f"{priority}-first_reply": "1h 30m", f"{priority}-solve": "2d", f"{priority}-calendar": str(calendar.pk),
        }  # fmt: skip
    return form | changes


def test_targets_are_written_as_durations(mei, china, client_of) -> None:
    browser = client_of(mei)
    assert browser.post("/setup/targets/", target_form(china, **{"low-solve": "soon"})).status_code == 422
    assert browser.post("/setup/targets/", target_form(china, **{"low-solve": ""})).status_code == 302
    urgent, low = SlaTarget.objects.get(priority="urgent"), SlaTarget.objects.get(priority="low")
    assert (urgent.first_reply_seconds, urgent.solve_seconds) == (5_400, 57_600)
    assert low.solve_seconds is None
    assert DeskPolicy.objects.get().auto_close_days == 5
    assert 'value="1h 30m"' in browser.get("/setup/targets/").content.decode()


def test_a_run_of_holidays_is_added_and_taken_away(mei, china, client_of) -> None:
    browser = client_of(mei)
    form = {"first": "2027-10-01", "last": "2027-10-07", "kind": "closed", "en": "National Day"}
    browser.post(f"/setup/calendars/{china.pk}/days/", form)
    days = CalendarDay.objects.filter(calendar=china, date__year=2027)
    assert days.count() == 7
    assert days.first().label.en == "National Day"
    browser.post(f"/setup/calendars/{china.pk}/days/", {"clear": "2027-10-07"})
    assert days.count() == 6
    backwards = {**form, "last": "2027-09-01"}
    assert browser.post(f"/setup/calendars/{china.pk}/days/", backwards).status_code == 422


def test_a_make_up_day_with_hours_of_its_own(mei, china, client_of) -> None:
    form = {"first": "2027-09-26", "kind": "open", "hours": "09:00-12:00, 13:00-17:00"}
    client_of(mei).post(f"/setup/calendars/{china.pk}/days/", form)
    assert CalendarDay.objects.get(date=date(2027, 9, 26)).intervals == [["09:00", "12:00"], ["13:00", "17:00"]]


def test_an_unconfirmed_year_is_warned_of_until_somebody_confirms_it(mei, china, client_of) -> None:
    browser = client_of(mei)
    address = f"/setup/calendars/{china.pk}/?year=2027"
    assert "The holidays of 2027 have not been confirmed" in browser.get(address).content.decode()
    browser.post(f"/setup/calendars/{china.pk}/days/", {"confirm": "2027", "source": "Notice 9"})
    assert CalendarYear.objects.get(calendar=china, year=2027).is_confirmed
    page = browser.get(address).content.decode()
    assert "have not been confirmed" not in page
    assert "Notice 9" in page


def test_new_weekly_hours_are_a_new_version(mei, china, client_of) -> None:
    browser, address = client_of(mei), f"/setup/calendars/{china.pk}/"
    versions = CalendarVersion.objects.filter(calendar=china)
    before = versions.count()
    assert browser.post(address, {"hours-mon": "whenever"}).status_code == 422
    browser.post(address, {"hours-mon": "08:00-12:00", "hours-tue": "08:00-12:00, 13:00-24:00"})
    assert versions.count() == before + 1
    assert versions.order_by("-valid_from").first().weekly["tue"] == [["08:00", "12:00"], ["13:00", "24:00"]]


def test_another_region_gets_a_calendar_that_a_target_uses(mei, client_of) -> None:
    browser, address = client_of(mei), "/setup/calendars/new/"
    assert 'value="09:00-18:00"' in browser.get(address).content.decode()
    form = {"en": "Working days in Berlin", "time_zone": "Europe/Berlin", "hours-mon": "09:00-12:00, 13:00-17:00"}
    page = browser.post(address, form, follow=True).content.decode()
    assert "13:00-17:00" in page
    berlin = Calendar.objects.get(time_zone="Europe/Berlin")
    assert (berlin.key, berlin.has_holidays) == ("working-days-in-berlin", False)
    assert berlin.versions.get().weekly == {"mon": [["09:00", "12:00"], ["13:00", "17:00"]]}
    assert browser.post("/setup/targets/", target_form(berlin)).status_code == 302
    assert set(SlaTarget.objects.values_list("calendar", flat=True)) == {berlin.pk}
    browser.post(address, form)
    assert Calendar.objects.filter(key="working-days-in-berlin-2").exists()


@pytest.mark.parametrize(
    "wrong", [{"en": ""}, {"time_zone": "Mars/Base"}, {"hours-mon": ""}, {"hours-mon": "whenever"}]
)
def test_a_calendar_without_name_zone_or_hours_is_refused_and_kept_on_the_page(wrong, mei, client_of) -> None:
    form = {"en": "Berlin", "time_zone": "Europe/Berlin", "hours-mon": "09:00-12:00"}
    before = Calendar.objects.count()
    answer = client_of(mei).post("/setup/calendars/new/", {**form, **wrong})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert Calendar.objects.count() == before


@pytest.mark.parametrize(
    "address",
    ["/setup/fields/", "/setup/fields/new/", "/setup/targets/", "/setup/calendars/1/days/", "/setup/calendars/new/"],
)
def test_an_agent_may_not_set_up(address, lin, client_of) -> None:
    kept = [CustomField, SlaTarget, Calendar, CalendarDay, DeskPolicy]
    before = [list(model.objects.order_by("pk").values()) for model in kept]
    form = {"key": "site", "en": "Site", "kind": "text", "first": "2027-10-01", "time_zone": "UTC", "hours-mon": "9-12"}
    answer = client_of(lin).post(address, {**target_form(Calendar.objects.get(key="china")), **form})
    assert answer.status_code == 403
    assert [list(model.objects.order_by("pk").values()) for model in kept] == before
