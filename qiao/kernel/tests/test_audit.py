"""The record cannot be edited, and an edit behind its back is noticed."""

import pytest
from django.db import DatabaseError, connection, transaction

from qiao.kernel.access import Actor
from qiao.kernel.audit import entries_for, record, seal_entries, verify_chain
from qiao.kernel.models import AuditEntry, AuditSeal, OutboxEvent

by = Actor.system("test")


def an_object() -> OutboxEvent:
    return OutboxEvent.objects.create(name="X", payload={})


def seal_in_the_end() -> AuditSeal:
    """Transactions of other test workers on this server hold the seal back; they end."""
    for _ in range(600):
        if seal := seal_entries():
            return seal
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.05)")
    raise AssertionError("No seal within half a minute.")


def without_guard(statement: str) -> None:
    """What somebody with the database's superuser rights could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    ["UPDATE kernel_auditentry SET verb = 'x'", "DELETE FROM kernel_auditentry", "TRUNCATE kernel_auditentry CASCADE"],
)
def test_the_database_refuses_to_change_the_record(statement):
    record(by, "thing.made", an_object())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.filter(verb="thing.made").count() == 1


@pytest.mark.django_db
def test_entries_of_an_object_come_in_the_order_they_were_made():
    thing, other = an_object(), an_object()
    for verb in ("a.made", "a.seen", "a.gone"):
        record(by, verb, thing, data={"why": "原因"})
    record(by, "b.made", other)
    assert [entry.verb for entry in entries_for("kernel.outboxevent", thing.pk)] == ["a.made", "a.seen", "a.gone"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "crime",
    [
        "UPDATE kernel_auditentry SET data = '{\"amount\": 2}' WHERE verb = 'second.made'",
        "DELETE FROM kernel_auditentry WHERE verb = 'second.made'",
        "UPDATE kernel_auditentry SET at = at - interval '1 day' WHERE verb = 'first.made'",
        "INSERT INTO kernel_auditentry (object_type, object_id, verb, actor_kind, actor_name, data, cause, transaction)"
        " SELECT object_type, object_id, 'forged', actor_kind, actor_name, data, cause, transaction"
        " FROM kernel_auditentry WHERE verb = 'first.made'",
    ],
)
def test_the_chain_notices_every_edit(crime):
    thing = an_object()
    record(by, "first.made", thing, data={"amount": 1})
    seal_in_the_end()
    record(by, "second.made", thing, data={"amount": 1})
    seal_in_the_end()
    before = verify_chain()
    assert before.is_intact
    assert (before.seals, before.entries, before.unsealed) == (2, 2, 0)
    without_guard(crime)
    assert not verify_chain().is_intact


@pytest.mark.django_db(transaction=True)
def test_an_open_transaction_is_left_for_the_next_seal():
    thing = an_object()
    with transaction.atomic():
        record(by, "thing.made", thing)
        assert seal_entries() is None  # its own transaction has not ended
    seal_in_the_end()
    assert seal_entries() is None
    assert AuditSeal.objects.count() == 1
