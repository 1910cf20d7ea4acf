"""Webhooks: signed, tried again, paused, replayed; never lost and never taken twice under one id."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from qiao.kernel.access import Actor
from qiao.kernel.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookMessage
from qiao.kernel.testing import run_jobs
from qiao.kernel.webhooks import services
from qiao.kernel.webhooks.announcing import announce
from qiao.kernel.webhooks.delivering import deliver, sweep
from qiao.kernel.webhooks.rules import PAUSES, is_dead, next_attempt
from qiao.kernel.webhooks.services import AddressNotUsable, EndpointDraft
from qiao.kernel.webhooks.testing import Receiver

SYSTEM = Actor.system("test")


@pytest.fixture
def receiver(settings):
    settings.HTTP_ALLOWED_HOSTS = ["127.0.0.0/8"]
    one = Receiver()
    yield one
    one.close()


@pytest.fixture
def endpoint(db, receiver) -> WebhookEndpoint:
    return services.save_endpoint(EndpointDraft("ERP", receiver.url), by=SYSTEM)


def is_signed(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As the specification tells receivers to check."""
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), content, hashlib.sha256).digest()
    expected = base64.b64encode(digest).decode()
    return any(one == f"v1,{expected}" for one in headers["webhook-signature"].split())


def test_a_message_arrives_signed(endpoint, receiver):
    announce("ticket.opened", {"ticket": {"number": 7}})
    run_jobs()
    ((_status, headers, body),) = receiver.heard
    assert is_signed(endpoint.secret, headers, body)
    assert json.loads(body)["type"] == "ticket.opened"
    assert json.loads(body)["data"] == {"ticket": {"number": 7}}
    assert not is_signed(endpoint.secret, headers, body + b" ")
    assert WebhookDelivery.objects.get().state == "delivered"


def test_a_receiver_that_fails_and_heals_gets_everything_once(endpoint, receiver):
    keys = [announce("ticket.opened", {"n": n}).key for n in range(3)]
    receiver.status = 500
    run_jobs()
    assert len(receiver.heard) == 3
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        keys += [announce("ticket.solved", {"n": n}).key for n in range(2)]
        run_jobs()
    receiver.status = 200
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        run_jobs()
        sweep()
        run_jobs()
    assert sorted(receiver.taken) == sorted(keys)
    assert set(WebhookDelivery.objects.values_list("state", flat=True)) == {"delivered"}
    assert WebhookEndpoint.objects.get().failures == 0


def test_an_attempt_that_died_on_the_way_is_made_again(endpoint, receiver):
    announce("ticket.opened", {})
    WebhookDelivery.objects.update(state="sending", claimed_until=timezone.now() + timedelta(seconds=30))
    run_jobs()
    assert receiver.heard == []  # another process may still be at it
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        sweep()
        run_jobs()
    assert len(receiver.taken) == 1


def test_two_workers_do_not_send_the_same(endpoint, receiver):
    announce("ticket.opened", {})
    delivery = WebhookDelivery.objects.get()
    deliver(delivery_id=delivery.pk)
    deliver(delivery_id=delivery.pk)
    assert len(receiver.heard) == 1


def test_a_dead_endpoint_is_paused_keeps_its_messages_and_comes_back(endpoint, receiver):
    receiver.status = 503
    start = timezone.now()
    for minutes in range(0, 90, 5):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            announce("ticket.opened", {"minute": minutes})
            run_jobs()
    assert WebhookEndpoint.objects.get().state == "paused"
    attempts = len(receiver.heard)
    for minutes in range(120, 239, 10):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            announce("ticket.opened", {"minute": minutes})
            sweep()
            run_jobs(until=start + timedelta(minutes=minutes))
    assert len(receiver.heard) - attempts == 2, "one probe an hour"
    assert not WebhookDelivery.objects.filter(state="failed").exists()
    receiver.status = 200
    with time_machine.travel(start + timedelta(hours=6)):
        sweep()
        run_jobs()
        sweep()
        run_jobs()
    assert WebhookEndpoint.objects.get().state == "active"
    assert len(receiver.taken) == len(set(receiver.taken)) == WebhookMessage.objects.count()


