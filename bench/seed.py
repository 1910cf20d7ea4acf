"""Filling a database with N tickets and 5 N messages by COPY, three streams at a time."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, models

from bench.copying import NULL, copy_rows, escaped, without_indexes
from bench.corpus import MARKERS_EN, MARKERS_ZH, Passage, marker, passages

MESSAGES_PER_TICKET = 5
BIG_TICKET, BIG_TICKET_EVERY = 20, 1_000
TEXTS = 4_000
ORGANISATIONS, CONTACTS, PEOPLE, TEAMS = 2_000, 10_000, 50, 8
OPEN_SHARE = 0.02
NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
YEARS = timedelta(days=730)
PASSWORD = "bench-password"
CLOCK_SECONDS = 28_800
OPEN_STATES = ("new", "open", "open", "waiting_customer", "waiting_rnd")
CLOSED_STATES = ("solved", "closed", "closed", "closed")
PRIORITIES = ("low", "normal", "normal", "high", "urgent")

Report = Callable[[str], None]


def seed(tickets: int, report: Report) -> None:
    """Fill an empty, migrated database."""
    _seed_people()
    _seed_customers()
    report(f"  people and customers: {PEOPLE} staff, {ORGANISATIONS} organisations, {CONTACTS} contacts")
    seeder = Seeder(tickets)
    with without_indexes([model._meta.db_table for model in _big_models()]):
        _side_by_side([seeder.copy_tickets, seeder.copy_messages, seeder.copy_search_rows], report)
        report("  indexes and keys …")
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('tickets_number', %s)", [tickets + 1])
        for model in _seeded_models():
            table = model._meta.db_table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 1)) FROM {table}")
    _seal()
    report("  VACUUM ANALYZE …")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _side_by_side(parts: list[Callable[[], str]], report: Report) -> None:
    connection.close()
    context = multiprocessing.get_context("fork")
    queue: multiprocessing.Queue[str] = context.Queue()
    streams = [context.Process(target=_stream, args=(part, queue)) for part in parts]
    for stream in streams:
        stream.start()
    for _ in streams:
        report(queue.get())
    for stream in streams:
        stream.join()
        if stream.exitcode:
            raise SystemExit("Seeding failed; see above.")


def _stream(part: Callable[[], str], queue: Any) -> None:
    started, name = time.monotonic(), part.__name__
    try:
        name = part()
    finally:
        queue.put(f"  {name}: {time.monotonic() - started:.0f} s")


def _seal() -> None:
    """Seal the record now, so that the house does not do it while it is measured."""
    from qiao.kernel.audit import seal_entries

    seal_entries()


def _big_models() -> list[type[models.Model]]:
    from qiao.channels.models import MessageRef, Thread
    from qiao.kernel.models import AuditEntry, SearchDocument
    from qiao.tickets.models import Clock, Message, Participant, Ticket

    return [Thread, Ticket, Participant, Clock, AuditEntry, MessageRef, Message, SearchDocument]


def _seeded_models() -> list[type[models.Model]]:
    from qiao.customers.models import Contact, ContactPoint, Organisation

    return [*_big_models(), Organisation, Contact, ContactPoint]


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
    Organisation.objects.bulk_create(
        Organisation(id=number, name=f"Organisation {number}", tier=tiers[number % 10])
        for number in range(1, ORGANISATIONS + 1)
    )
    people = range(1, CONTACTS + 1)
    Contact.objects.bulk_create(
        [Contact(id=one, organisation_id=one % ORGANISATIONS + 1, name=f"Contact {one}") for one in people]
    )
    ContactPoint.objects.bulk_create(
        ContactPoint(
            contact_id=one, kind="email", value=address_of(one), value_norm=address_of(one), is_primary=True,
        ) for one in people
    )  # fmt: skip


def address_of(contact: int) -> str:
    """A contact's mail address."""
    return f"c{contact}@org{contact % ORGANISATIONS}.example"


