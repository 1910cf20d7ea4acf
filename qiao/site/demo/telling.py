"""Letting a conversation happen: who answers when, what becomes of the ticket, until today's midnight."""

import random
from datetime import datetime, timedelta

from qiao.site.demo.case import Case, Turn, Wait
from qiao.site.demo.company import Company
from qiao.site.demo.data import Line
from qiao.site.demo.hours import Promise, awake
from qiao.site.demo.words import Words

CLOSES_AFTER = timedelta(days=7)
_SECOND_LINE = {"helm": ("zhou", "he", "mateo"), "gateway": ("chen", "he", "grace")}


class Telling:
    """One case as it unfolds. Each step gives up when it would happen after the end."""

    def __init__(self, case: Case, company: Company, promise: Promise, words: Words, end: datetime, rnd: random.Random):
        self.case, self.company, self.promise, self.words, self.rnd = case, company, promise, words, rnd
        self.end, self.now = end, case.created_at
        overseas = case.language == "en"
        product = case.scenario.product
        expert = "zhou" if product == "helm" else "chen"
        self.first_line = rnd.choice(("grace", "mateo") if overseas else ("lin", "tang", "tang", expert))
        if case.team == "key":
            self.first_line = rnd.choice(("lin", expert, expert))
        second = _SECOND_LINE[product]
        self.second_line = second[2] if overseas else second[rnd.random() < 0.3]
        if case.team == "key":
            self.second_line = expert

    def open(self, files: tuple[str, ...]) -> None:
        """The customer's first mail."""
        case = self.case
        body = self.rnd.choice(case.scenario.openings)
        self._turn("C", self._customer_text(body, is_signed=True), files=files)
        case.act(self.now, "ticket.opened", "customer", channel=case.channel, said_by="customer")

    def happens_at(self, at: datetime) -> bool:
        """Move on to `at`; False when that is later than the story is told."""
        if at > self.end:
            return False
        self.now = at
        return True

    def tell(self, lines: tuple[Line, ...]) -> bool:
        """The turns of the scenario; False when today came before the end of it."""
        for place, line in enumerate(lines):
            text = self.rnd.choice(line.variants)
            if not self._speak(line.voice, text):
                return False
            if line.voice == "E" and place + 1 == len(self.case.scenario.lines):
                return self.customer_thanks()
            if line.voice == "C" and place + 1 < len(lines) and self.rnd.random() < 0.08:
                self._nudge()
        return True

    def _speak(self, voice: str, text: str) -> bool:
        if voice == "C":
            return self.customer_writes(text)
        return self.engineer_writes(text) if voice == "E" else self.colleague_notes(text)

    def customer_writes(self, text: str, *, quickly: bool = False) -> bool:
        """The customer answers in their waking hours."""
        hours = self.rnd.lognormvariate(1.6, 0.9)
        zone = self.case.customer.row.time_zone
        if not self.happens_at(awake(self.now + timedelta(hours=hours / (4 if quickly else 1)), zone, self.rnd)):
            return False
        self._turn("C", self._customer_text(text, is_signed=self.rnd.random() < 0.3), quotes=self._last_answer())
        self.case.act(self.now, "ticket.received", "customer", before=self.case.state, after="open")
        self.case.put_state("open", self.now, "customer")
        return True

    def engineer_writes(self, text: str, *, waits: str = "waiting_customer") -> bool:
        """An answer within, or sometimes after, what was promised."""
        case = self.case
        seconds = self.promise.first_reply or 4 * 3_600
        share = self.rnd.betavariate(1.6, 2.6) * (1.0 if case.first_reply_at is None else 2.4)
        late = 3.5 if self.rnd.random() < 0.09 else 1.0
        if not self.happens_at(self.promise.calendar.add(self.now, max(300, seconds * share * late))):
            return False
        if not case.assignee:
            self._assign(self.first_line, by=self.first_line)
        me = self.company.people[case.assignee]
        before = case.state
        contact = case.customer.contacts[case.requester]
        self._turn("E", self.words.letter(text, call=contact.call_name, me=me.name), author=case.assignee)
        case.first_reply_at = case.first_reply_at or self.now
        case.put_state(waits, self.now, case.assignee)
        case.act(self.now, "ticket.replied", case.assignee, before=before, after=waits)
        return True

    def colleague_notes(self, text: str) -> bool:
        """A note among colleagues; whoever is called from the second line takes over."""
        case = self.case
        if not self.happens_at(self.promise.calendar.add(self.now, self.rnd.randrange(400, 4_000))):
            return False
        if not case.assignee:
            self._assign(self.first_line, by=self.first_line)
        is_calling = "@{l2}" in text
        author = case.assignee if "@{" in text else self.second_line
        mentioned = {"l2": self.second_line, "lead": "mei", "pm": "xu"}
        body, called = self.words.note(text, mentioned)
        called = tuple(key for key in called if key != author)
        self._turn("N", body, author=author, mentions=called)
        case.act(self.now, "ticket.noted", author, mentioned=[self.company.people[key].pk for key in called])
        if is_calling and case.team in {"tier1", "overseas"} and self.second_line != case.assignee:
            self._move()
        case.followers += [key for key in called if key not in case.followers and self.rnd.random() < 0.6]
        return True

    def customer_thanks(self) -> bool:
        """After a last answer the customer says that it works, or nothing."""
        if self.rnd.random() < 0.55:
            return self.customer_writes(self.words.pick("thanks"))
        return True

    def solve(self) -> bool:
        """The engineer solves it, and it closes by itself a week later."""
        case = self.case
        quiet = case.state == "waiting_customer"
        delay = timedelta(days=self.rnd.uniform(1, 3)) if quiet else timedelta(minutes=self.rnd.randrange(8, 400))
        zone = self.company.people[case.assignee].time_zone
        if not self.happens_at(awake(self.now + delay, zone, self.rnd)):
            return False
        case.put_state("solved", self.now, case.assignee, "ticket.solved")
        case.solved_at = self.now
        return True

    def reopen(self) -> bool:
        """It was not over after all."""
        case = self.case
        solved_at, before = self.now, case.state
        if not self.happens_at(
            awake(self.now + timedelta(hours=self.rnd.uniform(5, 90)), case.customer.row.time_zone, self.rnd)
        ):
            return False
        self._turn("C", self._customer_text(self.words.pick("reopened")), quotes=self._last_answer())
        case.act(self.now, "ticket.reopened", "customer", before=before, after="open")
        case.state, case.solved_at, case.reopened = "open", None, case.reopened + 1
        case.waits.append(_waited(solved_at, self.now))
        return self.engineer_writes(self.words.pick("reopen_answers")) and self.customer_writes(
            self.words.pick("thanks")
        )

    def close(self) -> None:
        """A week after it was solved."""
        case = self.case
        if case.state == "solved" and case.solved_at and self.happens_at(case.solved_at + CLOSES_AFTER):
            case.put_state("closed", self.now, "system", "ticket.closed")
            case.closed_at = self.now

    def _nudge(self) -> None:
        zone = self.case.customer.row.time_zone
        if self.happens_at(awake(self.now + timedelta(hours=self.rnd.uniform(1, 5)), zone, self.rnd)):
            self._turn("C", self._customer_text(self.words.pick("nudges")))
            self.case.act(self.now, "ticket.received", "customer", before="open", after="open")
            self.engineer_writes(self.words.pick("progress"), waits="open")

    def _move(self) -> None:
        case = self.case
        team = "scheduler" if case.scenario.product == "helm" else "gateway"
        before = {"team": self.company.teams[case.team].name.as_json(), "person": self._name(case.assignee)}
        by, case.team, case.assignee = case.assignee, team, self.second_line
        names = self.company.teams[team].name.as_json()
        at = self.now + timedelta(seconds=40)
        case.act(at, "ticket.moved", by, team=names, person=self._name(case.assignee), before=before)

    def _assign(self, key: str, *, by: str) -> None:
        case = self.case
        at = case.created_at + (self.now - case.created_at) * 0.6
        case.act(at, "ticket.assigned", by, person=self._name(key), before="")
        case.assignee = key
        case.state = "open" if case.state == "new" else case.state

    def _turn(self, voice: str, text: str, author: str = "", **more: object) -> None:
        contact = self.case.requester
        if voice == "C" and self.case.turns and self.rnd.random() < 0.12:
            contact = (contact + 1) % len(self.case.customer.contacts)
        self.case.turns.append(Turn(voice, text, self.now, author, contact, **more))  # type: ignore[arg-type]

    def _customer_text(self, text: str, *, is_signed: bool = False) -> str:
        contact = self.case.customer.contacts[self.case.requester]
        if not is_signed:
            return self.words.fill(text)
        phone = self.case.customer.phones[contact.pk]
        return self.words.signed(text, name=contact.name, job=contact.job_title, phone=phone)

    def _last_answer(self) -> str:
        answers = [turn.text for turn in self.case.turns if turn.voice == "E"]
        return answers[-1] if answers and self.rnd.random() < 0.5 else ""

    def _name(self, key: str) -> str:
        return self.company.people[key].name if key else ""


def _waited(since: datetime, until: datetime) -> Wait:
    return Wait(since, until, "solved")
