"""`qiao doctor` finds what is wrong and says how to mend it."""

import json

import pytest

FILE_CHECK = {"QIAO_S3_ENDPOINT": "http://127.0.0.1:9", "QIAO_S3_BUCKET": "attachments", "QIAO_S3_ACCESS_KEY": "a",
              "QIAO_S3_SECRET_KEY": "b"}  # fmt: skip


def test_a_healthy_house(house):
    findings = house.findings()
    assert set(findings) >= {
        "database",
        "extensions",
        "migrations",
        "files",
        "assets",
        "jobs",
        "audit chain",
        "calendar",
    }
    assert {finding["state"] for finding in findings.values()} <= {"ok", "warning"}
    assert "mailbox help@vendor.example" in findings


def test_a_key_that_does_not_open_what_is_sealed_is_a_finding(house):
    keep = "from qiao.channels.models import Mailbox; Mailbox.objects.update(imap_password=%r)"
    house.python(keep % "sesame")
    try:
        found = house.findings(QIAO_SECRET_KEY="another" * 8)
        assert (found["secret key"]["state"], found["audit chain"]["state"]) == ("error", "ok")
        assert "QIAO_OLD_SECRET_KEYS" in found["secret key"]["advice"]
        assert house.findings()["secret key"]["state"] == "ok"
    finally:
        house.python(keep % "")


def test_a_changed_audit_entry_is_found(house):
    switch = "SET session_replication_role = replica"  # past the trigger that forbids it
    (before,) = house.sql("SELECT actor_name FROM kernel_auditentry ORDER BY id LIMIT 1")
    house.sql(
        switch,
        "UPDATE kernel_auditentry SET actor_name = 'somebody else' WHERE id = (SELECT min(id) FROM kernel_auditentry)",
    )
    try:
        finding = house.findings()["audit chain"]
        assert finding["state"] == "error"
        assert "does not fit" in finding["detail"]
        assert "backup" in finding["advice"]
        said = house.run("doctor").stdout
        assert "✗ audit chain" in said
        assert "✓ migrations: all applied" in said
    finally:
        house.sql(
            switch,
            f"UPDATE kernel_auditentry SET actor_name = '{before[0]}' WHERE id = (SELECT min(id) FROM kernel_auditentry)",
        )
    assert house.findings()["audit chain"]["state"] == "ok"


def test_an_edit_through_the_front_door_of_the_database_is_refused(house):
    with pytest.raises(Exception, match="append"):
        house.sql("UPDATE kernel_auditentry SET actor_name = 'somebody else'")


def test_a_missing_extension_is_named_with_the_statement_that_adds_it(own_server):
    assert own_server.findings()["extensions"]["state"] == "ok"
    own_server.sql("DROP EXTENSION unaccent CASCADE")
    finding = own_server.findings()["extensions"]
    assert (finding["state"], finding["detail"]) == ("error", "missing: unaccent")
    assert "CREATE EXTENSION unaccent" in finding["advice"]


def test_a_database_without_tables_is_sent_to_migrate(empty_server):
    finding = empty_server.findings()["migrations"]
    assert finding["state"] == "error"
    assert finding["advice"] == "Run: qiao migrate"


def test_a_server_that_is_not_there(house, tmp_path):
    lost = type(house)(tmp_path, f"host={tmp_path} dbname=nowhere")
    finding = lost.findings()["database"]
    assert finding["state"] == "error"
    assert str(tmp_path) in finding["detail"], "the server's own words"
    assert "QIAO_DATABASE_URL" in finding["advice"]
    for words in (("up",), ("migrate",), ("search", "x"), ("worker",)):
        assert "the database cannot be reached" in lost.refused(*words, code=1)


def test_wrong_file_storage(house, tmp_path):
    assert house.findings(**FILE_CHECK, QIAO_FILES="s3")["files"]["state"] == "error"
    assert "QIAO_FILES='cloud': write local or s3." in house.refused("doctor", code=1, QIAO_FILES="cloud")


def test_a_folder_of_files_that_is_none(own_server):
    own_server.data.mkdir(exist_ok=True)
    (own_server.data / "files").write_text("in the way")
    finding = own_server.findings()["files"]
    assert finding["state"] == "error"
    assert "files cannot be used" in finding["detail"]


def test_waiting_jobs_without_a_worker_are_a_warning(house):
    house.sql("INSERT INTO procrastinate_jobs (queue_name, task_name, lock, status, args, scheduled_at, priority)"
              " VALUES ('default', 'old', NULL, 'todo', '{}', now() - interval '1 hour', 0)")  # fmt: skip
    try:
        finding = house.findings()["jobs"]
        assert finding["state"] == "warning"
        assert "qiao worker" in finding["advice"]
    finally:
        house.sql("DELETE FROM procrastinate_jobs WHERE task_name = 'old'")


def test_the_json_form_is_a_list_of_findings(house):
    findings = json.loads(house.done("doctor", "--json"))
    assert all(set(finding) == {"check", "state", "detail", "advice"} for finding in findings)
