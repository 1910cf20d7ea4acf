"""The server keeps statements that are asked again and again; what they answer stays the same, as do those who look."""

from datetime import UTC, datetime

import pytest
from django.db import DataError, connection, transaction
from django.test.utils import CaptureQueriesContext

from qiao.kernel.database import prepared_cursor
from qiao.kernel.models import WebhookEndpoint
from qiao.kernel.prepared import prepared

pytestmark = pytest.mark.django_db


def kept():
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]


def asked(text, *values):
    with prepared_cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall()


def test_a_text_is_planned_once_for_all_its_values():
    before = len(kept())
    assert [asked("SELECT %s::text || 'kept'", word) for word in ("a", "b")] == [[("akept",)], [("bkept",)]]
    assert len(kept()) == before + 1


def test_a_prepared_query_is_kept_and_survives_what_is_rolled_back():
    known = prepared(lambda name: WebhookEndpoint.objects.filter(name=name).values_list("name", "failing_since"))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        known.all("ERP")
        raise ZeroDivisionError
    WebhookEndpoint.objects.create(name="ERP", url="https://erp.example/", secret="whsec_")
    assert [name for name, _ in known.all("ERP")] == ["ERP"]
    assert any("failing_since" in statement for statement in kept())


def test_all_statements_of_the_product_find_room_on_a_connection():
    for number in range(150):
        asked(f"SELECT %s::int + {number}", 1)
    assert sum("::int + " in statement for statement in kept()) == 150


def test_statements_of_other_cursors_are_not_kept():
    before = kept()
    for name in ("a", "b", "c"):
        list(WebhookEndpoint.objects.filter(name=name))
    assert kept() == before


def test_whoever_looks_at_statements_sees_their_values():
    with CaptureQueriesContext(connection) as captured:
        asked("SELECT %s::int, %s::text", 7, "O'Hara")
    (query,) = captured.captured_queries
    assert query["sql"] == "SELECT 7::int, 'O''Hara'::text"


def test_constants_are_part_of_the_text_whatever_is_in_them():
    one = WebhookEndpoint.objects.create(name="100 % of 'it', %s", url="https://erp.example/", secret="whsec_")
    known = prepared(lambda pk: WebhookEndpoint.objects.filter(name="100 % of 'it', %s", name__contains="%", pk=pk))
    assert known.all(one.pk) == [one]
    assert any("100 % of ''it'', %s" in statement for statement in kept())


@pytest.mark.parametrize("number", [1, 40_000, 3_000_000_000])
def test_numbers_of_any_size_find_their_row(number):
    known = prepared(lambda pk: WebhookEndpoint.objects.filter(pk=pk))
    one = WebhookEndpoint.objects.create(pk=number, name="ERP", url="https://erp.example/", secret="whsec_")
    assert known.all(number) == [one]


@pytest.mark.parametrize("text", ["2026-11-23T04:03:38.120000", "2026-11-23T04:03:38", "0001-01-01T00:00:00"])
def test_moments_come_in_utc(text):
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    ((found,),) = asked("SELECT %s::timestamptz", moment)
    assert (found, found.tzinfo) == (moment, UTC)


@pytest.mark.parametrize("text", ["infinity", "0044-03-15 12:00:00+00 BC"])
def test_moments_python_does_not_have_are_refused(text):
    with pytest.raises(DataError), transaction.atomic():
        asked("SELECT %s::text::timestamptz", text)
