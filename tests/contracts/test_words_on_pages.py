"""What people read is words: kinds of webhook messages, conditions of questions, messages to split off."""

import pytest
from django.utils.html import escape

from qiao.flows.webhooks import TYPES
from qiao.kernel.models import WebhookEndpoint
from qiao.site.webhook_words import WORDS
from qiao.tickets.models import QuickReply, RequestField, RequestType
from qiao.tickets.testing import make_message, make_ticket

pytestmark = pytest.mark.django_db
ASKED = {"key": "impact", "kind": "choice", "label": {"en": "Impact", "zh-hans": "Impact"}}
CHOICES = [{"key": "down", "en": "Work stands still", "zh-hans": "x"}, {"key": "part", "en": "Some", "zh-hans": "y"}]


def test_every_kind_of_webhook_message_is_named_in_words_beside_its_key(mei, client_of):
    assert set(WORDS) == {*TYPES, "test"}
    browser = client_of(mei)
    form = browser.get("/setup/webhooks/new/").content.decode()
    missing = [key for key in TYPES if str(escape(WORDS[key])) not in form or f">{key}</code>" not in form]
    assert not missing
    address = {"name": "ERP", "url": "https://8.8.8.8/hook", "types": ["ticket.opened"]}
    browser.post("/setup/webhooks/new/", address)
    assert "Ticket opened" in browser.get("/setup/webhooks/").content.decode()
    page = f"/setup/webhooks/{WebhookEndpoint.objects.get().pk}/"
    browser.post(f"{page}test/")
    assert "Test message" in browser.get(page).content.decode()


def test_a_condition_names_the_choices_not_their_keys(mei, client_of):
    kind = RequestType.objects.create(name={"en": "Fault", "zh-hans": "F"})
    RequestField.objects.create(request_type=kind, choices=CHOICES, **ASKED)
    condition = {"field": "impact", "test": "one_of", "value": "down, part"}
    phone = {"key": "phone", "label": {"en": "Phone", "zh-hans": "P"}}
    RequestField.objects.create(request_type=kind, position=1, shown_if=condition, **phone)
    page = client_of(mei).get(f"/setup/requests/{kind.pk}/").content.decode()
    assert "Impact is one of Work stands still, Some" in page


def test_messages_to_split_off_are_not_shown_as_notices(lin, ada, client_of):
    ticket = make_ticket("Two things", requester=ada, assignee=lin)
    make_message(ticket, "The second thing")
    page = client_of(lin).get(f"/desk/tickets/{ticket.number}/split/").content.decode()
    assert "The second thing" in page
    assert "MessageCard(" not in page


def test_the_picker_shows_what_a_quick_reply_will_say(lin, ada, client_of):
    text = {"en": "Hello {{contact.name}}, we are on it.", "zh-hans": "x"}
    QuickReply.objects.create(name="On it", body=text, owner=lin)
    ticket = make_ticket("Two things", requester=ada, assignee=lin)
    address = f"/desk/tickets/{ticket.number}/suggest/quick-replies/?q=&language=en"
    shown = client_of(lin).get(address).json()
    assert [one["meta"] for one in shown] == [f"Hello {ada.name}, we are on it."]