class Seeder:
    """Writes tickets with messages, threads, clocks, participants, audit lines and search rows.

    What a ticket is like follows from its number alone, so every stream sees the same ticket.
    """

    def __init__(self, tickets: int) -> None:
        self.tickets = tickets
        self.everyone = range(1, tickets + 1)
        words = [*_markers(MARKERS_EN, "en", 0), *_markers(MARKERS_ZH, "zh-hans", 1)]
        self.texts = [*passages(TEXTS), *(marker(word, language) for word, language, *_ in words)]
        self.markers = [(TEXTS + at, every, rest, place) for at, (_, _, every, rest, place) in enumerate(words)]

    def copy_tickets(self) -> str:
        """Threads, tickets, and the small rows around them."""
        from qiao.channels.models import MessageRef, Thread
        from qiao.kernel.models import AuditEntry, CalendarVersion
        from qiao.tickets.models import Clock, Participant, Ticket

        copy_rows(Thread, ("id", "subject"), ((str(one), f"Question {one}") for one in self.everyone), NOW)
        copy_rows(Ticket, TICKET_COLUMNS, (self.ticket_row(one) for one in self.everyone), NOW)
        requesters = ((str(one), str(self.contact_of(one)), "requester") for one in self.everyone)
        copy_rows(Participant, ("ticket_id", "contact_id", "role"), requesters, NOW)
        version = CalendarVersion.objects.order_by("pk")[0]
        calendar = (str(version.calendar_id), str(version.pk))
        copy_rows(Clock, CLOCK_COLUMNS, (row for one in self.everyone for row in self.clock_rows(one, calendar)), NOW)
        copy_rows(AuditEntry, AUDIT_COLUMNS, (self.audit_row(one) for one in self.everyone), NOW)
        ids = ((str(one), f"<bench-{one}@customer.example>", "own") for one in self.everyone)
        copy_rows(MessageRef, ("thread_id", "rfc_id", "kind"), ids, NOW)
        return "threads, tickets, participants, clocks, audit lines, ids"

    def copy_messages(self) -> str:
        """Customer and agent in turn."""
        from qiao.tickets.models import Message

        shown = [(f"<p>{escaped(text.text)}</p>", escaped(text.text), text.language) for text in self.texts]
        rows = (row for number in self.everyone for row in self.message_rows(number, shown))
        copy_rows(Message, MESSAGE_COLUMNS, rows, NOW)
        return "messages"

    def copy_search_rows(self) -> str:
        """One row a ticket, with the words of all its messages."""
        from qiao.kernel.models import SearchDocument

        ready = [[escaped(text.fragment(slot)) for text in self.texts] for slot in range(MESSAGES_PER_TICKET)]
        copy_rows(SearchDocument, SEARCH_COLUMNS, (self.search_row(one, ready) for one in self.everyone), NOW)
        return "search rows"

    def scatter(self, number: int) -> int:
        """A number that looks random (32 bits), always the same for a ticket."""
        return (number * 2_654_435_761 ^ number * 40_503 >> 7) & 0xFFFFFFFF

    def contact_of(self, number: int) -> int:
        """Requester of a ticket."""
        return number % CONTACTS + 1

    def created(self, number: int) -> datetime:
        """Tickets come evenly over two years, the last one now."""
        return NOW - YEARS * ((self.tickets - number) / self.tickets)

    def is_open(self, number: int) -> bool:
        """The newest are open."""
        return number > self.tickets * (1 - OPEN_SHARE)

    def due(self, number: int) -> datetime:
        """An open ticket's next deadline."""
        return self.created(number) + timedelta(hours=1 + self.scatter(number) % 95)

    def parts(self, number: int) -> list[int]:
        """Which texts the ticket's messages are, markers included."""
        count = BIG_TICKET if number % BIG_TICKET_EVERY == 0 else MESSAGES_PER_TICKET
        mixed = self.scatter(number)
        chosen = [((mixed >> slot) + slot * 1_237) % TEXTS for slot in range(count)]
        for text, every, rest, place in self.markers:
            if number % every == rest:
                chosen[place] = text
        return chosen

    def text_of(self, number: int, place: int) -> Passage:
        """One message's text."""
        return self.texts[self.parts(number)[place]]

    def ticket_row(self, number: int) -> tuple[str, ...]:
        """Values in the order of TICKET_COLUMNS."""
        mixed, is_open, contact = self.scatter(number), self.is_open(number), self.contact_of(number)
        created = self.created(number).isoformat()
        state = OPEN_STATES[mixed % 5] if is_open else CLOSED_STATES[mixed % 4]
        due = self.due(number).isoformat() if is_open else NULL
        parts, first, last = self.parts(number), self.text_of(number, 0), self.text_of(number, -1)
        one = str(number)
        return (
            one, one, one, f"{first.text[:60]} #{number}", "email", first.language,
            str(contact % ORGANISATIONS + 1), str(contact), str(mixed % 2 + 1), PRIORITIES[(mixed >> 3) % 5], state,
            str((mixed >> 5) % TEAMS + 1), str((mixed >> 9) % PEOPLE + 1) if (mixed >> 15) % 5 else NULL,
            str(len(parts)), last.text[:100], "in", created, created, created, due, "solve" if is_open else "",
            due if is_open else "9999-01-01T00:00:00+00:00", created, created,
            NULL if is_open else created, created if state == "closed" else NULL,
        )  # fmt: skip

    def clock_rows(self, number: int, calendar: tuple[str, str]) -> Iterator[tuple[str, ...]]:
        """The first reply came in time; the answer too, or it is still owed."""
        one, created, is_open = str(number), self.created(number), self.is_open(number)
        started, replied = created.isoformat(), (created + timedelta(minutes=1)).isoformat()
        seconds = str(CLOCK_SECONDS)
        yield (one, "first_reply", "normal", seconds, *calendar, started, replied, replied, "met")
        due = self.due(number).isoformat() if is_open else replied
        yield (one, "solve", "normal", seconds, *calendar, started, due, NULL if is_open else replied, "" if is_open else "met")  # fmt: skip

    def audit_row(self, number: int) -> tuple[str, ...]:
        """How the ticket began."""
        contact = str(self.contact_of(number))
        return ("tickets.ticket", str(number), "ticket.opened", "contact", contact, f"Contact {contact}", self.created(number).isoformat())  # fmt: skip

    def message_rows(self, number: int, shown: list[tuple[str, str, str]]) -> Iterator[tuple[str, ...]]:
        """Values in the order of MESSAGE_COLUMNS; `shown`: HTML, text and language of each text."""
        created, contact, one = self.created(number), str(self.contact_of(number)), str(number)
        customer, agent = f"Contact {contact}", f"Agent {number % PEOPLE}"
        for place, text in enumerate(self.parts(number)):
            at = (created + timedelta(minutes=place)).isoformat()
            if place % 2:
                yield (one, "out", "public", "email", "person", agent, NULL, *shown[text], at)
            else:
                yield (one, "in", "public", "email", "contact", customer, contact, *shown[text], at)

    def search_row(self, number: int, ready: list[list[str]]) -> tuple[str, ...]:
        """Values in the order of SEARCH_COLUMNS; `ready`: the words of each text at each place of a ticket."""
        contact, parts = self.contact_of(number), self.parts(number)
        if len(parts) == MESSAGES_PER_TICKET:
            words = " ".join([ready[slot][text] for slot, text in enumerate(parts)])
        else:
            words = " ".join([escaped(self.texts[text].fragment(slot)) for slot, text in enumerate(parts)])
        return (
            "tickets.ticket", str(number), "public", f"Question {number}", str(contact % ORGANISATIONS + 1),
            str(self.scatter(number) % 2 + 1), self.texts[parts[0]].language, self.created(number).isoformat(),
            f"'#={number}':1A '#=q{number}':1A {words}",
        )  # fmt: skip


