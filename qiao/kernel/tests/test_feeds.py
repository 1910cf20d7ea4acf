"""The feed of changes misses nothing, whatever the order in which changes are committed."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from qiao.kernel.access import Actor
from qiao.kernel.api.feeds import changes_of
from qiao.kernel.api.problems import BadCursor
from qiao.kernel.api.testing import wait_for_earlier_transactions
from qiao.kernel.audit import record
from qiao.kernel.models import StoredFile

pytestmark = pytest.mark.django_db(transaction=True)
TYPE = "kernel.storedfile"


def change(pk: int) -> None:
    record(Actor.system(), "file.changed", StoredFile(pk=pk))


def read(cursor: str, limit: int = 100) -> tuple[list[int], str, bool]:
    found = changes_of(TYPE, cursor=cursor, since=None, limit=limit)
    return list(found.at), found.next_cursor, found.has_more


def test_a_change_committed_late_comes_late_but_comes():
    _ids, cursor, _more = read("")
    facts = connection.get_connection_params()
    address = {key: facts[key] for key in ("dbname", "user", "host") if key in facts}
    with psycopg.connect(**address) as slow:
        slow.execute(
            "INSERT INTO kernel_auditentry (object_type, object_id, verb, actor_kind, actor_name, data, cause)"
            " VALUES (%s, 1, 'file.changed', 'system', 'slow', '{}', '')",
            [TYPE],
        )
        change(2)  # later, and committed first
        before, cursor, _more = read(cursor)
        slow.commit()
    wait_for_earlier_transactions()
    after, cursor, _more = read(cursor)
    assert before == []
    assert sorted(after) == [1, 2]
    assert read(cursor)[0] == []


def test_pages_follow_each_other_and_the_last_change_counts():
    _ids, cursor, _more = read("")
    for pk in (1, 2, 3, 1):
        change(pk)
    wait_for_earlier_transactions()
    seen, has_more = [], True
    while has_more:
        ids, cursor, has_more = read(cursor, limit=2)
        seen += ids
    assert seen == [1, 2, 3, 1]
    assert read(cursor)[0] == []


def test_without_a_cursor_it_begins_now_and_with_a_moment_a_little_earlier():
    change(1)
    assert read("")[0] == []
    wait_for_earlier_transactions()
    assert list(changes_of(TYPE, cursor="", since=timezone.now() + timedelta(minutes=5), limit=9).at) == [1]


def test_a_cursor_of_another_feed_is_refused():
    _ids, cursor, _more = read("")
    with pytest.raises(BadCursor):
        changes_of("tickets.ticket", cursor=cursor, since=None, limit=1)
