"""Pages by keyset, and what a change was."""

import base64
import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from qiao.kernel.changes import apply_changes, plain_value
from qiao.kernel.i18n import Bilingual
from qiao.kernel.keyset import keyset_page
from qiao.kernel.models import OutboxEvent


@pytest.mark.django_db
@pytest.mark.parametrize("order", [("name", "pk"), ("-name", "-pk"), ("-published_at", "pk")])
def test_every_row_stands_on_one_page_in_order(order):
    for number in range(25):
        OutboxEvent.objects.create(name=f"Event{number % 4}", payload={})
    seen, after = [], ""
    while True:
        page = keyset_page(OutboxEvent.objects.all(), order, after=after, size=7)
        seen += [row.pk for row in page.rows]
        after = page.next
        if not after:
            break
    assert seen == list(OutboxEvent.objects.order_by(*order).values_list("pk", flat=True))


@pytest.mark.django_db
def test_the_index_goes_to_the_very_place_among_many_of_one_value():
    """Without that, the last page of tickets without a deadline went through all of them."""
    OutboxEvent.objects.bulk_create([OutboxEvent(name="Same", payload={}) for _ in range(2_000)])
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX ON kernel_outboxevent (name, id)")
        cursor.execute("ANALYZE kernel_outboxevent")
    last = OutboxEvent.objects.order_by("-pk")[5]
    with CaptureQueriesContext(connection) as captured:
        after = base64.urlsafe_b64encode(json.dumps(["Same", last.pk]).encode()).decode()
        assert len(keyset_page(OutboxEvent.objects.all(), ("name", "pk"), after=after).rows) == 5
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF) {captured.captured_queries[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Cond: (ROW((name)::text, id) >= " in plan, plan
    assert "Rows Removed" not in plan


@pytest.mark.django_db
@pytest.mark.parametrize("after", ["zzz", "bnVsbA", "W10", "eyJ9", "\u6797", "W251bGwsMV0"])
def test_a_made_up_cursor_counts_as_the_first_page(after):
    OutboxEvent.objects.create(name="Only", payload={})
    assert len(keyset_page(OutboxEvent.objects.all(), ("name", "pk"), after=after).rows) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("values", [["tomorrow", 1], ["2026-13-45", 1], [10**40, 1], ["a\x00", 1], [True, 10**30]])
@pytest.mark.parametrize("order", [("-published_at", "pk"), ("name", "pk")])
def test_values_no_column_holds_are_no_error(order, values):
    OutboxEvent.objects.create(name="Only", payload={})
    after = base64.urlsafe_b64encode(json.dumps(values).encode()).decode()
    assert len(keyset_page(OutboxEvent.objects.all(), order, after=after).rows) <= 1


def test_only_what_differs_is_a_change():
    event = OutboxEvent(name="a", payload={"x": 1})
    assert apply_changes(event, {"name": "b", "payload": {"x": 1}}) == {"name": ["a", "b"]}
    assert event.name == "b"


@given(st.one_of(st.integers(), st.text(), st.booleans(), st.none()))
def test_plain_values_stay(value):
    assert plain_value(value) == value
    assert plain_value([value]) == [value]


def test_values_of_the_house_become_json():
    assert plain_value(date(2026, 1, 2)) == "2026-01-02"
    assert plain_value(Decimal("1.50")) == "1.50"
    assert plain_value(Bilingual("a", "b")) == {"en": "a", "zh-hans": "b"}
    assert plain_value(OutboxEvent(pk=7)) == 7
