"""Six hundred tickets of one year: who asked what when, and the special ends some of them came to."""

import random
from datetime import datetime, timedelta

from qiao.site.demo.case import Case, Turn
from qiao.site.demo.company import Company, Customer
from qiao.site.demo.data import Line, Scenario, read_scenarios
from qiao.site.demo.hours import Promise, awake
from qiao.site.demo.telling import Telling
from qiao.site.demo.words import Words
from qiao.tickets.rules.states import STATES

TICKETS = 600
_RECENT = 210  # so many of the last eight days, the others of the year before
_DUPLICATES = 17
_FOLLOW_UPS = 8
_WEIGHTS = {"strategic": 4, "key": 2, "normal": 1}
_LATER = ("waiting_rnd", "waiting_rnd", "waiting_release", "waiting_third_party", "scheduled")


class Year:
    """The tickets of the year before `company.today`, the same on every machine on the same day."""

    def __init__(self, company: Company, promises: dict[str, Promise], seed: str) -> None:
        self.company, self.promises, self.seed = company, promises, seed
        self.end = company.today
        self.scenarios = read_scenarios()
        self.cases: list[Case] = []

    def tell(self) -> list[Case]:
        """All cases, by the time they were opened."""
        for place in range(TICKETS - _DUPLICATES - _FOLLOW_UPS):
            rnd = random.Random(f"{self.seed}/{place}")
            customer = self._customer(rnd)
            self.cases.append(self._case(rnd, customer, self._scenario(rnd, customer), self._moment(rnd, place)))
        rnd = random.Random(f"{self.seed}/special")
        self._follow_up_some(rnd)
        self._repeat_some(rnd)
        self._set_aside_some(rnd)
        self.cases.sort(key=lambda case: (case.created_at, case.subject))
        return self.cases

    def _customer(self, rnd: random.Random) -> Customer:
        weights = [_WEIGHTS[customer.row.tier] for customer in self.company.customers]
        return rnd.choices(self.company.customers, weights)[0]

    def _scenario(self, rnd: random.Random, customer: Customer) -> Scenario:
        return rnd.choice(
            [
                scenario
                for scenario in self.scenarios
                if scenario.language == customer.row.language and scenario.product in customer.source["products"]
            ]
        )

    def _moment(self, rnd: random.Random, place: int) -> datetime:
        days = 8 * rnd.random() ** 1.7 if place < _RECENT else 8 + 357 * rnd.random()
        return self.end - timedelta(days=days, minutes=rnd.randrange(5, 60))

    def _case(
        self, rnd: random.Random, customer: Customer, scenario: Scenario, at: datetime, *, earlier: Case | None = None
    ) -> Case:
        priority = self._priority(rnd, customer, scenario)
        if priority != "urgent":
            moved = awake(at, customer.row.time_zone, rnd)
            at = moved if moved < self.end else moved - timedelta(days=4)
        versions = [
            one.version.name for one in customer.deployments if one.product.key == scenario.product and one.version
        ]
        words = Words(self.company, customer, scenario, rnd.choice(versions), rnd)
        subject = words.fill(rnd.choice(scenario.subjects))
        case = Case(
            scenario=scenario, customer=customer, requester=rnd.choice((0, 0, 1, 1, 2)), created_at=at,
            subject=words.pick("follow_up", subject=subject) if earlier else subject, priority=priority,
            team=self._team(customer), language=scenario.language, version=words.slots["version"],
            channel=rnd.choices(("email", "desk", "form"), (18, 1, 1))[0], tags=list(scenario.tags),
            follow_up_of=earlier,
        )  # fmt: skip
        self._fill_fields(case, words)
        self._unfold(case, words, rnd)
        return case

    def _unfold(self, case: Case, words: Words, rnd: random.Random) -> None:
        telling = Telling(case, self.company, self.promises[case.priority], words, self.end, rnd)
        telling.open(case.scenario.files if rnd.random() < 0.65 else ())
        lines = self._so_far(case, rnd)
        if not telling.tell(lines) or lines != case.scenario.lines or not telling.solve():
            self._rest(case, rnd)
            return
        if rnd.random() < 0.06 and not (telling.reopen() and telling.solve()):
            return
        telling.close()

    def _so_far(self, case: Case, rnd: random.Random) -> tuple[Line, ...]:
        """How much of the story has been told: some recent ones lie untouched, some older ones wait for others."""
        lines, age = case.scenario.lines, self.end - case.created_at
        if age < timedelta(days=2) and rnd.random() < 0.45:
            return lines[: rnd.randrange(3)]
        if rnd.random() < (0.3 if age < timedelta(days=9) else 0.16 if age < timedelta(days=60) else 0):
            ours = [place for place, line in enumerate(lines) if line.voice in "EN"]
            return lines[: rnd.choice(ours) + 1]
        return lines

    def _rest(self, case: Case, rnd: random.Random) -> None:
        """Where an unfinished case waits."""
        last = case.turns[-1]
        is_old = self.end - last.at > timedelta(days=4)
        if last.voice in "EN" and (rnd.random() < 0.5 or (is_old and case.state == "open")):
            at = min(last.at + timedelta(minutes=5), self.end)
            # R&D is us, the clock goes on: only what is recent waits there
            later = _LATER[2:] if is_old else _LATER
            case.put_state(rnd.choice(later), at, case.assignee, "ticket.state_changed")

    def _priority(self, rnd: random.Random, customer: Customer, scenario: Scenario) -> str:
        if customer.row.tier == "strategic" and scenario.priority == "normal" and rnd.random() < 0.4:
            return "high"
        if customer.row.tier == "normal" and scenario.priority == "urgent" and rnd.random() < 0.5:
            return "high"
        return scenario.priority

    def _team(self, customer: Customer) -> str:
        if customer.row.tier == "strategic" and customer.row.language == "zh-hans":
            return "key"
        return "overseas" if customer.row.language == "en" else "tier1"

    def _fill_fields(self, case: Case, words: Words) -> None:
        if case.scenario.product == "helm":
            size = {"strategic": "large", "key": "medium", "normal": "small"}[case.customer.row.tier]
            case.fields = {"deployment_size": size, "change_window": words.slots["clock"]}
        else:
            region = "eu" if case.language == "en" else words.rnd.choice(("cn-east", "cn-south"))
            case.fields = {"region": region, "request_id": words.slots["code"]}
        case.fields["has_business_impact"] = case.priority in {"urgent", "high"}

    def _follow_up_some(self, rnd: random.Random) -> None:
        long_closed = [case for case in self.cases if case.closed_at and case.closed_at < self.end - timedelta(days=25)]
        for earlier in rnd.sample(long_closed, _FOLLOW_UPS):
            assert earlier.closed_at
            at = earlier.closed_at + (self.end - earlier.closed_at) * rnd.uniform(0.75, 0.97)
            case = self._case(rnd, earlier.customer, earlier.scenario, at, earlier=earlier)
            earlier.act(case.created_at, "ticket.followed_up", "system")
            self.cases.append(case)

    def _repeat_some(self, rnd: random.Random) -> None:
        """The same customer writes twice; an agent merges the second into the first."""
        answered = [case for case in self.cases if case.assignee and not case.follow_up_of]
        recent = [case for case in answered if STATES[case.state].is_open]
        chosen = rnd.sample(recent, 4) + rnd.sample([case for case in answered if case not in recent], _DUPLICATES - 4)
        for case in chosen:
            self.cases.append(self._duplicate(case, rnd))

    def _duplicate(self, case: Case, rnd: random.Random) -> Case:
        ends = case.solved_at or self.end
        at = case.created_at + (ends - case.created_at) * rnd.uniform(0.05, 0.3)
        words = Words(self.company, case.customer, case.scenario, case.version, rnd)
        again = Case(
            scenario=case.scenario, customer=case.customer, requester=(case.requester + 1) % 3, created_at=at,
            subject=words.pick("subject_again", subject=case.subject) if rnd.random() < 0.5 else case.subject,
            priority=case.priority, team=case.team, language=case.language, version=case.version,
        )  # fmt: skip
        text = words.pick("duplicates", subject=case.subject)
        again.turns.append(Turn("C", text, at, contact=again.requester))
        again.act(at, "ticket.opened", "customer", channel="email", said_by="customer")
        again.merged_at = at + (ends - at) * rnd.uniform(0.05, 0.5)
        again.state, again.state_before, again.merged_into = "merged", "new", case
        case.act(again.merged_at, "ticket.merged_in", case.assignee)
        return again

    def _set_aside_some(self, rnd: random.Random) -> None:
        idle = [
            case
            for case in self.cases
            if case.assignee and case.state in {"open", "waiting_customer", "waiting_release", "scheduled"}
        ]
        for case in rnd.sample(idle, 7):
            case.snoozed_until = self.end + timedelta(days=rnd.randrange(1, 6), hours=9)
            case.act(case.updated_at, "ticket.snoozed", case.assignee, until=case.snoozed_until.isoformat())
        for case in rnd.sample(idle, 12):
            case.nudges += rnd.randrange(1, 3)
        for case in rnd.sample([case for case in idle if case.state == "open"], 9):
            # what got stuck lies with the lead, who sees into every team
            name = self.company.people["mei"].name
            before = self.company.people[case.assignee].name
            at = min(case.updated_at + timedelta(minutes=2), self.end)
            case.act(at, "ticket.assigned", "mei", person=name, before=before)
            case.assignee = "mei"
        agents = [key for key, person in self.company.people.items() if person.may("ticket.reply")]
        for case in rnd.sample([case for case in self.cases if case.state != "merged"], 90):
            case.followers.append(rnd.choice([*agents, "mei", "lin"] if case.team != "key" else ["lin", "mei", "zhou"]))
