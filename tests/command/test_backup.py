"""Backups come back: on the embedded database, on a server of the operator's own, and from one to the other."""

import io
import json
import os
import shutil
import tarfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qiao.site.cli import backup
from tests.command.conftest import House

SUBJECT = "Scheduler stops at night"


@pytest.fixture(scope="module")
def archive(house, tmp_path_factory):
    target = tmp_path_factory.mktemp("backups") / "monday.tar"
    said = house.done("backup", str(target))
    assert str(target) in said
    assert "secret.key" in said
    return target


def rebuilt(archive, target, **changed):
    """A copy of a backup in which some members are other bytes (or are left out, where None)."""
    with tarfile.open(archive) as old, tarfile.open(target, "w") as new:
        for member in old.getmembers():
            data = changed.get(member.name, old.extractfile(member).read() if member.isfile() else b"")
            if data is not None:
                member.size = len(data)
                new.addfile(member, io.BytesIO(data))
    return target


def test_what_was_lost_comes_back_and_what_came_later_goes(house, archive):
    files = sorted(path for path in (house.data / "files").rglob("*") if path.is_file())
    assert files, "the mail and its file are stored"
    house.sql("UPDATE tickets_ticket SET subject = 'overwritten'",
              "CREATE TABLE later_version (id bigint PRIMARY KEY, ticket bigint REFERENCES tickets_ticket)")  # fmt: skip
    files[0].unlink()
    files[1].write_bytes(b"half")
    assert "add --replace" in house.refused("restore", str(archive), code=2)
    assert house.subjects() == ["overwritten"]

    assert "qiao doctor" in house.done("restore", str(archive), "--replace")
    assert house.subjects() == [SUBJECT]
    assert house.sql("SELECT to_regclass('later_version')") == [(None,)]
    assert sorted(path for path in (house.data / "files").rglob("*") if path.is_file()) == files
    assert all(finding["state"] != "error" for finding in house.findings().values())


def test_a_backup_moves_to_the_operators_own_server_and_back(archive, empty_server, tmp_path):
    own_server = empty_server
    own_server.done("restore", str(archive))
    assert own_server.subjects() == [SUBJECT]
    assert own_server.findings()["audit chain"]["state"] == "ok"
    assert "zephyrine" in archive_text(own_server)
    assert json.loads(own_server.done("search", "zephyrine", "--json"))["total"] == 1

    back = tmp_path / "back.tar"
    own_server.done("backup", str(back))
    assert "add --replace" in own_server.refused("restore", str(back), code=2)
    own_server.sql("UPDATE tickets_ticket SET subject = 'overwritten'")
    own_server.done("restore", str(back), "--replace")
    assert own_server.subjects() == [SUBJECT]

    fresh = House(tmp_path / "fresh")
    try:
        fresh.done("restore", str(back))
        assert not fresh.server.is_ready(), "a server that the command started is stopped again"
        with_server = json.loads(fresh.done("search", "zephyrine", "--json"))
        assert [hit["subject"] for hit in with_server["hits"]] == [SUBJECT]
    finally:
        fresh.server.stop()


def test_nobody_else_on_the_machine_can_read_archive_or_restored_files(archive, tmp_path):
    fresh = House(tmp_path / "fresh")
    try:
        fresh.done("restore", str(archive))
    finally:
        fresh.server.stop()
    stored = [path for path in (fresh.data / "files").rglob("*") if path.is_file()]
    assert stored
    readable = [path for path in [archive, *stored, *(fresh.data / "files").glob("*")] if path.stat().st_mode & 0o007]
    assert not readable


def archive_text(house):
    read = "from qiao.channels.models import RawMail; from qiao.kernel.files import read\n"
    return house.python(read + "for mail in RawMail.objects.all(): print(read(mail.file))")


def test_a_backup_names_the_bucket_that_it_does_not_hold(house, tmp_path):
    target = tmp_path / "bucket.tar"
    said = house.done("backup", str(target), QIAO_FILES="s3", QIAO_S3_BUCKET="attachments")
    assert "bucket attachments" in said
    with tarfile.open(target) as opened:
        assert set(opened.getnames()) == {"backup.json", "database.dump"}


def test_archives_that_cannot_be_used_change_nothing(house, archive, tmp_path):
    text = tmp_path / "letter.tar"
    text.write_text("Dear colleagues")
    said = house.refused("restore", str(text), "--replace", code=2)
    assert said == f"qiao: {text} is not a backup of Qiao.\n"
    missing = house.refused("restore", str(tmp_path / "nowhere.tar"), "--replace", code=2)
    assert "nowhere.tar cannot be read or unpacked: No such file or directory" in missing
    headless = rebuilt(archive, tmp_path / "headless.tar", **{"backup.json": None})
    assert "is not a backup of Qiao" in house.refused("restore", str(headless), "--replace", code=2)
    future = rebuilt(archive, tmp_path / "f.tar", **{"backup.json": b'{"format": 99, "version": "9.0.0"}'})
    assert "made by version 9.0.0" in house.refused("restore", str(future), "--replace", code=2)

    with tarfile.open(archive) as opened:
        dump = opened.extractfile("database.dump").read()
    torn = rebuilt(archive, tmp_path / "torn.tar", **{"database.dump": dump[: len(dump) // 2]})
    assert "failed" in house.refused("restore", str(torn), "--replace", code=1)
    assert house.subjects() == [SUBJECT], "a restore that fails leaves the database as it was"


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(house, tmp_path):
    assert "cannot be written" in house.refused("backup", str(tmp_path / "no" / "folder.tar"), code=2)
    shutil.copyfile(__file__, tmp_path / "kept.tar")
    lost = f"host={tmp_path} dbname=nowhere"
    message = house.refused("backup", str(tmp_path / "kept.tar"), code=1, QIAO_DATABASE_URL=lost)
    assert "cannot be reached" in message
    assert (tmp_path / "kept.tar").read_text() == Path(__file__).read_text(), "an older backup is not spoilt"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.tar"]


def test_no_bytes_go_while_a_backup_is_made(house, tmp_path):
    target = tmp_path / "slow.tar"
    os.mkfifo(f"{target}.part")  # whoever writes there waits until somebody reads
    look = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock'"
    with ThreadPoolExecutor(1) as pool:
        making = pool.submit(house.run, "backup", str(target))
        while not house.sql(look):
            time.sleep(0.05)
        said = house.python(
            "from qiao.kernel.files import forget, read, store; from qiao.kernel.files.forgetting import remove_bytes\n"
            "one = store(b'named by the dump'); forget(one); remove_bytes(sha256=one.sha256); print(read(one))"
        )
        Path(f"{target}.part").open("rb").close()
        making.result(60)
    assert "named by the dump" in said
    house.python(
        "from hashlib import sha256; from qiao.kernel.files.forgetting import remove_bytes\n"
        "remove_bytes(sha256=sha256(b'named by the dump').hexdigest())"
    )
    assert b"named by the dump" not in [
        path.read_bytes() for path in (house.data / "files").rglob("*") if path.is_file()
    ]


def test_the_password_of_the_database_stands_in_no_list_of_processes(monkeypatch):
    seen = []
    monkeypatch.setattr(backup.subprocess, "run", lambda command, **more: seen.append((command, more["env"])) or Done)
    monkeypatch.setattr(backup, "_connection", lambda: {"PGPASSWORD": "p w'd"})
    backup._run("pg_dump", "--format=custom")
    assert "p w'd" not in " ".join(seen[0][0])
    assert seen[0][1]["PGPASSWORD"] == "p w'd"


class Done:
    returncode = 0
