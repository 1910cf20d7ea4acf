"""A copy of somebody's data is theirs: it holds nothing of conversations they only pushed themselves into."""

import json
import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from qiao.channels.testing import make_mail, make_mailbox, take_mail
from qiao.customers.models import Contact, DataRequest
from qiao.kernel.testing import run_jobs
from qiao.tickets.models import Message
from qiao.tickets.services import accept_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger(bo) -> Contact:
    """Somebody who knows the Message-ID of Bo's mail, and answers it."""
    mailbox = make_mailbox("support@ours.example")
    take_mail(make_mail("The plan is secret.", Message_ID="<plan@acme.example>"), mailbox)
    answer = {"From": "Max <max@stranger.example>", "In_Reply_To": "<plan@acme.example>"}
    take_mail(make_mail("Let me in.", **answer), mailbox)
    assert Message.objects.get(text__contains="Let me in").visibility == "unverified"
    return Contact.objects.get(points__value_norm="max@stranger.example")


def copy_for(contact: Contact, browser: Client) -> dict[str, Any]:
    """The data of the archive, as somebody in charge hands it over."""
    form = {"kind": "export", "law": "gdpr", "received_on": "2026-01-31", "asked": "Please", "words": ""}
    browser.post(reverse("customers:data_request_new", args=[contact.pk]), form)
    request = DataRequest.objects.latest("pk")
    for act in ("verify", "take-up", "copy"):
        browser.post(reverse("customers:data_request_act", args=[request.pk, act]), {"text": "Called"})
        run_jobs()
    address = browser.get(reverse("customers:data_request", args=[request.pk])).context["file_url"]
    with zipfile.ZipFile(BytesIO(b"".join(browser.get(address).streaming_content))) as archive:
        told: dict[str, Any] = json.loads(archive.read("data.json"))
        return told


def texts(told: dict[str, Any]) -> list[str]:
    return [message["text"].strip() for message in told["tickets.messages"]]


def test_a_stranger_gets_their_own_words_and_not_the_conversation(stranger, mei, client_of) -> None:
    told = copy_for(stranger, client_of(mei))
    assert texts(told) == ["Let me in."]
    assert told.get("tickets.tickets", []) == []


def test_somebody_who_was_let_in_gets_the_conversation(stranger, mei, client_of) -> None:
    accept_message(Message.objects.get(text__contains="Let me in").pk, by=mei.actor)
    told = copy_for(stranger, client_of(mei))
    assert texts(told) == ["The plan is secret.", "Let me in."]
