"""Schemathesis makes up requests from the description: no operation may fail, or answer otherwise than described."""

import io
import json
from contextlib import contextmanager
from itertools import count

import pytest
import requests
import schemathesis
import urllib3
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings, strategies
from procrastinate.contrib.django.models import ProcrastinateJob
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from qiao.channels.models import OutgoingMail
from qiao.channels.testing import make_mail, make_mailbox, take_mail
from qiao.customers.models import Contract, Deployment, TrustedIssuer
from qiao.customers.services import add_note, keep_file
from qiao.customers.services.privacy import place_hold, receive_request
from qiao.customers.testing import make_contact, make_organisation
from qiao.kernel.api.limits import forget_counts
from qiao.kernel.api.testing import Caller
from qiao.kernel.i18n import Bilingual
from qiao.kernel.models import Calendar, WebhookEndpoint
from qiao.kernel.tables import table_kinds
from qiao.kernel.tables.running import start_import
from qiao.kernel.webhooks.announcing import announce_to
from qiao.kernel.webhooks.signing import new_secret
from qiao.products.models import Component, Version
from qiao.products.testing import make_product
from qiao.staff.services import News, notify_people
from qiao.staff.testing import make_person, make_team
from qiao.tickets.models import (
    CustomField,
    Message,
    MessageAttachment,
    PublicAnswer,
    QuickReply,
    RequestField,
    RequestType,
    SavedView,
)
from qiao.tickets.ports import Access
from qiao.tickets.services import Reply, reply_to_ticket
from qiao.tickets.services.importing import start_desk_import
from qiao.tickets.testing import make_message, make_ticket
from tools.api_schema import PLACE

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 8
REQUEST_PARTS = {"method", "url", "headers", "params", "json", "data", "files", "cookies"}


@pytest.fixture
def house(db, settings):
    """A caller who may do everything, and ids of things that exist."""
    settings.API_REQUESTS_PER_MINUTE = 10**6
    with connection.cursor() as cursor:
        # a row that points nowhere must fail in the request that made it, not at a commit that never comes
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    forget_counts()
    mailbox = make_mailbox("support@ours.example", name="Support")
    set_aside = take_mail(make_mail(List_Id="<news.acme.example>"), mailbox)
    person = make_person(roles=["administrator"])
    organisation, product, team = make_organisation(), make_product(), make_team("Team", person)
    contact = make_contact(organisation=organisation)
    component = Component.objects.create(product=product, name=Bilingual("Part", "Part"))
    version = Version.objects.create(product=product, name="1.0", sort_key="1.0")
    ticket = make_ticket(requester=contact, product=product, team=team)
    other = make_ticket(requester=contact)
    make_message(ticket)
    sent = reply_to_ticket(ticket.pk, Reply("Hello"), by=person.actor)
    message = Message.objects.get(pk=sent.message_id)
    file = MessageAttachment.objects.create(message=message, name="x", content_type="x/y", omitted_reason="big")
    reply = QuickReply.objects.create(name="Hello", body=Bilingual("Hello", "Hello"))
    view = SavedView.objects.create(name="View", owner=person, query="view=all")
    contract = Contract.objects.create(organisation=organisation, number="C1", starts_on="2026-01-01")
    deployment = Deployment.objects.create(organisation=organisation, product=product, version=version)
    note = add_note(organisation, "Prefers calls.", by=person.actor)
    kept = keep_file(organisation, SimpleUploadedFile("plan.txt", b"plan"), by=person.actor)
    asked = receive_request(contact.pk, kind="export", law="pipl", by=person.actor)
    table = start_import(table_kinds()[0], io.BytesIO(b"Name\nNorth\n"), "x.csv", by=person.actor)
    webhook = WebhookEndpoint.objects.create(name="ERP", url="https://erp.example/", secret=new_secret())
    announce_to([webhook], "test", {})
    twin = make_organisation()
    field = CustomField.objects.create(key="site", label=Bilingual("Site", "Site"))
    move = start_desk_import("jsonl", Access(), by=person.actor, file=io.BytesIO(b"{}"), file_name="old.jsonl")
    kind = RequestType.objects.create(name="Kind")
    question = RequestField.objects.create(request_type=kind, key="device", label="Device")
    issuer = TrustedIssuer.objects.create(key="acme", kind="token", name="Acme", issuer="acme", secret="x" * 32)
    notify_people([person.pk], News("mention", "Ticket", "/desk/", "tickets.ticket", ticket.pk))
    ids = {
        "type_id": kind.pk, "question_id": question.pk, "issuer_id": issuer.pk,
        "answer_id": PublicAnswer.objects.create(title="Title", body="Body").pk,
        "notification_id": person.notifications.get().pk, "token_id": Caller(make_person()).token.pk,
        "job_id": ProcrastinateJob.objects.first().pk, "team_ids": [team.pk], "member_ids": [person.pk],
        "note_id": note.pk, "file_id": kept.pk, "request_id": asked.pk, "import_id": table.pk,
        "webhook_id": webhook.pk, "delivery_id": webhook.deliveries.get().pk, "ids": [twin.pk], "id": twin.pk,
        "hold_id": place_hold(contact_id=contact.pk, reason="Lawsuit", by=person.actor),
        "number": ticket.number, "message_id": message.pk, "attachment_id": file.pk, "reply_id": reply.pk,
        "view_id": view.pk, "organisation_id": organisation.pk, "contact_id": contact.pk, "product_id": product.pk,
        "component_id": component.pk, "version_id": version.pk, "contract_id": contract.pk,
        "deployment_id": deployment.pk, "person_id": person.pk, "team_id": team.pk, "requester_id": contact.pk,
        "assignee_id": person.pk, "owner_id": person.pk, "parent_id": component.pk, "follow_up_of": other.number,
        "numbers": [other.number], "message_ids": [message.pk], "mailbox_id": mailbox.pk, "mail_id": set_aside.pk,
        "outgoing_id": OutgoingMail.objects.latest("pk").pk, "field_id": field.pk, "desk_import_id": move.pk,
        "calendar_id": Calendar.objects.get(key="china").pk, "day": "2026-10-01", "year": 2026,
    }  # fmt: skip
    return Caller(person), ids


