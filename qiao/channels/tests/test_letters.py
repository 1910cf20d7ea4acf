"""Letters of the machine: over a real SMTP server, and readable nowhere else."""

import re

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from qiao.customers.testing import make_contact
from qiao.kernel.testing import run_jobs

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


def test_an_address_the_server_does_not_know_is_let_go(client, mailbox, sink):
    make_contact("Ada", email="ada@acme.example")
    sink.refused["ada@acme.example"] = "550 5.1.1 no such user"
    client.post("/portal/sign-in/", {"email": "ada@acme.example"})
    assert run_jobs() >= 2
    assert not sink.mails
