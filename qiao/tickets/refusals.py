"""What the desk refuses, as sentences for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from qiao.kernel.errors import Refusal


class TicketIsMerged(Refusal):
    """Nothing can be done in a merged ticket but un-merging it."""

    text = _("This ticket was merged into %(number)s. Continue there, or un-merge it first.")


class TicketIsSpam(Refusal):
    """A ticket in spam is not worked on."""

    text = _("This ticket is marked as spam. Take it out of spam first.")


class MoveNotPossible(Refusal):
    """There is no transition between these states."""

    text = _("A ticket that is “%(source)s” cannot become “%(target)s”.")


class PersonNeeded(Refusal):
    """Only a person may make this change."""

    text = _("Only a person may do this, not an automatic mail.")


class FieldsMissing(Refusal):
    """Fields are required before solving."""

    text = _("Fill in before solving: %(fields)s.")
    status = 422


class NoWayToSolved(Refusal):
    """With these moves closed a ticket could never be solved."""

    text = _("Tickets in “%(states)s” could no longer be solved. Keep at least one transition.")


class ClosedTooLong(Refusal):
    """After the follow-up period a ticket stays closed."""

    text = _("This ticket was closed more than %(days)s days ago. Open a new one that follows it up.")


class SomeoneAnswered(Refusal):
    """The ticket has messages the writer has not seen; `new` holds them."""

    text = _("Somebody wrote in the meantime. Read it, then send anyway or change your answer.")

    def __init__(self, new: "tuple[MessageBrief, ...]") -> None:
        super().__init__()
        self.new = new


@dataclass(frozen=True, slots=True)
class MessageBrief:
    """A message in a few words."""

    id: int
    author_name: str
    direction: str
    excerpt: str
    at: datetime


class StaleTicket(Refusal):
    """The form was filled in from an older revision, and the same fields have changed."""

    text = _("Somebody changed this ticket in the meantime. Check it again and repeat your change.")


class NobodyToWriteTo(Refusal):
    """There is no address to send to."""

    text = _("There is no address to write to. Add a participant with a mail address.")
    status = 422


class EmptyMessage(Refusal):
    """Nothing was written."""

    text = _("Write something first.")
    status = 422


class SubjectMissing(Refusal):
    """A ticket needs a subject."""

    text = _("Give the ticket a subject.")
    status = 422


class AlreadySent(Refusal):
    """The message has left."""

    text = _("This message has already been sent.")


class FieldsWrong(Refusal):
    """Some values do not fit; `problems` maps field keys to sentences."""

    text = _("Some values are not valid: %(summary)s")
    status = 422

    def __init__(self, problems: Mapping[str, Any]) -> None:
        super().__init__(summary=" ".join(str(text) for text in problems.values()))
        self.problems = dict(problems)


class DifferentCustomers(Refusal):
    """Tickets of different customers must not show each other's messages."""

    text = _("These tickets belong to different customers. Link them instead of merging.")


class CannotMerge(Refusal):
    """The tickets cannot be merged."""

    text = _("These tickets cannot be merged: one is already merged, or they are the same ticket.")


class NotMerged(Refusal):
    """There is nothing to un-merge."""

    text = _("This ticket is not merged.")


class NothingToSplit(Refusal):
    """Splitting needs customer-visible messages of this ticket, and one must stay."""

    text = _("Choose some of the messages of this ticket to split off, not all of them.")
    status = 422


class SnoozeInPast(Refusal):
    """Waking must lie ahead."""

    text = _("Choose a time in the future.")
    status = 422


class CannotUndo(Refusal):
    """The bulk act cannot be undone any more."""

    text = _("This can no longer be undone.")


class UnknownAct(Refusal):
    """No such bulk act."""

    text = _("There is no such action.")
    status = 422


class TeamOutOfReach(Refusal):
    """The team cannot take tickets."""

    text = _("This team does not accept tickets.")
    status = 422


class PersonOutOfReach(Refusal):
    """The person cannot see this ticket, so it cannot be given to them."""

    text = _("%(name)s cannot see this ticket: it belongs to a product or team outside their scope.")
    status = 422


class AlreadyThere(Refusal):
    """A row with this key exists."""

    text = _("There is already one with this name.")
