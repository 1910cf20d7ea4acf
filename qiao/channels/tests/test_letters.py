"""Letters of the machine: over a real SMTP server, and readable nowhere else."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from structlog.testing import capture_logs

from qiao.customers.rules.portal import CODE_LIVES
from qiao.customers.testing import make_contact
from qiao.kernel.testing import run_jobs
from qiao.products.models import PortalBrand

pytestmark = pytest.mark.django_db


def test_a_code_leaves_by_the_mailbox_and_stands_in_no_table(client, mailbox, sink):
    make_contact("Ada", email="ada@acme.example")
    client.post("/portal/sign-in/", {"email": "ada@acme.example"})
    run_jobs()
    envelope = sink.mails[-1]
    assert (envelope.mail_from, envelope.rcpt_tos) == ("<>", ["ada@acme.example"])
    assert b"Auto-Submitted: auto-generated" in envelope.content
    assert b"From: Harbour Support" in envelope.content
    code = re.search(rb"\b(\d{4} \d{4})\b", envelope.content)[1].decode()
    kept = str(list(ProcrastinateJob.objects.values_list("args", flat=True)))
    assert code not in kept
    assert "ada@acme.example" not in kept
    assert client.post("/portal/sign-in/code/", {"code": code}).status_code == 302


def test_a_letter_comes_from_the_portal_by_its_name_in_the_readers_language(client, mailbox, sink):
    PortalBrand.objects.create(name={"en": "Harbour Help", "zh-hans": "港湾服务中心"})
    make_contact("Ada", email="ada@acme.example", language="en")
    make_contact("林岚", email="lin@acme.example", language="zh-hans")
    for address in ("ada@acme.example", "lin@acme.example"):
        client.post("/portal/sign-in/", {"email": address}, headers={"Accept-Language": "zh-CN"})
    run_jobs()
    english, chinese = (message_from_bytes(mail.content, policy=policy.default) for mail in sink.mails)
    assert english["From"].addresses[0].display_name == "Harbour Help"
    assert chinese["From"].addresses[0].display_name == "港湾服务中心"
    for mail, name in ((english, "Harbour Help"), (chinese, "港湾服务中心")):
        assert name in mail["Subject"]
        assert name in mail.get_content()


def test_an_address_the_server_does_not_know_is_let_go(client, mailbox, sink):
    make_contact("Ada", email="ada@acme.example")
    sink.refused["ada@acme.example"] = "550 5.1.1 no such user"
    client.post("/portal/sign-in/", {"email": "ada@acme.example"})
    with capture_logs() as logs:
        assert run_jobs() >= 2
    assert not sink.mails
    assert [(one["event"], one["domain"]) for one in logs if one["event"].startswith("letter")] == [
        ("letter.dropped", "acme.example")
    ]
    assert "ada" not in str(logs)


def test_a_letter_is_tried_for_as_long_as_it_is_of_use(client, mailbox, sink, time_machine):
    make_contact("Ada", email="ada@acme.example")
    sink.refused["ada@acme.example"] = "451 4.7.1 greylisted"
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    client.post("/portal/sign-in/", {"email": "ada@acme.example"})
    run_jobs(until=now + timedelta(minutes=5))
    assert not sink.mails
    del sink.refused["ada@acme.example"]
    run_jobs(until=now + timedelta(minutes=10))
    assert len(sink.mails) == 1


def test_a_letter_that_is_of_no_use_any_more_is_let_go(client, mailbox, sink, time_machine):
    make_contact("Ada", email="ada@acme.example")
    sink.refused["ada@acme.example"] = "451 4.7.1 greylisted"
    client.post("/portal/sign-in/", {"email": "ada@acme.example"})
    run_jobs()
    time_machine.move_to(timezone.now() + CODE_LIVES)
    with capture_logs() as logs:
        run_jobs()
    assert "letter.dropped" in [one["event"] for one in logs]
    assert not ProcrastinateJob.objects.filter(status="todo", task_name__endswith="send_letter").exists()
