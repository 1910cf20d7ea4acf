"""Files go when nothing refers to them, and never while somebody is about to."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from qiao.kernel.files import FileMissing, claim, forget, forgetting, keeping_bytes, read, register_holder, store
from qiao.kernel.files.forgetting import collect_orphans, remove_bytes
from qiao.kernel.models import StoredFile, TableImport
from qiao.kernel.testing import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path, monkeypatch):
    settings.FILES_BACKEND = "local"
    settings.FILES_ROOT = tmp_path / "files"
    monkeypatch.setattr(forgetting, "_holders", {})
    return settings.FILES_ROOT


def test_bytes_somebody_is_storing_are_not_removed():
    stored = store(b"wanted again")
    forget(stored)
    started, removed = threading.Event(), threading.Event()

    def remove() -> None:
        try:
            started.set()
            remove_bytes(sha256=stored.sha256)
            removed.set()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            again = store(b"wanted again")
            removing = pool.submit(remove)
            started.wait()
            assert not removed.wait(0.5), "removes while somebody is storing"
        removing.result()
    assert read(again) == b"wanted again"


def test_bytes_that_nothing_refers_to_go(files_root):
    stored = store(b"not wanted")
    assert forget(stored)
    run_jobs()
    assert not StoredFile.objects.exists()
    assert not [path for path in files_root.rglob("*") if path.is_file()]


def grown_old(*several) -> None:
    StoredFile.objects.filter(pk__in=[one.pk for one in several]).update(wanted_at=timezone.now() - timedelta(days=15))


def test_what_nobody_refers_to_for_two_weeks_is_collected():
    never_sent, imported, fresh = store(b"never sent"), store(b"a,b"), store(b"fresh")
    waiting, again, about_to_be_sent = store(b"waits in a draft"), store(b"once more"), store(b"at last")
    TableImport.objects.create(kind="contacts", file=imported, file_name="a.csv", actor_kind="system")
    register_holder("test.thing", lambda: {waiting.pk})
    grown_old(never_sent, imported, waiting, again, about_to_be_sent)
    assert store(b"once more") == again
    assert claim([about_to_be_sent.pk, 0]) == {about_to_be_sent.pk}
    collect_orphans()
    assert set(StoredFile.objects.all()) == {imported, fresh, waiting, again, about_to_be_sent}
    assert not forget(waiting)
    run_jobs()
    assert read(again) == b"once more"
    with pytest.raises(FileMissing):
        read(never_sent)


def test_what_somebody_is_storing_again_is_not_collected():
    stored = store(b"the same screenshot")
    grown_old(stored)

    def collect() -> None:
        try:
            collect_orphans()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            again = store(b"the same screenshot")
            collecting = pool.submit(collect)
            with suppress(TimeoutError):
                collecting.result(0.5)
            TableImport.objects.create(kind="contacts", file=again, file_name="a.png", actor_kind="system")
        collecting.result(20)
    run_jobs()
    assert read(TableImport.objects.get().file) == b"the same screenshot"


def test_no_bytes_go_while_a_backup_is_made():
    stored = store(b"named by the dump")

    def remove() -> None:
        try:
            remove_bytes(sha256=stored.sha256)
        finally:
            connections.close_all()

    with keeping_bytes(), ThreadPoolExecutor(1) as pool:
        forget(stored)
        pool.submit(remove).result(20)
        assert read(stored) == b"named by the dump"
    run_jobs(until=timezone.now() + timedelta(minutes=10))
    with pytest.raises(FileMissing):
        read(stored)
