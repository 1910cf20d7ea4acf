"""People, teams, notifications, tokens, the audit record and background work by HTTP."""

import csv
import io
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from qiao.kernel.api.testing import Caller
from qiao.kernel.audit import entries_for, record, seal_entries
from qiao.kernel.jobs import job
from qiao.kernel.models import ApiToken, AuditEntry, JobError
from qiao.kernel.testing import run_jobs
from qiao.staff.models import Invitation, Notification, Person, Team
from qiao.staff.services import News, notify_people
from qiao.staff.testing import make_person, make_team

pytestmark = pytest.mark.django_db
delivered: list[int] = []


@job(queue="letters")
def deliver_letter(number: int) -> None:
    delivered.append(number)


@pytest.fixture
def program(mei):
    return Caller(mei)


def verbs_of(person) -> list[str]:
    return list(entries_for("staff.person", person.pk).values_list("verb", flat=True))


def failed_job(number: int) -> ProcrastinateJob:
    deliver_letter.defer(number=number)
    row = ProcrastinateJob.objects.latest("id")
    ProcrastinateJob.objects.filter(pk=row.pk).update(status="failed", attempts=1)
    JobError.objects.create(job_id=row.pk, error=f"ValueError: letter {number}", at=timezone.now())
    return row


def test_somebody_is_invited_and_the_link_is_in_the_mail_only(program):
    team = make_team("Night shift")
    given = {"email": "Bo@Qiao.example", "name": "Bo Berg", "roles": ["agent_l1", "lead"], "team_ids": [team.pk]}
    answer = program.post("staff-accounts", given, Idempotency_Key="hire-bo")
    assert answer.status_code == 201, answer.content
    shown = answer.json()
    assert (shown["email"], shown["state"], shown["is_mailed"]) == ("bo@qiao.example", "invited", True)
    assert (shown["roles"], shown["team_ids"]) == (["agent_l1", "lead"], [team.pk])
    assert program.post("staff-accounts", given, Idempotency_Key="hire-bo").json() == shown
    run_jobs()
    (letter,) = mail.outbox
    link = next(word for word in letter.body.split() if "/invitation/" in word)
    assert link.rstrip("/").rpartition("/")[2] not in answer.content.decode()
    again = program.post("staff-accounts", given)
    assert (again.status_code, again.json()["code"]) == (409, "already_here")
    resent = program.post(f"staff-accounts/{shown['id']}/invitation")
    assert resent.status_code == 200
    assert Invitation.objects.filter(person=shown["id"], replaced_at=None).count() == 1
    assert verbs_of(Person.objects.get(pk=shown["id"])) == ["person.invited", "person.invited_again"]


def test_an_invitation_fits_or_is_refused_field_by_field(program):
    wrong = program.post("staff-accounts", {"email": "nobody", "name": "x", "roles": ["lead"], "team_ids": [999_999]})
    assert wrong.status_code == 422
    assert {one["field"] for one in wrong.json()["errors"]} == {"email", "team_ids"}
    assert not Person.objects.filter(name="x").exists()


def test_an_account_is_changed_field_by_field_at_the_version_that_was_read(program, lin):
    kept, other = make_team("Kept", lin), make_team("Other")
    read = program.get(f"staff-accounts/{lin.pk}")
    assert (read.json()["roles"], read.json()["team_ids"], read.json()["state"]) == (["agent_l1"], [kept.pk], "here")
    changed = program.patch(f"staff-accounts/{lin.pk}", {"roles": ["lead"]}, If_Match=read.headers["ETag"])
    assert (changed.json()["roles"], changed.json()["team_ids"]) == (["lead"], [kept.pk])
    late = program.patch(f"staff-accounts/{lin.pk}", {"job_title": "x"}, If_Match=read.headers["ETag"])
    assert (late.status_code, late.json()["code"]) == (412, "changed_since")
    program.patch(f"staff-accounts/{lin.pk}", {"team_ids": [other.pk], "skills": ["networks", "disks"]})
    shown = program.get(f"staff-accounts/{lin.pk}").json()
    assert (shown["team_ids"], shown["skills"], shown["roles"]) == ([other.pk], ["networks", "disks"], ["lead"])
    assert verbs_of(lin) == ["person.roles_changed", "person.changed"]


