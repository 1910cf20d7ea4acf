"""Replies on their way out, through a real mail server: what can still be stopped, and what is told."""

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from django.db import connection

from qiao.channels.errors import MailAlreadySent
from qiao.channels.models import OutgoingMail
from qiao.channels.services.delivering import deliver
from qiao.kernel.testing import run_jobs
from qiao.tickets.models import Message, Ticket
from qiao.tickets.services import Reply, reply_to_ticket, send_now, undo_send
from qiao.tickets.testing import make_ticket

PATIENCE = 20


class SlowServer:
    """A mail server that answers when it is told to."""

    def __init__(self) -> None:
        self.has_mail, self.may_answer, self.answer, self.taken = threading.Event(), threading.Event(), "250 OK", 0

    async def handle_DATA(self, server, session, envelope):
        self.has_mail.set()
        await asyncio.to_thread(self.may_answer.wait, PATIENCE)
        self.taken += self.answer.startswith("250")
        return self.answer


@pytest.fixture
def server(monkeypatch) -> Iterator[SlowServer]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = SlowServer()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("QIAO_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("QIAO_SMTP_PORT", str(port))
    monkeypatch.setenv("QIAO_SMTP_SECURITY", "plain")
    yield server
    server.may_answer.set()
    controller.stop()


@pytest.fixture
def ticket(mailbox, bo) -> Ticket:
    return make_ticket("Gateway down", requester=bo)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [undo_send, send_now])
def test_a_reply_that_is_being_sent_cannot_be_stopped_and_nobody_waits_for_it(act, ticket, lin, server):
    sent = reply_to_ticket(ticket.pk, Reply("Hello", hold_seconds=0), by=lin.actor)
    sending = threading.Thread(target=_deliver, args=(sent.outgoing_id,))
    sending.start()
    try:
        assert server.has_mail.wait(PATIENCE)
        with pytest.raises(MailAlreadySent):
            act(sent.message_id, by=lin.actor)
        assert sending.is_alive()
    finally:
        server.may_answer.set()
        sending.join(PATIENCE)
    assert Message.objects.get(pk=sent.message_id).delivery == "sent"
    assert OutgoingMail.objects.get().state == "sent"
    assert server.taken == 1


@pytest.mark.django_db
def test_a_reply_that_was_refused_can_be_tried_again_from_its_ticket(ticket, lin, server):
    server.may_answer.set()
    server.answer = "554 no"
    sent = reply_to_ticket(ticket.pk, Reply("Hello", hold_seconds=0), by=lin.actor)
    run_jobs()
    assert Message.objects.get(pk=sent.message_id).delivery == "failed"
    server.answer = "250 OK"
    send_now(sent.message_id, by=lin.actor)
    assert Message.objects.get(pk=sent.message_id).delivery == "queued"
    run_jobs()
    assert Message.objects.get(pk=sent.message_id).delivery == "sent"
    assert server.taken == 1


def _deliver(outgoing_id: int) -> None:
    try:
        deliver(outgoing_id=outgoing_id)
    finally:
        connection.close()
