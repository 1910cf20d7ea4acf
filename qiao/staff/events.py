"""What happened among the people who work here."""

from dataclasses import dataclass

from qiao.kernel.events import Event


@dataclass(frozen=True)
class PersonJoined(Event):
    """Somebody accepted the invitation and can work from now on."""

    person_id: int


@dataclass(frozen=True)
class PersonDeactivated(Event):
    """Somebody no longer works here: what they hold needs another pair of hands."""

    person_id: int