def test_the_last_administrator_stays_one_and_nobody_deactivates_themselves(program, mei, lin):
    refused = program.patch(f"staff-accounts/{mei.pk}", {"roles": ["lead"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "last_administrator")
    own = program.post(f"staff-accounts/{mei.pk}/deactivate")
    assert (own.status_code, own.json()["code"]) == (409, "cannot_deactivate_yourself")
    theirs = Caller(lin)
    gone = program.post(f"staff-accounts/{lin.pk}/deactivate").json()
    assert (gone["state"], gone["is_active"]) == ("gone", False)
    assert theirs.get("me").status_code == 401
    assert program.post(f"staff-accounts/{lin.pk}/reactivate").json()["state"] == "here"
    assert theirs.get("me").status_code == 200


def test_accounts_are_found_by_role_team_state_and_words(program, lin, eve):
    team = make_team("Night shift", lin)

    def found(query):
        return {one["id"] for one in program.get(f"staff-accounts?{query}").json()["items"]}

    assert found("role=agent_l1") == found(f"team_id={team.pk}") == found("q=lin@") == {lin.pk}
    program.post(f"staff-accounts/{eve.pk}/deactivate")
    assert found("state=gone") == {eve.pk}
    assert eve.pk not in found("")
    assert program.get("staff-accounts?role=nobody").status_code == 422


def test_a_team_is_founded_changed_archived_and_taken_back(program, lin, eve):
    gone = make_person("Gone", deactivated_at=timezone.now(), is_active=False)
    made = program.post("teams", {"names": {"en": "Night shift"}, "member_ids": [lin.pk]})
    assert made.status_code == 201, made.content
    number = made.json()["id"]
    Team.objects.get(pk=number).members.add(gone)
    read = program.get(f"teams/{number}")
    assert (read.json()["name"], read.json()["member_ids"]) == ("Night shift", [lin.pk])
    changed = program.patch(f"teams/{number}", {"member_ids": [eve.pk]}, If_Match=read.headers["ETag"])
    assert (changed.json()["names"], changed.json()["member_ids"]) == ({"en": "Night shift", "zh_hans": ""}, [eve.pk])
    assert set(Team.objects.get(pk=number).members.all()) == {eve, gone}
    assert program.patch(f"teams/{number}", {"description": "x"}, If_Match=read.headers["ETag"]).status_code == 412
    assert program.patch(f"teams/{number}", {"is_restricted": True}).json()["member_ids"] == [eve.pk]
    assert program.put(f"teams/{number}/archive").json()["is_active"] is False
    assert [one["id"] for one in program.get("teams?is_active=false").json()["items"]] == [number]
    assert program.delete(f"teams/{number}/archive").json()["is_active"] is True
    assert program.post("teams", {"description": "nameless"}).json()["errors"][0]["field"] == "names"
    wrong = program.patch(f"teams/{number}", {"member_ids": [999_999]})
    assert wrong.json()["errors"][0]["field"] == "member_ids"
    acts = entries_for("staff.team", number).values_list("verb", flat=True)
    assert set(acts) == {"team.created", "team.changed", "team.archived", "team.restored"}


def test_the_profile_is_ones_own_and_only_named_fields_change(program, mei):
    shown = program.patch("me", {"time_zone": "Europe/Berlin", "skills": ["disks"]}).json()
    assert (shown["person"]["time_zone"], shown["person"]["name"]) == ("Europe/Berlin", mei.name)
    wrong = program.patch("me", {"time_zone": "Moon/Crater"})
    assert wrong.json()["errors"][0]["field"] == "time_zone"
    reader = Caller(mei, scopes=("ticket.view",))
    assert reader.patch("me", {"name": "x"}).json()["code"] == "scope_missing"
    machine = Caller(mei, kind=ApiToken.Kind.INTEGRATION)
    assert machine.patch("me", {"name": "x"}).json()["code"] == "personal_token_needed"
    mei.refresh_from_db()
    assert mei.skills == ["disks"]


def test_notifications_are_read_one_by_one_and_all_at_once(program, mei, lin):
    for number in range(3):
        notify_people([mei.pk, lin.pk], News("mention", f"Ticket {number}", "/desk/", "tickets.ticket", number, "Lin"))
    assert program.get("me/notifications/count").json() == {"count": 3, "is_capped": False}
    first, *_others = program.get("me/notifications").json()["items"]
    assert (first["kind"], first["sentence"], first["subject"]) == ("mention", "Lin mentioned you", "Ticket 2")
    assert program.post(f"me/notifications/{first['id']}/read").status_code == 204
    assert [one["subject"] for one in program.get("me/notifications?is_unread=true").json()["items"]] == [
        "Ticket 1", "Ticket 0",
    ]  # fmt: skip
    theirs = Notification.objects.filter(person=lin).latest("id")
    assert program.post(f"me/notifications/{theirs.pk}/read").status_code == 404
    assert program.post("me/notifications/read").json() == {"count": 2}
    assert Notification.objects.filter(read_at=None).count() == 3
    assert Caller(mei, scopes=("product.view",)).get("me/notifications").json()["code"] == "scope_missing"


def test_kinds_of_notifications_are_chosen(program, mei):
    kinds = program.get("me/notification-kinds").json()["items"]
    assert all(one["is_on"] for one in kinds)
    chosen = program.put("me/notification-kinds", {"kinds": ["mention"]}).json()["items"]
    assert [one["kind"] for one in chosen if one["is_on"]] == ["mention"]
    notify_people([mei.pk], News("reply", "Ticket", "/desk/", "tickets.ticket", 1))
    assert program.get("me/notifications/count").json()["count"] == 0


def test_the_audit_record_is_read_filtered_and_taken_as_a_file(mei, lin):
    program = Caller(make_person("Ora", roles=("auditor",)))
    assert program.get("audit/seal").status_code == 404
    record(mei.actor, "team.changed", make_team("", mei), data={"name": "Alpha"})
    record(lin.actor, "person.changed", lin, data={"name": ["=1+1", "Lin"]})
    (entry,) = program.get(f"audit?person_id={mei.pk}").json()["items"]
    assert (entry["verb"], entry["sentence"], entry["data"]) == ("team.changed", "changed a team", {"name": "Alpha"})
    of_people = program.get(f"audit?object_type=staff.person&object_id={lin.pk}").json()["items"]
    assert [one["verb"] for one in of_people] == ["person.changed"]
    assert program.get("audit?until=2020-01-01").json()["items"] == []
    assert program.get("audit?object_type=nonsense").json()["errors"][0]["field"] == "object_type"
    assert program.get("audit?since=9999-12-31").status_code == 422
    export = program.get(f"audit/export?person_id={lin.pk}")
    rows = list(csv.DictReader(io.StringIO(b"".join(export.streaming_content).decode().removeprefix("\ufeff"))))
    assert [row["verb"] for row in rows] == ["person.changed"]
    assert AuditEntry.objects.get(verb="audit.exported").data == {"filter": {"person_id": str(lin.pk)}}


@pytest.mark.django_db(transaction=True)
def test_the_newest_seal_can_be_kept_elsewhere(mei):
    record(mei.actor, "team.changed", make_team("", mei))
    seal = seal_entries()
    shown = Caller(make_person("Ora", roles=("auditor",))).get("audit/seal").json()
    assert (shown["digest"], shown["entry_count"]) == (seal.digest, seal.entry_count)


def test_failed_jobs_are_seen_tried_again_and_given_up(program):
    one, two, three = failed_job(1), failed_job(2), failed_job(3)
    assert program.get("jobs/state").json()["failed"] == 3
    shown = program.get("jobs").json()["items"]
    assert [(job["id"], job["error"], job["again_at"]) for job in shown] == [
        (each.pk, f"ValueError: letter {number}", None) for each, number in ((three, 3), (two, 2), (one, 1))
    ]
    assert program.post(f"jobs/{one.pk}/retry").status_code == 204
    late = program.post(f"jobs/{one.pk}/retry")
    assert (late.status_code, late.json()["code"]) == (409, "job_not_failed")
    assert program.delete(f"jobs/{two.pk}").status_code == 204
    assert program.post("jobs/retry").json() == {"count": 1}
    delivered.clear()
    run_jobs()
    assert sorted(delivered) == [1, 3]
    acts = AuditEntry.objects.filter(object_type="procrastinate.procrastinatejob").values_list("verb", flat=True)
    assert sorted(acts) == ["job.discarded", "job.retried", "job.retried"]


def test_tokens_are_listed_without_secrets_and_revoked(program, lin):
    theirs = Caller(lin)
    listed = program.get("tokens")
    assert {one["id"] for one in listed.json()["items"]} == {theirs.token.pk, program.token.pk}
    assert theirs.secret not in listed.content.decode()
    assert theirs.token.token_hash not in listed.content.decode()
    assert program.delete(f"me/tokens/{theirs.token.pk}").status_code == 404
    assert program.delete(f"tokens/{theirs.token.pk}").status_code == 204
    assert theirs.get("me").status_code == 401
    assert [one["id"] for one in program.get("me/tokens").json()["items"]] == [program.token.pk]
    assert program.delete(f"me/tokens/{program.token.pk}").status_code == 204
    assert program.get("me").status_code == 401


def make_rows(person, number: int) -> None:
    team = make_team("", person)
    for index in range(number):
        member = make_person(f"Person {index}")
        team.members.add(member)
        make_team("", member)
        Caller(member)
        failed_job(index)
        notify_people([person.pk], News("mention", "x", "/desk/", "tickets.ticket", index))
        record(person.actor, "team.changed", team)


@pytest.mark.parametrize(
    "path", ["staff-accounts", "teams", "me/notifications", "audit", "jobs", "tokens", "me/notification-kinds"]
)
def test_as_many_statements_for_thirty_rows_as_for_three(path, program, mei):
    def statements():
        with CaptureQueriesContext(connection) as seen:
            assert program.get(path).status_code == 200
        return len(seen)

    make_rows(mei, 3)
    program.get(path)  # notes that the token was used
    few = statements()
    make_rows(mei, 27)
    assert statements() == few


@pytest.mark.parametrize("path", ["staff-accounts", "me/notifications", "audit", "jobs", "tokens"])
def test_lists_go_on_where_the_page_before_ended(path, program, mei):
    make_rows(mei, 4)
    everything = [one["id"] for one in program.get(path).json()["items"]]
    seen, cursor = [], ""
    while True:
        page = program.get(f"{path}?limit=2&cursor={cursor}").json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == everything
    assert len(seen) == len(set(seen)) > 3


def test_a_token_that_has_expired_is_still_listed(program, lin):
    theirs = Caller(lin)
    ApiToken.objects.filter(pk=theirs.token.pk).update(expires_at=timezone.now() - timedelta(days=1))
    assert theirs.token.pk in {one["id"] for one in program.get("tokens").json()["items"]}