DESCRIPTION = schemathesis.openapi.from_dict(json.loads(PLACE.read_text(encoding="utf-8")))
REQUESTS = {
    found.ok().definition.raw["operationId"]: found.ok().as_strategy() for found in DESCRIPTION.get_all_operations()
}
counted = count()


@contextmanager
def undone():
    """What one made-up request did is gone before the next."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("operation", sorted(REQUESTS))
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(data=strategies.data())
def test_no_request_makes_the_api_fail_or_break_its_word(operation, data, house):
    case = data.draw(REQUESTS[operation])
    caller, ids = house
    if next(counted) % 3:  # two of three requests are about things that exist
        case.path_parameters = {name: ids.get(name, value) for name, value in (case.path_parameters or {}).items()}
        if isinstance(case.body, dict):
            case.body = {name: ids[name] if name in ids and value else value for name, value in case.body.items()}
        case.query = {name: value for name, value in (case.query or {}).items() if name not in {"fields", "cursor"}}
        case.headers = {name: value for name, value in (case.headers or {}).items() if name != "If-Match"}
    with undone():
        case.validate_response(answered(case, caller), checks=CHECKS)


def answered(case, caller):
    """The answer of Django's own test client, which leaves the test's transaction alone, as schemathesis reads it."""
    arguments = case.as_transport_kwargs(base_url="http://testserver")
    arguments.pop("timeout", None)
    asked = requests.Request(**{name: value for name, value in arguments.items() if name in REQUEST_PARTS}).prepare()
    given = caller.client.generic(
        asked.method, asked.path_url, asked.body or b"", content_type=asked.headers.get("Content-Type", ""),
        headers={**asked.headers, "Authorization": f"Bearer {caller.secret}"},
    )  # fmt: skip
    answer = requests.Response()
    answer.status_code, answer.request, answer.url = given.status_code, asked, asked.url
    answer.raw = urllib3.HTTPResponse(
        io.BytesIO(given.getvalue()), headers=dict(given.headers), status=given.status_code, preload_content=False
    )
    answer.headers.update(given.headers)
    return answer
