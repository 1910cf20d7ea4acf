"""Webhooks under setup."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from qiao.kernel.models import WebhookDelivery, WebhookEndpoint
from qiao.kernel.webhooks.announcing import announce

pytestmark = pytest.mark.django_db
URL = "https://8.8.8.8/hook"


@pytest.fixture
def endpoint(mei, client_of):
    client_of(mei).post("/setup/webhooks/new/", {"name": "ERP", "url": URL, "types": ["ticket.opened"]})
    return WebhookEndpoint.objects.get()


def test_an_endpoint_is_made_with_a_secret_shown_once(endpoint, mei, client_of):
    browser = client_of(mei)
    assert endpoint.types == ["ticket.opened"]
    made = browser.post("/setup/webhooks/new/", {"name": "B", "url": URL})
    second = WebhookEndpoint.objects.latest("id")
    assert second.secret in made.content.decode()
    assert second.secret not in browser.get(f"/setup/webhooks/{second.pk}/").content.decode()


def test_an_address_inside_is_refused_with_a_reason(mei, client_of):
    refused = client_of(mei).post("/setup/webhooks/new/", {"name": "x", "url": "http://127.0.0.1/"})
    assert refused.status_code == 422
    assert "own network" in refused.content.decode()
    assert not WebhookEndpoint.objects.exists()


def test_edit_switch_rotate_test_and_delete(endpoint, mei, client_of):
    browser, page = client_of(mei), f"/setup/webhooks/{endpoint.pk}/"
    browser.post(f"{page}edit/", {"name": "CRM", "url": URL})
    browser.post(f"{page}switch/")
    changed = WebhookEndpoint.objects.get()
    assert (changed.name, changed.types, changed.state) == ("CRM", [], "off")
    browser.post(f"{page}switch/", {"on": "1"})
    assert WebhookEndpoint.objects.get().state == "active"
    rotated = browser.post(f"{page}secret/").content.decode()
    assert WebhookEndpoint.objects.get().secret in rotated
    assert WebhookEndpoint.objects.get().old_secret == endpoint.secret
    browser.post(f"{page}test/")
    delivery = WebhookDelivery.objects.get()
    assert delivery.message.type == "test"
    assert browser.get(page).status_code == 200
    WebhookDelivery.objects.update(state="failed")
    browser.post(f"/setup/webhooks/deliveries/{delivery.pk}/replay/")
    assert WebhookDelivery.objects.get().state == "waiting"
    WebhookDelivery.objects.update(state="failed")
    browser.post(f"{page}replay/")
    assert WebhookDelivery.objects.get().state == "waiting"
    browser.post(f"{page}delete/")
    assert not WebhookEndpoint.objects.exists()


def test_the_log_costs_the_same_for_three_and_for_thirty(endpoint, mei, client_of):
    browser, counts = client_of(mei), []
    for more in (3, 27):
        for _ in range(more):
            announce("ticket.opened", {})
        browser.get(f"/setup/webhooks/{endpoint.pk}/")
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(f"/setup/webhooks/{endpoint.pk}/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_log_says_when_it_tries_again_and_loads_anew_until_all_is_over(endpoint, mei, client_of):
    browser, page = client_of(mei), f"/setup/webhooks/{endpoint.pk}/"
    announce("ticket.opened", {})
    later = timezone.now() + timedelta(minutes=30)
    WebhookDelivery.objects.update(attempts=2, next_at=later)
    shown = browser.get(page).content.decode()
    assert f'next try: <time data-relative datetime="{later.isoformat()}"' in shown
    assert 'hx-trigger="every 5s"' in shown
    assert f'hx-get="{page}"' in shown
    WebhookDelivery.objects.update(state="delivered")
    part = browser.get(page, headers={"HX-Request": "true", "HX-Target": "log"}).content.decode()
    assert part.lstrip().startswith('<div class="table-wrap" id="log"')
    assert "next try" not in part
    assert "every 5s" not in part
