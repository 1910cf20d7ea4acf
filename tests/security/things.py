"""One row of every table that an address can name, made of the first thing each column takes."""

import io
import re
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from qiao.customers.models import Contact
from qiao.kernel.access import Actor
from qiao.kernel.i18n import Bilingual
from qiao.kernel.tables.kinds import kind_of
from qiao.kernel.tables.running import start_import
from qiao.staff.models import Person
from qiao.tickets.models import Ticket

# what a placeholder of an address stands for; the first that occurs in the address decides
NAMED = {
    "/setup/fields/<int:field_id>": "tickets.CustomField", "/questions/<int:field_id>": "tickets.RequestField",
    "/me/sessions/<int:session_id>": "usersessions.UserSession",
    "/portal/me/sessions/<int:session_id>": "customers.PortalSession",
    "/desk/contacts/<int:object_id>": "customers.Contact", "<int:object_id>": "customers.Organisation",
    "/desk/tickets/bulk/<str:token>": "tickets.UndoStep", "<int:job_id>": "procrastinate.ProcrastinateJob",
    "<int:component_id>": "products.Component", "<int:contact_id>": "customers.Contact",
    "<int:contract_id>": "customers.Contract", "<int:deployment_id>": "customers.Deployment",
    "<int:organisation_id>": "customers.Organisation", "<int:export_id>": "customers.Export",
    "<int:file_id>": "customers.KeptFile", "<int:note_id>": "customers.Note", "<int:product_id>": "products.Product",
    "<int:version_id>": "products.Version", "<int:clock_id>": "tickets.Clock", "<int:message_id>": "tickets.Message",
    "<int:view_id>": "tickets.SavedView", "<int:notification_id>": "staff.Notification",
    "<int:token_id>": "kernel.ApiToken", "<int:brand_id>": "products.PortalBrand",
    "<int:calendar_id>": "kernel.Calendar", "<int:run_id>": "kernel.TableImport",
    "<int:import_id>": "tickets.DeskImport", "<int:raw_id>": "channels.RawMail",
    "<int:outgoing_id>": "channels.OutgoingMail", "<int:mailbox_id>": "channels.Mailbox",
    "<int:person_id>": "staff.Person", "<int:issuer_id>": "customers.TrustedIssuer",
    "<int:request_id>": "customers.DataRequest", "<int:hold_id>": "customers.LegalHold",
    "<int:answer_id>": "tickets.PublicAnswer", "<int:reply_id>": "tickets.QuickReply",
    "<int:type_id>": "tickets.RequestType", "<int:team_id>": "staff.Team",
    "<int:endpoint_id>": "kernel.WebhookEndpoint", "<int:delivery_id>": "kernel.WebhookDelivery",
}  # fmt: skip
WORDS = {
    "<slug:kind>": "contacts", "<str:kind>": "customer", "<str:field>": "organisation", "<slug:language>": "en",
    "<slug:act>": "refuse", "<slug:key>": "x", "<str:token>": "x", "<str:secret>": "x", "<str:stamp>": "x",
    "<str:provider_id>": "x", "<path:name>": "x.txt", "<sha256:sha256>": "0" * 64, "<str:sha256>": "0" * 64,
}  # fmt: skip


class Things:
    """Rows that exist while a test runs: of `ticket`, of what belongs to `person` and to `contact`, made when asked for."""

    def __init__(self, ticket: Ticket, person: Person, contact: Contact) -> None:
        self._ticket, self._person, self._contact = ticket, person, contact

    def address(self, route: str, number: str = "") -> str:
        """The route with rows that exist in its places, or with this number in all of them."""
        if number:
            route = re.sub(r"<int:\w+>", number, route)
        address = route.replace("<int:number>", str(self._ticket.number))
        for place, label in NAMED.items():
            if place in address:
                filled = re.sub(r"<\w+:\w+>$", str(self.row(label).pk), place)
                address = address.replace(place, filled)
        for place, word in WORDS.items():
            address = address.replace(place, word)
        return address

    def row(self, label: str) -> models.Model:
        """The newest row of the table."""
        if label == "kernel.TableImport":
            file = io.BytesIO(b"Name,Mail\nAda,ada@new.example\n")
            return start_import(kind_of("contacts"), file, "a.csv", by=Actor.person(self._person))
        model = apps.get_model(label)
        return model._default_manager.order_by("-pk").first() or self._made(model)

    def _made(self, model: type[models.Model]) -> models.Model:
        given = {"customers.Note": {"contact": self._contact}, "customers.KeptFile": {"contact": self._contact},
                 "customers.LegalHold": {"contact": self._contact},
                 "usersessions.UserSession": {"ip": "192.0.2.1"}, "staff.Notification": {"address": "/me/"}}.get(model._meta.label, {})  # fmt: skip
        needed = [field for field in model._meta.concrete_fields if _is_needed(field) and field.name not in given]
        return model._default_manager.create(**given, **{field.name: self._value(field) for field in needed})

    def _value(self, field: Any) -> Any:
        if isinstance(field, models.ForeignKey):
            own = {Person: self._person, Contact: self._contact, Ticket: self._ticket}
            return own.get(field.related_model) or self.row(field.related_model._meta.label)
        if field.choices:
            return next(key for key, _ in field.choices if key)
        if type(field).__name__ == "BilingualField":
            return Bilingual("Name", "Name")
        values = {
            models.DateTimeField: timezone.now(), models.DateField: timezone.localdate(), models.IntegerField: 1,
            models.BooleanField: False, models.JSONField: {}, models.UUIDField: None,
        }  # fmt: skip
        return next((value for kind, value in values.items() if isinstance(field, kind)), "x")


def _is_needed(field: Any) -> bool:
    has_value = field.has_default() or field.db_default is not models.NOT_PROVIDED or field.generated
    return not (field.null or field.primary_key or has_value or getattr(field, "auto_now", False))
