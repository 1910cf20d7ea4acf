"""What happened in one invented ticket, before it becomes rows."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from qiao.site.demo.company import Customer
from qiao.site.demo.data import Scenario
from qiao.tickets.rules.states import STATES


@dataclass
class Turn:
    """One message. `author` is a person's key, or "" for somebody on the customer's side, who is `contact`."""

    voice: str
    text: str
    at: datetime
    author: str = ""
    contact: int = 0
    mentions: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    is_stranger: bool = False
    quotes: str = ""


@dataclass
class Act:
    """One line of the record: who is a person's key, "customer" or "system"."""

    at: datetime
    verb: str
    by: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass
class Wait:
    """A stretch in which the resolution clock stood still."""

    since: datetime
    until: datetime | None
    reason: str


@dataclass
class Case:
    """A ticket with everything that was said and done, until the midnight of today."""

    scenario: Scenario
    customer: Customer
    requester: int
    subject: str
    created_at: datetime
    priority: str
    team: str
    language: str
    channel: str = "email"
    version: str = ""
    state: str = "new"
    state_before: str = ""
    assignee: str = ""
    tags: list[str] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    followers: list[str] = field(default_factory=list)
    first_reply_at: datetime | None = None
    solved_at: datetime | None = None
    closed_at: datetime | None = None
    reopened: int = 0
    nudges: int = 0
    snoozed_until: datetime | None = None
    merged_into: "Case | None" = None
    merged_at: datetime | None = None
    follow_up_of: "Case | None" = None
    number: int = 0

    def put_state(self, state: str, at: datetime, by: str, verb: str = "") -> None:
        """Another state from `at` on: the record, and the stretch the resolution clock waits."""
        before, self.state = self.state, state
        if before == state:
            return
        if verb:
            self.acts.append(Act(at, verb, by, {"before": before, "after": state}))
        if self.waits and self.waits[-1].until is None:
            self.waits[-1].until = at
        if "solve" in STATES[state].pauses:
            self.waits.append(Wait(at, None, state))

    def act(self, at: datetime, verb: str, by: str, **data: Any) -> None:
        """One more line of the record."""
        self.acts.append(Act(at, verb, by, data))

    @property
    def updated_at(self) -> datetime:
        """When something last happened."""
        return max(self.created_at, *(act.at for act in self.acts), *(turn.at for turn in self.turns))
