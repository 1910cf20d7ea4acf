"""A prepared query answers as the query itself would, whatever it was asked before."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import F
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from qiao.kernel.models import WebhookDelivery, WebhookEndpoint, WebhookMessage
from qiao.kernel.prepared import prepared
from qiao.kernel.webhooks.announcing import announce_to

pytestmark = pytest.mark.django_db


def endpoint(name):
    return WebhookEndpoint.objects.create(name=name, url="https://erp.example/", secret="whsec_")


def test_it_is_asked_anew_with_each_value():
    one, other = endpoint("ERP"), endpoint("CRM")
    known = prepared(lambda pk: WebhookEndpoint.objects.filter(pk=pk))
    assert (known.first(one.pk), known.first(other.pk), known.first(0)) == (one, other, None)
    WebhookEndpoint.objects.filter(pk=one.pk).update(name="Old ERP")
    assert known.first(one.pk).name == "Old ERP"


def test_joined_and_annotated_rows_come_complete():
    message: WebhookMessage = announce_to([endpoint("ERP"), endpoint("CRM")], "test", {})
    known = prepared(
        lambda key: (
            WebhookDelivery.objects.select_related("endpoint")
            .annotate(type=F("message__type"))
            .filter(message__key=key)
            .order_by("endpoint__name")
        )
    )
    with CaptureQueriesContext(connection) as captured:
        found = [(row.endpoint.name, row.type) for row in known.all(message.key)]
    assert found == [("CRM", "test"), ("ERP", "test")]
    assert len(captured) == 1


def test_plain_values_come_as_tuples():
    one = endpoint("ERP")
    known = prepared(lambda name: WebhookEndpoint.objects.filter(name=name).values_list("pk", "url"))
    assert known.all("ERP") == [(one.pk, one.url)]


def test_named_values_come_as_dictionaries():
    one = endpoint("ERP")
    known = prepared(lambda name: WebhookEndpoint.objects.filter(name=name).values("name", "pk"))
    assert known.all("ERP") == [{"name": "ERP", "pk": one.pk}]


def test_a_row_whose_partner_is_missing_has_none():
    products = apps.get_model("products.Product")
    products.objects.create(key="cluster", name={"en": "Cluster"}, kind="on_premises")
    known = prepared(lambda: products.objects.select_related("team"))
    assert [row.team for row in known.all()] == [None]


def test_other_kinds_of_rows_are_refused():
    known = prepared(lambda: WebhookEndpoint.objects.values_list("pk", flat=True))
    with pytest.raises(TypeError):
        known.all()


def test_constants_and_values_keep_their_places():
    one, other = endpoint("ERP"), endpoint("CRM")
    known = prepared(lambda name, pk: WebhookEndpoint.objects.filter(name=name, state="active", pk=pk).order_by("pk"))
    assert known.all("ERP", one.pk) == [one]
    assert known.all("ERP", other.pk) == []


def test_a_value_is_never_part_of_the_statement():
    endpoint("ERP")
    known = prepared(lambda name: WebhookEndpoint.objects.filter(name=name))
    assert known.all("' OR true --") == []
    assert known.all("%s") == []


def test_a_list_is_one_value():
    one, other = endpoint("ERP"), endpoint("CRM")
    known = prepared(lambda ids: WebhookEndpoint.objects.filter(pk__among=ids).order_by("pk"))
    assert known.all([one.pk, other.pk]) == [one, other]
    assert known.all([other.pk]) == [other]
    assert known.all([]) == []


def test_united_queries_come_in_their_order():
    one, other = endpoint("ERP"), endpoint("CRM")
    known = prepared(
        lambda first, second: (
            WebhookEndpoint.objects.filter(pk=first)
            .values_list("pk", "name")[:5]
            .union(WebhookEndpoint.objects.filter(pk=second).values_list("pk", "name")[:5], all=True)
        )
    )
    assert known.all(other.pk, one.pk) == [(other.pk, "CRM"), (one.pk, "ERP")]


@pytest.mark.django_db(transaction=True)
def test_a_locking_query_is_refused_outside_a_transaction_each_time():
    one = endpoint("ERP")
    known = prepared(lambda pk: WebhookEndpoint.objects.select_for_update(no_key=True).filter(pk=pk))
    with pytest.raises(TransactionManagementError):
        known.first(one.pk)
    with transaction.atomic():
        assert known.first(one.pk) == one
    with pytest.raises(TransactionManagementError):
        known.first(one.pk)
