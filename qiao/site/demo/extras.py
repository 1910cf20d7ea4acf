"""What else lies on a lived-in desk: drafts, links, a stranger's mail, spam, what each has seen and was told."""

import random
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from qiao.kernel.search import append
from qiao.site.demo.case import Case
from qiao.site.demo.company import Company
from qiao.site.demo.data import read_table
from qiao.site.demo.rows import Rows
from qiao.staff.models import Notification, NotificationKind
from qiao.tickets.models import Draft, Message, Participant, Seen, Ticket, TicketLink
from qiao.tickets.rules.states import OPEN_STATES, STATES

_LINKS = 24


def add_extras(rows: Rows, cases: list[Case], rnd: random.Random) -> None:
    """All of it, on tickets that exist."""
    awaiting = [case for case in cases if case.state == "open" and case.turns[-1].voice == "C" and case.assignee]
    _write_drafts(rows, awaiting[-8:])
    _link_alike(rows, [case for case in cases if case.state != "merged"], rnd)
    _let_strangers_in(rows, awaiting[:2])
    for entry in read_table("desk")["spam"]:
        _add_spam(rows.company, entry)
    _let_them_have_seen(rows.company)
    _ring_bells(rows, awaiting)


def _write_drafts(rows: Rows, cases: list[Case]) -> None:
    words = read_table("desk")["words"]
    for place, case in enumerate(cases):
        text = words[case.language]["progress"][place % 3]
        Draft.objects.create(
            ticket=rows.ticket(case), person=rows.company.people[case.assignee], kind="reply", markdown=text,
            updated_at=case.updated_at,
        )  # fmt: skip


def _link_alike(rows: Rows, cases: list[Case], rnd: random.Random) -> None:
    """The same problem at different customers."""
    alike: dict[str, list[Case]] = {}
    for case in cases:
        alike.setdefault(case.scenario.key, []).append(case)
    groups = [group for group in alike.values() if len({case.customer.row.pk for case in group}) > 2]
    for group in rnd.sample(groups, min(_LINKS, len(groups))):
        later = max(group, key=lambda case: (STATES[case.state].is_open, case.created_at))
        others = [case for case in group if case.customer is not later.customer and case.created_at < later.created_at]
        if others:
            earlier = rnd.choice(others)
            TicketLink.objects.create(
                ticket=rows.ticket(later), other=rows.ticket(earlier), is_suggested=rnd.random() < 0.3,
                created_at=later.updated_at,
            )  # fmt: skip


def _let_them_have_seen(company: Company) -> None:
    """Everybody has read what came before yesterday evening; the rest is news."""
    newest = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(hours=6)
    read = Message.objects.filter(created_at__lt=newest, ticket__state__in=OPEN_STATES)
    last = read.values("ticket_id").annotate(newest=Max("pk")).values_list("ticket_id", "newest")
    people = [person for person in company.people.values() if person.may("ticket.view")]
    Seen.objects.bulk_create(
        [
            Seen(ticket_id=ticket_id, person=person, message_id=message_id, seen_at=newest)
            for ticket_id, message_id in last
            for person in people
        ],
        batch_size=2_000,
    )


def _ring_bells(rows: Rows, awaiting: list[Case]) -> None:
    """What happened of late stands at the bells of those it concerns."""
    kinds = (NotificationKind.REPLY, NotificationKind.REPLY, NotificationKind.MENTION, NotificationKind.ASSIGNED)
    colleagues = list(rows.company.people.values())
    for place, case in enumerate(awaiting[-16:]):
        ticket, kind = rows.ticket(case), kinds[place % len(kinds)]
        contact = case.customer.contacts[case.turns[-1].contact]
        by = contact.name if kind == NotificationKind.REPLY else colleagues[place % len(colleagues)].name
        Notification.objects.bulk_create(
            Notification(
                person=person, kind=kind, who=by, subject=str(ticket), object_type="tickets.ticket", at=case.updated_at,
                object_id=ticket.pk, address=f"/desk/tickets/{ticket.number}/",
                read_at=case.updated_at + timedelta(minutes=9) if place < 11 else None,
            )
            for person in {rows.company.people[case.assignee], rows.company.people["mei"]}
        )  # fmt: skip


def _let_strangers_in(rows: Rows, cases: list[Case]) -> None:
    """Somebody who is not known in this conversation answered into it: shown apart until an agent accepts it."""
    for case in cases:
        ticket, turn = rows.ticket(case), case.turns[-1]
        stranger = next(one for one in rows.company.customers if one is not case.customer)
        contact, at = stranger.contacts[0], turn.at + timedelta(minutes=4)
        text = read_table("desk")["words"][case.language]["nudges"][0]
        Message.objects.create(
            ticket=ticket, direction="in", visibility="unverified", channel="email", author_kind="contact",
            author_name=contact.name, author_address=stranger.addresses[contact.pk], contact=contact, text=text,
            html=f"<p>{text}</p>", language=case.language, created_at=min(at, rows.company.today),
        )  # fmt: skip
        Participant.objects.create(ticket=ticket, contact=contact, is_verified=False, created_at=at)
        Ticket.objects.filter(pk=ticket.pk).update(message_count=len(case.turns) + 1)
        append("tickets.ticket", ticket.pk, body=text, at=at, visibility="internal")


def _add_spam(company: Company, entry: dict[str, str]) -> None:
    at = company.today - timedelta(hours=int(entry["hours_ago"]))
    ticket = Ticket.objects.create(
        subject=entry["subject"], channel="email", language=entry["language"], state="spam", state_before="new",
        team=company.teams["tier1"], message_count=1, snippet=entry["text"][:160], last_direction="in",
        created_at=at, updated_at=at + timedelta(minutes=9), first_customer_at=at, last_customer_at=at,
        last_message_at=at,
    )  # fmt: skip
    Message.objects.create(
        ticket=ticket, direction="in", author_kind="contact", author_name=entry["name"], channel="email",
        author_address=entry["sender"], subject=entry["subject"], text=entry["text"],
        html=f"<p>{entry['text']}</p>", language=entry["language"], created_at=at,
    )  # fmt: skip
