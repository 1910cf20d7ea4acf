"""The desk's setup by HTTP: fields, states, targets, calendars, moving in."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from qiao.kernel.api.testing import Caller
from qiao.kernel.i18n import Bilingual
from qiao.kernel.models import AuditEntry, Calendar, CalendarDay, CalendarVersion, CalendarYear
from qiao.kernel.testing import run_jobs
from qiao.products.testing import make_product
from qiao.tickets.models import ClosedMove, CustomField, DeskImport, SlaTarget, StateName, Ticket
from qiao.tickets.ports import desk_kinds

pytestmark = pytest.mark.django_db
LINES = "\n".join(
    json.dumps(line)
    for line in (
        {"type": "ticket", "key": "t1", "subject": "Gateway", "created_at": "2025-01-01"},
        {"type": "ticket", "key": "t2", "subject": "no date"},
        {"type": "ticket", "key": "t3", "subject": "x", "created_at": "2025-01-01", "state": "gone"},
    )
)


@pytest.fixture
def program(mei):
    return Caller(mei)


@pytest.fixture
def china(db) -> Calendar:
    return Calendar.objects.get(key="china")


def fields_of(answer) -> set[str]:
    assert answer.status_code == 422, answer.content
    return {error["field"].rpartition(".")[2] for error in answer.json()["errors"]}


def refusal(answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def upload(program, content: bytes = b"", **fields):
    data = {**fields, **({"file": SimpleUploadedFile("old.jsonl", content)} if content else {})}
    return program.client.post("/api/v1/desk-imports", data, headers={"Authorization": f"Bearer {program.secret}"})


# --- custom fields


def test_a_field_is_defined_changed_retired_and_brought_back(program, lin):
    product = make_product()
    given = {
        "key": "site", "kind": "choice", "labels": {"en": "Site"}, "product_ids": [product.pk],
        "options": [{"key": "north", "en": "North"}, {"key": "south", "en": "South", "zh_hans": "\u5357"}],
    }  # fmt: skip
    made = program.post("custom-fields", given)
    assert made.status_code == 201, made.content
    number = made.json()["id"]
    read = Caller(lin).get(f"custom-fields/{number}")
    assert read.json() | {"labels": 0, "options": 0} == {
        "id": number, "key": "site", "label": "Site", "labels": 0, "kind": "choice", "choices": ["north", "south"],
        "options": 0, "product_ids": [product.pk], "is_required_to_solve": False, "is_active": True, "position": 0,
    }  # fmt: skip
    changed = program.patch(f"custom-fields/{number}", {"position": 3}, If_Match=read.headers["ETag"])
    assert (changed.json()["position"], changed.json()["options"]) == (3, read.json()["options"])
    late = program.patch(f"custom-fields/{number}", {"position": 4}, If_Match=read.headers["ETag"])
    assert refusal(late) == (412, "changed_since")
    assert program.put(f"custom-fields/{number}/archive").json()["is_active"] is False
    assert program.get("custom-fields").json()["items"] == []
    assert [one["id"] for one in program.get("custom-fields?is_active=false").json()["items"]] == [number]
    back = program.delete(f"custom-fields/{number}/archive").json()
    assert (back["is_active"], back["choices"], back["product_ids"]) == (True, ["north", "south"], [product.pk])
    verbs = AuditEntry.objects.filter(object_type="tickets.customfield", object_id=number).order_by("id")
    assert [row.verb for row in verbs] == [f"custom_field.{act}" for act in ("saved", "saved", "retired", "saved")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"key": "a b"}, "key"), ({"key": "---"}, "key"), ({"labels": {"en": "", "zh_hans": ""}}, "label"),
        ({"labels": {"en": "x" * 81}}, "label"), ({"kind": "choice"}, "choices"), ({"kind": "colour"}, "kind"),
        ({"product_ids": [999_999]}, "product_ids"), ({"position": -1}, "position"),
        ({"kind": "choice", "options": [{"key": "a"}, {"key": "a"}]}, "options"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_is_refused(program, changes, field):
    answer = program.post("custom-fields", {"key": "site", "labels": {"en": "Site"}} | changes)
    assert field in fields_of(answer)
    assert not CustomField.objects.exists()


def test_a_key_is_taken_once(program):
    given = {"key": "site", "labels": {"en": "Site"}}
    assert program.post("custom-fields", given, Idempotency_Key="k").status_code == 201
    assert program.post("custom-fields", given, Idempotency_Key="k").headers["Idempotent-Replayed"] == "true"
    assert refusal(program.post("custom-fields", given)) == (409, "already_there")


def test_the_setup_page_refuses_a_position_no_column_holds(client_of, mei):
    form = {"key": "site", "en": "Site", "kind": "text", "position": "9999999999"}
    page = client_of(mei).post("/setup/fields/new/", form, follow=True)
    assert page.status_code == 200
    assert "Position is outside the allowed range." in page.content.decode()
    assert not CustomField.objects.exists()


# --- states


def test_states_are_listed_and_named(program, lin):
    caller = Caller(lin)
    states = {one["state"]: one for one in caller.get("states", Accept_Language="en").json()["items"]}
    assert (states["waiting_rnd"]["name"], states["waiting_rnd"]["category"]) == ("Waiting for R&D", "waiting")
    named = program.patch("states/waiting_rnd", {"names": {"en": "With engineering"}}).json()
    assert (named["name"], named["names"]["en"]) == ("With engineering", "With engineering")
    assert named["usual_names"] == states["waiting_rnd"]["usual_names"]
    assert fields_of(program.patch("states/waiting_rnd", {"names": {"en": "x" * 41}})) == {"name"}
    assert program.patch("states/frozen", {"names": {"en": "Frozen"}}).status_code == 422
    assert refusal(caller.patch("states/open", {"names": {"en": "Mine"}})) == (403, "scope_missing")
    assert [row.label.en for row in StateName.objects.all()] == ["With engineering"]
    program.patch("states/waiting_rnd", {"names": {}})
    assert not StateName.objects.exists()


def test_moves_are_closed_and_opened_again(program):
    def closed() -> set[tuple[str, str]]:
        moves = program.get("state-moves").json()["items"]
        return {(one["source"], one["target"]) for one in moves if not one["is_used"]}

    assert closed() == set()
    program.put("state-moves", {"closed": [{"source": "solved", "target": "open"}]})
    assert closed() == {("solved", "open")}
    fixed = program.put("state-moves", {"closed": [{"source": "new", "target": "open"}]})
    assert fields_of(fixed) == {"closed"}
    every = [{"source": one["source"], "target": one["target"]} for one in program.get("state-moves").json()["items"]
             if one["target"] == "solved" and one["is_optional"]]  # fmt: skip
    assert refusal(program.put("state-moves", {"closed": every})) == (409, "no_way_to_solved")
    assert closed() == {("solved", "open")}
    program.put("state-moves", {"closed": []})
    assert not ClosedMove.objects.exists()


# --- targets


def test_targets_and_closing_rules_change_together_or_not_at_all(program, china):
    low = {"priority": "low", "first_reply_seconds": None, "solve_seconds": 90_000, "calendar_id": china.pk}
    SlaTarget.objects.filter(priority="urgent").delete()
    shown = program.patch("service-targets", {"targets": [low], "auto_close_days": 5}).json()
    assert (low in shown["targets"], shown["auto_close_days"], shown["follow_up_days"]) == (True, 5, 14)
    assert program.get("service-targets").json() == shown
    assert "urgent" not in {one["priority"] for one in shown["targets"]}
    wrong = program.patch(
        "service-targets", {"targets": [low | {"solve_seconds": 1}, low | {"priority": "high", "calendar_id": 999_999}]}
    )
    assert fields_of(wrong) == {"calendar"}
    assert program.get("service-targets").json() == shown
    assert program.patch("service-targets", {"follow_up_days": 30}).json()["follow_up_days"] == 30
    last = program.get("service-targets")
    assert last.json()["auto_close_days"] == 5
    program.patch("service-targets", {"auto_close_days": 6}, If_Match=last.headers["ETag"])
    late = program.patch("service-targets", {"auto_close_days": 7}, If_Match=last.headers["ETag"])
    assert refusal(late) == (412, "changed_since")
    assert program.get("service-targets").json()["auto_close_days"] == 6


# --- calendars


def test_another_region_gets_a_calendar(program):
    given = {
        "names": {"en": "Working days in Berlin"}, "time_zone": "Europe/Berlin", "has_holidays": False,
        "weekly": {"mon": [["09:00", "12:00"], ["13:00", "17:00"]]},
    }  # fmt: skip
    made = program.post("calendars", given)
    assert made.status_code == 201, made.content
    berlin = made.json()
    assert (berlin["key"], berlin["weekly"]["mon"], berlin["weekly"]["tue"], berlin["years_to_confirm"]) == (
        "working-days-in-berlin", [["09:00", "12:00"], ["13:00", "17:00"]], [], [],
    )  # fmt: skip
    tag = program.get(f"calendars/{berlin['id']}").headers["ETag"]
    weekly = {"weekly": {"mon": [["08:00", "24:00"]]}}
    changed = program.put(f"calendars/{berlin['id']}/hours", weekly, If_Match=tag)
    assert changed.json()["weekly"]["mon"] == [["08:00", "24:00"]]
    assert refusal(program.put(f"calendars/{berlin['id']}/hours", weekly, If_Match=tag)) == (412, "changed_since")
    versions = program.get(f"calendars/{berlin['id']}/versions").json()["items"]
    assert [one["weekly"]["mon"][0] for one in versions] == [["08:00", "24:00"], ["09:00", "12:00"]]
    verbs = AuditEntry.objects.filter(object_type="kernel.calendar", object_id=berlin["id"]).order_by("id")
    assert [row.verb for row in verbs] == ["calendar.created", "calendar.hours_set"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"names": {"en": ""}}, "calendar_name_missing"), ({"time_zone": "Mars/Base"}, "unknown_time_zone"),
        ({"weekly": {}}, "no_hours"), ({"weekly": {"mon": [["nine", "ten"]]}}, "hours_not_understood"),
        ({"weekly": {"mon": [["10:00", "09:00"]]}}, "hours_not_understood"),
        ({"time_zone": "../x"}, "unknown_time_zone"),
    ],
)  # fmt: skip
def test_a_calendar_without_name_zone_or_hours_is_refused(program, changes, code):
    given = {"names": {"en": "Berlin"}, "time_zone": "Europe/Berlin", "weekly": {"mon": [["09:00", "12:00"]]}}
    before = Calendar.objects.count()
    assert refusal(program.post("calendars", given | changes)) == (422, code)
    assert Calendar.objects.count() == before


def test_dates_are_closed_opened_and_cleared(program, china):
    given = {"first": "2027-10-01", "last": "2027-10-07", "kind": "closed", "names": {"en": "National Day"}}
    days = program.post(f"calendars/{china.pk}/days", given).json()["items"]
    assert (len(days), days[0]["name"]) == (7, "National Day")
    make_up = {"first": "2027-10-09", "kind": "open", "intervals": [["09:00", "12:00"]]}
    program.post(f"calendars/{china.pk}/days", make_up)
    first = program.get(f"calendars/{china.pk}/days?year=2027&limit=7").json()
    assert [one["kind"] for one in first["items"]] == ["closed"] * 7
    (last,) = program.get(f"calendars/{china.pk}/days?year=2027&cursor={first['next_cursor']}").json()["items"]
    assert (last["date"], last["intervals"]) == ("2027-10-09", [["09:00", "12:00"]])
    assert program.delete(f"calendars/{china.pk}/days/2027-10-09").status_code == 204
    assert CalendarDay.objects.filter(calendar=china, date__year=2027).count() == 7


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"last": "2027-09-01"}, "too_many_days"), ({"last": "2027-11-02"}, "too_many_days"),
        ({"first": "1800-01-01", "last": None}, "not_understood"),
        ({"intervals": [["9", "10"]]}, "hours_not_understood"),
    ],
)  # fmt: skip
def test_dates_that_cannot_be_are_refused_as_a_whole(program, china, changes, code):
    given = {"first": "2027-10-01", "last": "2027-10-07", "kind": "open"} | changes
    before = CalendarDay.objects.count()
    assert refusal(program.post(f"calendars/{china.pk}/days", given)) == (422, code)
    assert CalendarDay.objects.count() == before


def test_running_deadlines_follow_a_date_that_is_closed(program, china, ada):
    CalendarVersion.objects.create(
        calendar=china, valid_from=timezone.now(),
        weekly={day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
    )  # fmt: skip
    promise = {"priority": "normal", "first_reply_seconds": 3_600, "solve_seconds": None, "calendar_id": china.pk}
    program.patch("service-targets", {"targets": [promise]})
    number = program.post("tickets", {"subject": "x", "markdown": "x", "requester_id": ada.pk}).json()["number"]
    before = Ticket.objects.get(number=number).next_due_at
    assert before is not None
    today = timezone.localdate()
    program.post(f"calendars/{china.pk}/days", {"first": today.isoformat(), "kind": "closed"})
    run_jobs()
    assert Ticket.objects.get(number=number).next_due_at > before


def test_a_year_is_confirmed_by_its_notice(program, china):
    CalendarYear.objects.filter(calendar=china, year=timezone.localdate().year).delete()
    year = timezone.localdate().year
    assert year in program.get(f"calendars/{china.pk}").json()["years_to_confirm"]
    assert fields_of(program.put(f"calendars/{china.pk}/years/{year}", {"source": " "})) == {"source"}
    assert program.put(f"calendars/{china.pk}/years/{year}", {"source": "Notice 9"}).json()["is_confirmed"]
    assert {"year": year, "is_confirmed": True, "source": "Notice 9"} in (
        program.get(f"calendars/{china.pk}/years").json()["items"]
    )
    assert year not in program.get("calendars").json()["items"][0]["years_to_confirm"]
    assert program.put(f"calendars/{china.pk}/years/3000", {"source": "x"}).status_code == 422


def test_the_page_refuses_to_confirm_a_year_by_nothing(client_of, mei, china):
    client_of(mei).post(f"/setup/calendars/{china.pk}/days/", {"confirm": "2027", "source": " "})
    assert not CalendarYear.objects.filter(calendar=china, year=2027).exists()


def test_the_page_says_beside_its_field_what_a_date_cannot_be(client_of, mei, china):
    address = f"/setup/calendars/{china.pk}/days/"
    backwards = client_of(mei).post(address, {"first": "2027-10-02", "last": "2027-10-01", "kind": "closed"})
    unclear = client_of(mei).post(address, {"first": "2027-10-02", "kind": "open", "hours": "whenever"})
    assert (backwards.status_code, set(backwards.context["form"].errors)) == (422, {"last"})
    assert (unclear.status_code, set(unclear.context["form"].errors)) == (422, {"hours"})
    assert not CalendarDay.objects.filter(date__year=2027).exists()


# --- moving in


def test_a_file_moves_in_and_what_was_refused_is_told(program):
    kinds = {one["key"]: one["asks"] for one in program.get("desk-import-kinds").json()["items"]}
    assert set(kinds) == {kind.key for kind in desk_kinds()}
    assert (kinds["jsonl"], kinds["zammad"]) == (["file"], ["address", "token"])
    begun = upload(program, LINES.encode(), kind="jsonl")
    assert begun.status_code == 201, begun.content
    assert (begun.json()["state"], begun.json()["file_name"]) == ("running", "old.jsonl")
    run_jobs()
    number = begun.json()["id"]
    done = program.get(f"desk-imports/{number}").json()
    assert (done["state"], done["counts"]["tickets"], done["refused_count"]) == ("done", 1, 2)
    first = program.get(f"desk-imports/{number}/refused?limit=1").json()
    (second,) = program.get(f"desk-imports/{number}/refused?cursor={first['next_cursor']}").json()["items"]
    assert (first["items"][0]["key"], second["key"]) == ("t2", "t3")
    assert "gone" in second["sentence"]
    assert [one["id"] for one in program.get("desk-imports").json()["items"]] == [number]
    assert refusal(program.post(f"desk-imports/{number}/stop")) == (409, "not_movable")


def test_a_move_is_stopped_and_resumed(program):
    number = upload(program, LINES.encode(), kind="jsonl").json()["id"]
    assert program.post(f"desk-imports/{number}/stop").json()["wants_stop"] is True
    run_jobs()
    assert program.get(f"desk-imports/{number}").json()["state"] == "stopped"
    again = program.post(f"desk-imports/{number}/go-on")
    assert (again.status_code, again.json()["state"]) == (202, "running")
    run_jobs()
    assert program.get(f"desk-imports/{number}").json()["state"] == "done"
    verbs = AuditEntry.objects.filter(object_type="tickets.deskimport", object_id=number).order_by("id")
    assert [row.verb for row in verbs] == ["import.started", "import.stopped", "import.continued"]


def test_a_token_goes_in_and_never_comes_out(program):
    begun = upload(program, kind="zammad", address="https://help.acme.example", token="t0ken-of-tests")
    assert begun.status_code == 201, begun.content
    number = begun.json()["id"]
    assert DeskImport.objects.get().token == "t0ken-of-tests"
    assert "t0ken-of-tests" not in begun.content.decode() + program.get(f"desk-imports/{number}").content.decode()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "paper"}, "kind"), ({"kind": "jsonl"}, "file"), ({"kind": "zammad", "token": "x"}, "address"),
        ({"kind": "zendesk", "address": "https://x.example", "token": "x", "login": "nobody"}, "login"),
        ({"kind": "zammad", "address": "no address", "token": "x"}, "address"),
    ],
)  # fmt: skip
def test_what_a_desk_asks_for_must_be_given(program, given, field):
    assert fields_of(upload(program, **given)) == {field}
    assert not DeskImport.objects.exists()


# --- all of them


def test_an_agent_sets_nothing_up(lin, china):
    caller, before = Caller(lin), list(Calendar.objects.values())
    for method, path, data in (
        ("POST", "custom-fields", {"key": "x", "labels": {"en": "x"}}), ("PATCH", "service-targets", {}),
        ("GET", "service-targets", None), ("PUT", "state-moves", {"closed": []}), ("GET", "calendars", None),
        ("PUT", f"calendars/{china.pk}/hours", {"weekly": {"mon": [["09:00", "10:00"]]}}),
        ("GET", "desk-imports", None),
        ("DELETE", f"calendars/{china.pk}/days/2026-10-01", None),
        ("PUT", f"calendars/{china.pk}/years/2026", {"source": "x"}),
    ):  # fmt: skip
        assert refusal(caller.call(method, path, data)) == (403, "scope_missing"), path
    assert list(Calendar.objects.values()) == before
    assert not CustomField.objects.exists()


def make_rows(number: int, china: Calendar) -> None:
    begun = CustomField.objects.count()
    for index in range(begun, begun + number):
        field = CustomField.objects.create(key=f"f{index}", label=Bilingual("x"))
        field.products.add(make_product())
        calendar = Calendar.objects.create(key=f"c{index}", name=Bilingual("x"), time_zone="UTC")
        CalendarVersion.objects.create(
            calendar=calendar, valid_from=timezone.now(), weekly={"mon": [["09:00", "10:00"]]}
        )
        CalendarVersion.objects.create(calendar=china, valid_from=timezone.now(), weekly={"mon": [["09:00", "10:00"]]})
        CalendarDay.objects.create(calendar=china, date=f"2100-0{index // 28 + 1}-{index % 28 + 1:02}", kind="closed")
        CalendarYear.objects.create(calendar=china, year=2100 + index)
        DeskImport.objects.create(
            kind="jsonl", system="jsonl:file", actor_kind="system", actor_name="x",
            refused=[["tickets.ticket", str(row), "missing", {"name": "x"}] for row in range(40)],
        )  # fmt: skip


@pytest.mark.parametrize(
    "path", ["custom-fields?", "calendars?", "calendars/{id}/versions?", "calendars/{id}/days?year=2100&",
             "calendars/{id}/years?", "desk-imports?"],
)  # fmt: skip
def test_as_many_statements_for_thirty_rows_as_for_three(path, program, china):
    CalendarVersion.objects.filter(calendar=china).delete()
    CalendarYear.objects.all().delete()
    address = path.replace("{id}", str(china.pk))

    def count(expected: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            found = program.get(f"{address}limit=100").json()["items"]
        assert len(found) >= expected
        return len(queries)

    make_rows(3, china)
    count(3)
    few = count(3)
    make_rows(27, china)
    assert count(30) == few