def _markers(words: dict[str, int], language: str, shift: int) -> Iterator[tuple[str, str, int, int, int]]:
    """(word, language, one ticket in …, the remainder that chooses it, the message it stands in)."""
    for place, (word, every) in enumerate(words.items(), start=1):
        yield word, language, every, every // 2 + shift, place


TICKET_COLUMNS = (
    "id", "number", "thread_id", "subject", "channel", "language", "organisation_id", "requester_id", "product_id", "priority",
    "state", "team_id", "assignee_id", "message_count", "snippet", "last_direction", "first_customer_at", "last_customer_at",
    "last_message_at", "next_due_at", "next_due_metric", "due_at_sort", "created_at", "updated_at", "solved_at", "closed_at",
)  # fmt: skip
CLOCK_COLUMNS = (
    "ticket_id", "metric", "priority", "target_seconds", "calendar_id", "calendar_version_id", "started_at", "due_at",
    "stopped_at", "outcome",
)  # fmt: skip
AUDIT_COLUMNS = ("object_type", "object_id", "verb", "actor_kind", "actor_id", "actor_name", "at")
MESSAGE_COLUMNS = (
    "ticket_id", "direction", "visibility", "channel", "author_kind", "author_name", "contact_id", "html", "text", "language",
    "created_at",
)  # fmt: skip
SEARCH_COLUMNS = (
    "object_type", "object_id", "visibility", "title", "organisation_id", "product_id", "language", "at", "tsv",
)  # fmt: skip
