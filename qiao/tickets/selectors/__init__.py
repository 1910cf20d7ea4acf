"""Reading tickets. Everything takes the viewer and shows only what they may see."""

from qiao.tickets.selectors.bulk import BulkProgress, bulk_progress
from qiao.tickets.selectors.choices import (
    Choice,
    FilterChip,
    FilterChoices,
    QuickReplyCard,
    assignees,
    closed_moves,
    custom_field_list,
    desk_policy,
    filter_chips,
    filter_choices,
    mention_candidates,
    quick_replies,
    quick_reply_list,
    quick_reply_variables,
    render_quick_replies,
    render_quick_reply,
    state_names,
    tag_suggestions,
    teams_for,
)
from qiao.tickets.selectors.clocks import ClockCard, ClockExplanation, clock_cards, explain_clock, sla_targets
from qiao.tickets.selectors.customer import CustomerSide, TicketLine, customer_side
from qiao.tickets.selectors.exporting import cut_text, ticket_count
from qiao.tickets.selectors.filters import TicketFilters, resolve_filters
from qiao.tickets.selectors.finding import (
    PaletteItem,
    SearchRow,
    TicketSearch,
    palette_results,
    search_tickets,
    ticket_suggestions,
)
from qiao.tickets.selectors.merging import MergePreview, merge_candidates, merge_preview
from qiao.tickets.selectors.page import (
    FieldCard,
    LinkCard,
    ParticipantCard,
    PersonCard,
    TicketPage,
    allowed_moves,
    history,
    moves_by_reply,
    new_entries,
    ticket_page,
    timeline,
)
from qiao.tickets.selectors.presence import PresenceCard, who_is_here
from qiao.tickets.selectors.queue import COUNT_CAP, QueuePage, QueueRow, queue_page, queue_row
from qiao.tickets.selectors.rail import (
    Rail,
    RailItem,
    may_change_view,
    rail,
    rail_counts,
    saved_view,
    saved_views,
    start_view,
    table_columns,
)
from qiao.tickets.selectors.recipients import Recipient, Recipients, recipients_of
from qiao.tickets.selectors.scope import number_in, ticket_id, ticket_of
from qiao.tickets.selectors.sentences import EventLine
from qiao.tickets.selectors.timeline import FileCard, MessageCard, StubCard, TimelineEntry

__all__ = [
    "COUNT_CAP", "BulkProgress", "Choice", "ClockCard", "ClockExplanation", "CustomerSide", "EventLine",
    "FieldCard", "FileCard", "FilterChip", "FilterChoices", "LinkCard", "MergePreview", "MessageCard",
    "PaletteItem", "ParticipantCard", "PersonCard", "PresenceCard", "QueuePage", "QueueRow", "QuickReplyCard",
    "Rail", "RailItem", "Recipient", "Recipients", "SearchRow", "StubCard", "TicketFilters", "TicketLine",
    "TicketPage", "TicketSearch", "TimelineEntry", "allowed_moves", "assignees", "bulk_progress", "clock_cards",
    "closed_moves", "custom_field_list", "customer_side", "cut_text", "desk_policy", "explain_clock",
    "filter_chips", "filter_choices", "history", "may_change_view", "mention_candidates", "merge_candidates",
    "merge_preview", "moves_by_reply", "new_entries", "number_in", "palette_results", "queue_page", "queue_row",
    "quick_replies", "quick_reply_list", "quick_reply_variables", "rail", "rail_counts", "recipients_of",
    "render_quick_replies", "render_quick_reply", "resolve_filters", "saved_view", "saved_views",
    "search_tickets", "sla_targets", "start_view", "state_names", "table_columns", "tag_suggestions",
    "teams_for", "ticket_count", "ticket_id", "ticket_of", "ticket_page", "ticket_suggestions", "timeline",
    "who_is_here",
]  # fmt: skip
