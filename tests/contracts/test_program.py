"""A program's day: it opens tickets by API, and hears of them by webhook while its own server fails and heals."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from qiao.kernel.access import Actor
from qiao.kernel.api.testing import Caller
from qiao.kernel.models import ApiToken, IdempotentAnswer, OutboxEvent, WebhookEndpoint, WebhookMessage
from qiao.kernel.testing import run_jobs
from qiao.kernel.webhooks.delivering import sweep
from qiao.kernel.webhooks.services import EndpointDraft, save_endpoint, switch_endpoint
from qiao.kernel.webhooks.testing import Receiver
from qiao.staff.testing import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver(settings):
    settings.HTTP_ALLOWED_HOSTS = ["127.0.0.0/8"]
    one = Receiver()
    yield one
    one.close()


def test_nothing_is_lost_and_nothing_comes_twice_while_the_receiver_fails_and_heals(receiver, ada):
    program = Caller(make_person(roles=["administrator"]), kind=ApiToken.Kind.INTEGRATION)
    save_endpoint(EndpointDraft("ERP", receiver.url, types=["ticket.opened", "ticket.solved"]), by=Actor.system())
    start, numbers = timezone.now(), []
    for step, status in enumerate((200, 500, 503, 500, 200)):
        receiver.status = status
        with time_machine.travel(start + timedelta(minutes=10 * step)):
            for each in range(3):
                given = {"subject": f"{step}.{each}", "markdown": "x", "requester_id": ada.pk}
                key = f"{step}-{each}"
                first = program.post("tickets", given, Idempotency_Key=key).json()
                assert program.post("tickets", given, Idempotency_Key=key).json() == first  # its network is bad, too
                numbers.append(first["number"])
            assert program.post(f"tickets/{numbers[-1]}/state", {"state": "solved"}).status_code == 200
            run_jobs()
            sweep()
            run_jobs()
    with time_machine.travel(start + timedelta(hours=6)):
        sweep()
        run_jobs()
    told = [json.loads(body) for status, _headers, body in receiver.heard if status == 200]
    opened = [one["data"]["ticket"]["number"] for one in told if one["type"] == "ticket.opened"]
    assert sorted(opened) == sorted(numbers)
    assert len([one for one in told if one["type"] == "ticket.solved"]) == 5
    assert len(receiver.taken) == len(set(receiver.taken)) == WebhookMessage.objects.count() == 20


def test_an_endpoint_hears_of_everything_from_the_moment_it_stands(receiver, ada):
    program = Caller(make_person(roles=["administrator"]))
    given = {"subject": "A", "markdown": "B", "requester_id": ada.pk}
    program.post("tickets", given)  # this process has seen that nobody listens
    endpoint = save_endpoint(EndpointDraft("ERP", receiver.url, types=["ticket.opened"]), by=Actor.system())
    second = program.post("tickets", given).json()["number"]
    run_jobs()
    switch_endpoint(endpoint.pk, is_on=False, by=Actor.system())
    program.post("tickets", given)
    switch_endpoint(endpoint.pk, is_on=True, by=Actor.system())
    fourth = program.post("tickets", given).json()["number"]
    run_jobs()
    told = [json.loads(body)["data"]["ticket"]["number"] for _status, _headers, body in receiver.heard]
    assert told == [second, fourth]


def test_a_program_sets_up_its_webhook_and_mends_what_failed(receiver, ada):
    program = Caller(make_person(roles=["administrator"]), kind=ApiToken.Kind.INTEGRATION)
    made = program.post("webhooks", {"name": "ERP", "url": receiver.url, "types": ["ticket.opened"]}).json()
    assert made["secret"].startswith("whsec_")
    assert "secret" not in program.get(f"webhooks/{made['id']}").json()
    receiver.status = 410
    program.post("tickets", {"subject": "A", "markdown": "B", "requester_id": ada.pk})
    run_jobs()
    (delivery,) = program.get(f"webhooks/{made['id']}/deliveries").json()["items"]
    assert (delivery["type"], delivery["status"]) == ("ticket.opened", 410)
    receiver.status = 200
    assert program.post(f"webhook-deliveries/{delivery['id']}/replay").status_code == 204
    run_jobs()
    assert receiver.taken == [delivery["message"]]
    assert program.post(f"webhooks/{made['id']}/secret").json()["secret"] != made["secret"]
    program.post(f"webhooks/{made['id']}/switch", {"is_on": False})
    assert program.get(f"webhooks/{made['id']}").json()["state"] == "off"
    inside = program.post("webhooks", {"name": "x", "url": "http://10.0.0.1/", "types": ["nonsense"]})
    assert inside.json()["errors"][0]["field"] == "types"
    assert program.delete(f"webhooks/{made['id']}").status_code == 204
    assert program.get("webhooks").json()["items"] == []


def test_the_answer_with_a_secret_is_given_again_but_not_kept_as_it_was(receiver, settings):
    program = Caller(make_person(roles=["administrator"]))
    given = {"name": "ERP", "url": receiver.url, "types": ["ticket.opened"]}
    made = program.post("webhooks", given, Idempotency_Key="erp")
    again = program.post("webhooks", given, Idempotency_Key="erp")
    assert again.json() == made.json()
    assert (again.headers["Idempotent-Replayed"], again.headers["Cache-Control"]) == ("true", "no-store")
    assert made.json()["secret"] not in IdempotentAnswer.objects.get(key="erp").body
    settings.SECRETS_KEYS = ["another key than the one that sealed it"]
    refused = program.post("webhooks", given, Idempotency_Key="erp")
    assert (refused.status_code, refused.json()["code"]) == (409, "key_reused")
    assert WebhookEndpoint.objects.count() == 1


def test_an_event_that_nobody_wants_costs_no_job(ada):
    from qiao.kernel.events import subscribers_of

    Caller(make_person(roles=["administrator"])).post("tickets", {"subject": "A", "markdown": "B"})
    from procrastinate.contrib.django.models import ProcrastinateJob

    assert any("webhooks" in name for name in subscribers_of("TicketOpened"))
    assert OutboxEvent.objects.filter(name="TicketOpened").exists()
    assert not ProcrastinateJob.objects.filter(args__subscriber__contains="webhooks").exists()


@pytest.mark.parametrize("zone", ["Z", "+08:00", "-23:58", "+23:59"])
def test_a_moment_may_be_told_in_any_zone(zone):
    program = Caller(make_person(roles=["administrator"]))
    since = f"2048-05-20T11:45:03{zone}".replace("+", "%2B")
    assert program.get(f"changes/contacts?updated_since={since}").status_code == 200
