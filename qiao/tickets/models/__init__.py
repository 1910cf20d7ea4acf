"""Tables of the tickets domain."""

from qiao.tickets.models.clocks import Clock, Pause, SlaTarget
from qiao.tickets.models.importing import DeskImport
from qiao.tickets.models.message import Message, MessageAttachment
from qiao.tickets.models.organising import (
    ClosedMove,
    CustomField,
    DeskHabit,
    DeskPolicy,
    Draft,
    QuickReply,
    SavedView,
    StateName,
    Tag,
    TicketLink,
)
from qiao.tickets.models.people import Follower, Mention, Participant, Presence, Seen
from qiao.tickets.models.portal import (
    FormAnswers,
    PendingRequest,
    PortalDraft,
    PublicAnswer,
    RequestField,
    RequestType,
)
from qiao.tickets.models.ticket import Ticket
from qiao.tickets.models.undo import UndoStep

__all__ = [
    "Clock",
    "ClosedMove",
    "CustomField",
    "DeskHabit",
    "DeskImport",
    "DeskPolicy",
    "Draft",
    "Follower",
    "FormAnswers",
    "Mention",
    "Message",
    "MessageAttachment",
    "Participant",
    "Pause",
    "PendingRequest",
    "PortalDraft",
    "Presence",
    "PublicAnswer",
    "QuickReply",
    "RequestField",
    "RequestType",
    "SavedView",
    "Seen",
    "SlaTarget",
    "StateName",
    "Tag",
    "Ticket",
    "TicketLink",
    "UndoStep",
]
