"""What happened among the people who work here."""

from dataclasses import dataclass

from qiao.kernel.events import Event


@dataclass(frozen=True)
class PersonJoined(Event):
    """Somebody accepted the invitation and can work from now on."""

    person_id: int


@dataclass(frozen=True)
class PersonDeactivated(Event):
    """A person was deactivated: their work needs to be reassigned."""

    person_id: int
