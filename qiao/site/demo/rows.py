"""From cases to rows: tickets, messages, people, clocks, the record, the words to be found by."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import connection

from qiao.channels.models import Mailbox
from qiao.kernel.models import AuditEntry
from qiao.kernel.search import Document, index_many
from qiao.kernel.text import html_to_text, render_markdown
from qiao.site.demo.case import Act, Case, Turn
from qiao.site.demo.clockwork import wind_up
from qiao.site.demo.company import Company
from qiao.site.demo.files import Drawer
from qiao.site.demo.hours import Promise
from qiao.site.demo.mail import Letter, create_threads, mailbox_of, rfc_id_of
from qiao.tickets.models import Clock, Follower, Mention, Message, MessageAttachment, Participant, Pause, Tag, Ticket
from qiao.tickets.rules.writing import plain_mentions, show_mentions, snippet_of

FIRST_NUMBER = 47_612
_CAUSE = "demo"


class Rows:
    """Everything that is written for the cases of one company."""

    def __init__(self, company: Company, promises: dict[str, Promise], mailboxes: dict[str, Mailbox]) -> None:
        self.company, self.promises, self.mailboxes = company, promises, mailboxes
        self.drawer = Drawer(company.today)
        self.tickets: dict[int, Ticket] = {}
        self.letters: list[Letter] = []

    def write(self, cases: list[Case]) -> None:
        """All rows of all cases."""
        self._tickets(cases)
        self._messages(cases)
        self._people(cases)
        self._records(cases)
        self._words(cases)

    def ticket(self, case: Case) -> Ticket:
        """The row of a case."""
        return self.tickets[case.number]

    def _tickets(self, cases: list[Case]) -> None:
        clocks: list[Clock] = []
        pauses: list[Pause] = []
        for number, case in enumerate(cases, start=FIRST_NUMBER):
            case.number = number
        for case, thread in zip(cases, create_threads(cases, self.mailboxes), strict=True):
            ticket = self.tickets[case.number] = self._ticket(case)
            ticket.thread_id = thread.pk
            made = wind_up(case, ticket, self.promises[case.priority], self.company.today)
            clocks += made.clocks
            pauses += made.pauses
        for case in cases:
            if case.follow_up_of:
                self.ticket(case).follow_up_of = self.ticket(case.follow_up_of)
        # who is pointed to comes first
        for is_pointing in (False, True):
            rows = [case for case in cases if bool(case.merged_into or case.follow_up_of) is is_pointing]
            for case in rows:
                if case.merged_into:
                    self.ticket(case).merged_into = self.ticket(case.merged_into)
            Ticket.objects.bulk_create([self.ticket(case) for case in rows])
        Clock.objects.bulk_create(clocks)
        Pause.objects.bulk_create(pauses)
        Tag.objects.bulk_create(Tag(name=name) for name in sorted({tag for case in cases for tag in case.tags}))
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval('tickets_number', %s)", [cases[-1].number])

    def _ticket(self, case: Case) -> Ticket:
        scenario, customer = case.scenario, case.customer
        said = [turn for turn in case.turns if turn.voice in "CE"]
        asked = [turn for turn in case.turns if turn.voice == "C"]
        product = self.company.products[scenario.product]
        versions = {one.name: one for one in self.company.versions[scenario.product]}
        fitting = [one for one in customer.deployments if one.product_id == product.pk]
        exact = [one for one in fitting if one.version and one.version.name == case.version] or fitting
        return Ticket(
            number=case.number, subject=case.subject, channel=case.channel, language=case.language,
            organisation=customer.row, requester=customer.contacts[case.requester], product=product,
            version=versions[case.version], deployment=exact[0],
            component=self.company.components[scenario.product][scenario.component], kind=scenario.kind,
            priority=case.priority, severity=scenario.severity, state=case.state, state_before=case.state_before,
            team=self.company.teams[case.team], assignee=self.company.people[case.assignee] if case.assignee else None,
            tags=case.tags, fields=case.fields, merged_at=case.merged_at, snoozed_until=case.snoozed_until,
            nudge_count=case.nudges, reopened_count=case.reopened, message_count=len(case.turns),
            snippet=snippet_of(plain_text(said[-1].text)), last_direction="in" if said[-1].voice == "C" else "out",
            first_customer_at=asked[0].at, last_customer_at=asked[-1].at, last_message_at=said[-1].at,
            created_at=case.created_at, updated_at=case.updated_at, solved_at=case.solved_at, closed_at=case.closed_at,
            revision=1 + len(case.acts),
        )  # fmt: skip

    def _messages(self, cases: list[Case]) -> None:
        for case in cases:
            for place, turn in enumerate(case.turns):
                self.letters.append(Letter(case, turn, self._message(case, turn), rfc_id_of(case, place)))
        Message.objects.bulk_create([letter.message for letter in self.letters])
        attachments: list[MessageAttachment] = []
        mentions: list[Mention] = []
        for letter in self.letters:
            attachments += self._attachments(letter)
            mentions += self._mentions(letter)
        MessageAttachment.objects.bulk_create(attachments)
        Mention.objects.bulk_create(mentions)

    def _message(self, case: Case, turn: Turn) -> Message:
        direction = {"C": "in", "E": "out", "N": "internal"}[turn.voice]
        html = str(render_markdown(show_mentions(turn.text)))
        message = Message(
            ticket=self.ticket(case), direction=direction, visibility="internal" if turn.voice == "N" else "public",
            channel=case.channel if turn.voice == "C" else "email", html=html,
            text=html_to_text(html) if turn.voice != "N" else plain_mentions(turn.text), language=case.language,
            has_files=bool(turn.files), created_at=turn.at,
        )  # fmt: skip
        ours = mailbox_of(case, self.mailboxes)
        us = [{"name": ours.sender_name, "address": ours.address}]
        if turn.voice == "C":
            contact = case.customer.contacts[turn.contact]
            message.contact, message.author_kind, message.author_name = contact, "contact", contact.name
            message.author_address = case.customer.addresses[contact.pk]
            message.subject = case.subject if turn is case.turns[0] else f"Re: {case.subject}"
            message.recipients = {"to": us, "cc": []}
            if turn.quotes:
                message.quoted_text, message.quoted_html = _quoted(turn.quotes, ours.sender_name)
            return message
        person = self.company.people[turn.author]
        message.person, message.author_kind, message.author_name = person, "person", person.name
        message.markdown = turn.text
        if turn.voice == "E":
            contact = case.customer.contacts[case.requester]
            to = [{"name": contact.name, "address": case.customer.addresses[contact.pk]}]
            message.delivery, message.recipients = "sent", {"to": to, "cc": []}
        return message

    def _attachments(self, letter: Letter) -> Iterator[MessageAttachment]:
        for place, kind in enumerate(letter.turn.files):
            stored, name = self.drawer.file(kind, letter.case.number + place)
            yield MessageAttachment(
                message=letter.message, file=stored, name=name, content_type=stored.content_type, size=stored.size
            )

    def _file_names(self, letter: Letter) -> list[str]:
        kinds = enumerate(letter.turn.files)
        return [self.drawer.file(kind, letter.case.number + place)[1] for place, kind in kinds]

    def _mentions(self, letter: Letter) -> Iterator[Mention]:
        is_old = letter.case.state in {"solved", "closed"}
        for key in letter.turn.mentions:
            yield Mention(
                message=letter.message, ticket=letter.message.ticket, person=self.company.people[key],
                created_at=letter.turn.at, read_at=letter.turn.at if is_old else None,
            )  # fmt: skip

    def _people(self, cases: list[Case]) -> None:
        participants, followers = [], []
        for case in cases:
            ticket, writers = self.ticket(case), {turn.contact for turn in case.turns if turn.voice == "C"}
            for place in sorted({case.requester, *writers}):
                role = "requester" if place == case.requester else "cc"
                contact = case.customer.contacts[place]
                row = Participant(ticket=ticket, contact=contact, created_at=case.created_at, role=role)
                participants.append(row)
            people = [self.company.people[key] for key in dict.fromkeys(case.followers)]
            followers += [Follower(ticket=ticket, person=person, created_at=case.updated_at) for person in people]
        Participant.objects.bulk_create(participants)
        self._bring_along([case for case in cases if case.merged_into])
        Follower.objects.bulk_create(followers)

    def _bring_along(self, merged: list[Case]) -> None:
        for case in merged:
            assert case.merged_into
            assert case.merged_at
            target = self.ticket(case.merged_into)
            contact = case.customer.contacts[case.requester]
            Participant.objects.get_or_create(
                ticket=target, contact=contact, defaults={"came_with": self.ticket(case), "created_at": case.merged_at}
            )
            Ticket.objects.filter(pk=target.pk).update(message_count=target.message_count + len(case.turns))

    def _records(self, cases: list[Case]) -> None:
        entries = [(act, case) for case in cases for act in _all_acts(case, self.company.today)]
        entries.sort(key=lambda pair: (pair[0].at, pair[1].number))
        AuditEntry.objects.bulk_create((self._entry(act, case) for act, case in entries), batch_size=1_000)

    def _entry(self, act: Act, case: Case) -> AuditEntry:
        ticket, data = self.ticket(case), dict(act.data)
        if act.verb in {"ticket.merged", "ticket.merged_in", "ticket.followed_up"}:
            data = self._numbers(act, case)
        if act.by == "customer":
            contact = case.customer.contacts[case.requester]
            kind, actor_id, name = "contact", contact.pk, contact.name
        elif act.by == "system":
            kind, actor_id, name = "system", None, "Qiao"
        else:
            person = self.company.people[act.by]
            kind, actor_id, name = "person", person.pk, person.name
        return AuditEntry(
            at=act.at, object_type="tickets.ticket", object_id=ticket.pk, verb=act.verb, actor_kind=kind,
            actor_id=actor_id, actor_name=name, data=data, cause=_CAUSE,
        )  # fmt: skip

    def _numbers(self, act: Act, case: Case) -> dict[str, object]:
        if act.verb == "ticket.merged":
            assert case.merged_into
            target = self.ticket(case.merged_into)
            return {"number": target.number, "id": target.pk}
        if act.verb == "ticket.followed_up":
            return {
                "number": next(
                    ticket.number for ticket in self.tickets.values() if ticket.follow_up_of == self.ticket(case)
                )
            }
        sources = [ticket for ticket in self.tickets.values() if ticket.merged_into == self.ticket(case)]
        return {"numbers": [ticket.number for ticket in sources], "ids": [ticket.pk for ticket in sources]}

    def _words(self, cases: list[Case]) -> None:
        by_case: dict[int, list[Letter]] = {}
        for letter in self.letters:
            by_case.setdefault(letter.case.number, []).append(letter)
        index_many(document for case in cases for document in self._documents(case, by_case[case.number]))

    def _documents(self, case: Case, letters: list[Letter]) -> Iterator[Document]:
        ticket = self.ticket(case)
        for visibility in ("public", "internal"):
            chosen = [letter for letter in letters if letter.message.visibility == visibility]
            if not chosen:
                continue
            is_public = visibility == "public"
            numbers = [letter.message.author_address for letter in chosen if letter.message.author_address]
            names = [name for letter in chosen for name in self._file_names(letter)]
            body = "\n".join([*(ticket.tags if is_public else ()), *(letter.message.text for letter in chosen), *names])
            yield Document(
                object_type="tickets.ticket", object_id=ticket.pk, visibility=visibility, at=chosen[-1].turn.at,
                title=ticket.subject if is_public else "", body=body, language=ticket.language,
                numbers=list(dict.fromkeys([ticket.shown_number, *numbers] if is_public else numbers)),
                product_id=ticket.product_id, organisation_id=ticket.organisation_id, team_id=ticket.team_id,
            )  # fmt: skip


def plain_text(markdown: str) -> str:
    """What a person reads of a text."""
    return html_to_text(str(render_markdown(plain_mentions(markdown))))


def _all_acts(case: Case, end: datetime) -> Iterable[Act]:
    yield from case.acts
    if case.merged_into and case.merged_at:
        by = case.merged_into.assignee
        yield Act(case.merged_at, "ticket.merged", by)


def _quoted(answer: str, sender: str) -> tuple[str, str]:
    text = plain_text(answer)
    lines = "\n".join(f"> {line}" for line in [f"{sender}:", *text.splitlines()])
    return lines, f"<blockquote>{render_markdown(answer)}</blockquote>"
