"""Filling a database with N tickets and 5 N messages by COPY."""

import json
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import JSONField

from bench.corpus import MARKERS_EN, MARKERS_ZH, Passage, marker, passages, vector

MESSAGES_PER_TICKET = 5
BIG_TICKET = 20
ORGANISATIONS, CONTACTS, PEOPLE, TEAMS = 2_000, 10_000, 50, 8
NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
PASSWORD = "bench-password"


class Copier:
    """Writes whole rows of a model by COPY; columns that are not given get the model's defaults."""

    def __init__(self, model: type[models.Model], *given: str) -> None:
        fields = [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]
        self.fields = [field for field in fields if field.attname in given or self._needs_default(field)]
        self.given = {name: place for place, name in enumerate(given)}
        self.table = model._meta.db_table
        self.defaults = {field.attname: self._default(field) for field in self.fields}

    @staticmethod
    def _needs_default(field: "models.Field[Any, Any]") -> bool:
        return not field.primary_key and not field.has_db_default() and not field.null

    @staticmethod
    def _default(field: "models.Field[Any, Any]") -> Any:
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            return NOW
        value = field.get_default()
        return field.get_db_prep_save(value, connection) if isinstance(field, JSONField) else value

    def write(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Copy rows whose values stand in the order of the given columns."""
        columns = ", ".join(f'"{field.column}"' for field in self.fields)
        connection.ensure_connection()
        with connection.cursor() as cursor, cursor.copy(f"COPY {self.table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([self._value(field, row) for field in self.fields])

    def _value(self, field: "models.Field[Any, Any]", row: tuple[Any, ...]) -> Any:
        place = self.given.get(field.attname)
        value = self.defaults[field.attname] if place is None else row[place]
        if isinstance(field, JSONField) and isinstance(value, dict | list):
            return json.dumps(value)
        return list(value) if isinstance(field, ArrayField) else value


def seed(tickets: int, report: Any) -> None:
    """Fill an empty, migrated database."""
    _seed_people()
    _seed_customers()
    report(f"  people and customers: {PEOPLE} staff, {ORGANISATIONS} organisations, {CONTACTS} contacts")
    texts = passages(4_000)
    Seeder(tickets, texts).run(report)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('tickets_number', %s)", [tickets + 1])
        for model in _seeded_models():
            table = model._meta.db_table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 1)) FROM {table}")
    report("  VACUUM ANALYZE …")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _seeded_models() -> list[type[models.Model]]:
    from qiao.channels.models import MessageRef, Thread
    from qiao.customers.models import Contact, ContactPoint, Organisation
    from qiao.staff.models import Person, Team
    from qiao.tickets.models import Clock, Message, Participant, Ticket

    return [Thread, MessageRef, Organisation, Contact, ContactPoint, Person, Team, Ticket, Message, Participant, Clock]


def _seed_people() -> None:
    from qiao.staff.models import Person, Team

    teams = [Team.objects.create(name=f"Team {number}") for number in range(TEAMS)]
    for number in range(PEOPLE):
        person = Person(email=f"agent{number}@bench.example", name=f"Agent {number}", roles=["agent_l1"])
        if number == 0:
            person.roles = ["agent_l1", "lead", "administrator"]
        person.set_password(PASSWORD) if number == 0 else person.set_unusable_password()
        person.save()
        person.teams.add(teams[number % TEAMS])


def _seed_customers() -> None:
    from qiao.customers.models import Contact, ContactPoint, Organisation
    from qiao.products.models import Product, Version

    for key in ("helm", "gateway"):
        product = Product.objects.create(key=key, name={"en": key.title(), "zh-hans": key.title()})
        for number in range(5):
            Version.objects.create(product=product, name=f"4.{number}")
    tiers = ["normal"] * 8 + ["key", "strategic"]
    Copier(Organisation, "id", "name", "tier").write(
        (number, f"Organisation {number}", tiers[number % 10]) for number in range(1, ORGANISATIONS + 1)
    )
    Copier(Contact, "id", "organisation_id", "name").write(
        (number, number % ORGANISATIONS + 1, f"Contact {number}") for number in range(1, CONTACTS + 1)
    )
    Copier(ContactPoint, "contact_id", "kind", "value", "value_norm", "is_primary").write(
        (
            number,
            "email",
            f"c{number}@org{number % ORGANISATIONS}.example",
            f"c{number}@org{number % ORGANISATIONS}.example",
            True,
        )
        for number in range(1, CONTACTS + 1)
    )


class Seeder:
    """Writes tickets with messages, threads, clocks, participants and search rows, all from one random stream."""

    def __init__(self, tickets: int, texts: list[Passage]) -> None:
        self.tickets = tickets
        self.texts = texts
        self.markers = [(marker(word, "en"), every) for word, every in MARKERS_EN.items()]
        self.markers += [(marker(word, "zh-hans"), every) for word, every in MARKERS_ZH.items()]

    def run(self, report: Any) -> None:
        """COPY every table in turn."""
        from qiao.channels.models import MessageRef, Thread
        from qiao.kernel.models import SearchDocument
        from qiao.tickets.models import Message, Participant, Ticket

        everyone = range(1, self.tickets + 1)
        Copier(Thread, "id", "subject").write((number, f"Question {number}") for number in everyone)
        Copier(Ticket, *TICKET_COLUMNS).write(self.ticket_row(number) for number in everyone)
        report("  tickets")
        Copier(Participant, "ticket_id", "contact_id", "role").write(
            (number, self.contact_of(number), "requester") for number in everyone
        )
        Copier(Message, *MESSAGE_COLUMNS).write(row for number in everyone for row in self.message_rows(number))
        report("  messages")
        Copier(MessageRef, "thread_id", "rfc_id", "kind").write(
            (number, f"<bench-{number}@customer.example>", "own") for number in everyone
        )
        Copier(SearchDocument, *SEARCH_COLUMNS).write(self.search_row(number) for number in everyone)
        report("  search rows")

    def chance(self, number: int) -> random.Random:
        """The ticket's own random stream: every table sees the same ticket."""
        return random.Random(number)

    def contact_of(self, number: int) -> int:
        """Requester of a ticket."""
        return number % CONTACTS + 1

    def created(self, number: int) -> datetime:
        """Tickets come evenly over two years, the last one now."""
        return NOW - timedelta(days=730) * ((self.tickets - number) / self.tickets)

    def state_of(self, number: int) -> str:
        """The newest two per cent are open."""
        chance = self.chance(number)
        if number > self.tickets * 0.98:
            return chance.choice(["new", "open", "open", "waiting_customer", "waiting_rnd"])
        return chance.choice(["solved", "closed", "closed", "closed"])

    def parts(self, number: int) -> list[Passage]:
        """Texts of the ticket's messages, markers included."""
        chance = self.chance(number)
        count = BIG_TICKET if number % 1_000 == 0 else MESSAGES_PER_TICKET
        chosen = [self.texts[chance.randrange(len(self.texts))] for _ in range(count)]
        for extra, every in self.markers:
            if number % every == every // 2:
                chosen[-1] = extra
        return chosen

    def ticket_row(self, number: int) -> tuple[Any, ...]:
        """Values in the order of TICKET_COLUMNS."""
        chance, state, created = self.chance(number), self.state_of(number), self.created(number)
        is_open = state not in {"solved", "closed"}
        contact = self.contact_of(number)
        due = created + timedelta(hours=chance.randrange(1, 96)) if is_open else None
        parts = self.parts(number)
        return (
            number, number, number, f"{parts[0].text[:60]} #{number}", "email", parts[0].language,
            contact % ORGANISATIONS + 1, contact, chance.randrange(1, 3), chance.choice(["low", "normal", "normal", "high", "urgent"]),
            state, chance.randrange(1, TEAMS + 1), chance.randrange(1, PEOPLE + 1) if chance.random() < 0.8 else None,
            len(parts), parts[-1].text[:100], "in", created, created, created, due, "solve" if due else "",
            due or datetime(9999, 1, 1, tzinfo=UTC), created, created + timedelta(hours=2),
            None if is_open else created, created if state == "closed" else None,
        )  # fmt: skip

    def message_rows(self, number: int) -> Iterator[tuple[Any, ...]]:
        """Customer and agent in turn."""
        created, contact = self.created(number), self.contact_of(number)
        for place, part in enumerate(self.parts(number)):
            ours = place % 2 == 1
            yield (
                number, "out" if ours else "in", "public", "email", "person" if ours else "contact",
                f"Agent {number % PEOPLE}" if ours else f"Contact {contact}", None if ours else contact,
                f"<p>{part.text}</p>", part.text, part.language, created + timedelta(minutes=place),
            )  # fmt: skip

    def search_row(self, number: int) -> tuple[Any, ...]:
        """Values in the order of SEARCH_COLUMNS."""
        chance = self.chance(number)
        contact, parts = self.contact_of(number), self.parts(number)
        chance.randrange(1, 96)
        return (
            "tickets.ticket", number, "public", f"Question {number}", contact % ORGANISATIONS + 1,
            parts[0].language, self.created(number), vector(parts),
        )  # fmt: skip


TICKET_COLUMNS = (
    "id", "number", "thread_id", "subject", "channel", "language", "organisation_id", "requester_id", "product_id", "priority",
    "state", "team_id", "assignee_id", "message_count", "snippet", "last_direction", "first_customer_at", "last_customer_at",
    "last_message_at", "next_due_at", "next_due_metric", "due_at_sort", "created_at", "updated_at", "solved_at", "closed_at",
)  # fmt: skip
MESSAGE_COLUMNS = (
    "ticket_id", "direction", "visibility", "channel", "author_kind", "author_name", "contact_id", "html", "text", "language",
    "created_at",
)  # fmt: skip
SEARCH_COLUMNS = ("object_type", "object_id", "visibility", "title", "organisation_id", "language", "at", "tsv")