def test_one_that_says_gone_is_paused_at_once(endpoint, receiver):
    receiver.status = 410
    announce("ticket.opened", {})
    run_jobs()
    assert WebhookEndpoint.objects.get().state == "paused"


def test_filters_by_type_and_product(db, receiver):
    save = services.save_endpoint
    save(EndpointDraft("a", receiver.url, types=["ticket.solved"]), by=SYSTEM)
    save(EndpointDraft("b", receiver.url, product_ids=[5]), by=SYSTEM)
    assert announce("ticket.opened", {}, product_id=6) is None
    heard = [announce("ticket.solved", {}, product_id=6), announce("ticket.opened", {}, product_id=5)]
    assert [[one.endpoint.name for one in message.deliveries.all()] for message in heard] == [["a"], ["b"]]


def test_one_that_is_off_hears_nothing(endpoint):
    services.switch_endpoint(endpoint.pk, is_on=False, by=SYSTEM)
    assert announce("ticket.opened", {}) is None


def test_for_a_day_both_secrets_sign(endpoint, receiver):
    old = endpoint.secret
    new = services.rotate_secret(endpoint.pk, by=SYSTEM)
    announce("ticket.opened", {})
    run_jobs()
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        announce("ticket.opened", {})
        run_jobs()
    first, second = ((headers, body) for _status, headers, body in receiver.heard)
    assert is_signed(old, *first)
    assert is_signed(new, *first)
    assert not is_signed(old, *second)
    assert is_signed(new, *second)


def test_a_replay_keeps_the_id(endpoint, receiver):
    announce("ticket.opened", {})
    run_jobs()
    services.replay(WebhookDelivery.objects.get().pk, by=SYSTEM)
    run_jobs()
    assert len(receiver.taken) == 2
    assert len(set(receiver.taken)) == 1
    assert WebhookAttempt.objects.count() == 2


def test_given_up_after_three_days_and_sent_again_on_request(endpoint, receiver):
    announce("ticket.opened", {})
    WebhookDelivery.objects.update(attempts=len(PAUSES))
    receiver.status = 500
    run_jobs()
    assert WebhookDelivery.objects.get().state == "failed"
    receiver.status = 200
    assert services.replay_failed(endpoint.pk, by=SYSTEM) == 1
    run_jobs()
    assert WebhookDelivery.objects.get().state == "delivered"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x",
        "http://169.254.169.254/latest",
        "http://[::1]/",
        "ftp://example.com/",
        "http://u:p@8.8.8.8/",
    ],
)
def test_our_own_network_is_out_of_reach(url):
    with pytest.raises(AddressNotUsable):
        services.save_endpoint(EndpointDraft("x", url), by=SYSTEM)


def test_a_name_that_moves_into_our_network_later_is_out_of_reach_too(endpoint, receiver, settings):
    settings.HTTP_ALLOWED_HOSTS = []
    announce("ticket.opened", {})
    run_jobs()
    assert receiver.heard == []
    assert WebhookAttempt.objects.get().answer.startswith("AddressRefused")


@given(st.integers(1, 20), st.floats(0, 1))
def test_pauses_grow_and_end(attempts, chance):
    now = timezone.now()
    again = next_attempt(attempts, now, chance)
    assert (again is None) == (attempts > len(PAUSES))
    if again and attempts > 1:
        assert again - now > next_attempt(attempts - 1, now, 0) - now


def test_few_failures_or_a_short_time_do_not_mean_death():
    now = timezone.now()
    assert not is_dead(100, now - timedelta(minutes=59), now)
    assert not is_dead(14, now - timedelta(days=1), now)
    assert is_dead(15, now - timedelta(hours=1), now)
