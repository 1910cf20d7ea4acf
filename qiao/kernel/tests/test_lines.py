"""Short lists come with the row they belong to, in their order and as plain values."""

import pytest
from django.db import connection
from django.db.models import OuterRef
from django.test.utils import CaptureQueriesContext

from qiao.kernel.lines import lines
from qiao.kernel.models import WebhookDelivery, WebhookEndpoint, WebhookMessage
from qiao.kernel.prepared import prepared
from qiao.kernel.webhooks.announcing import announce_to

pytestmark = pytest.mark.django_db


def endpoint(name):
    return WebhookEndpoint.objects.create(name=name, url="https://erp.example/", secret="whsec_")


def delivered(key):
    deliveries = WebhookDelivery.objects.filter(message=OuterRef("pk")).order_by("endpoint__name")
    return WebhookMessage.objects.filter(key=key).values_list("type", lines(deliveries, "endpoint__name", "state"))


@pytest.mark.parametrize("ask", [lambda key: list(delivered(key)), prepared(delivered).all])
def test_each_row_brings_its_own_lines_in_one_statement(ask):
    two = announce_to([endpoint("ERP"), endpoint('CRM "\u6865"')], "two", {})
    one = announce_to([endpoint("Shop")], "one", {})
    with CaptureQueriesContext(connection) as captured:
        found = [ask(two.key), ask(one.key)]
    assert found == [
        [("two", [['CRM "\u6865"', "waiting"], ["ERP", "waiting"]])],
        [("one", [["Shop", "waiting"]])],
    ]
    assert len(captured) == 2


def test_a_row_without_any_has_an_empty_list():
    message = announce_to([endpoint("ERP")], "told", {})
    WebhookDelivery.objects.all().delete()
    assert list(delivered(message.key)) == [("told", [])]
