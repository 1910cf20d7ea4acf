"""All operations on tickets. One function is one act, one transaction, one audit entry."""

from qiao.tickets.services.accepting import accept_message, verify_participant
from qiao.tickets.services.arranging import (
    count_quick_reply,
    delete_quick_reply,
    name_states,
    retire_custom_field,
    save_custom_field,
    save_quick_reply,
    set_desk_policy,
    set_promises,
    set_sla_target,
)
from qiao.tickets.services.assigning import assign_ticket, move_ticket, nudge_ticket, take_ticket
from qiao.tickets.services.bulk import bulk_apply, undo_bulk
from qiao.tickets.services.drafts import discard_draft, save_draft
from qiao.tickets.services.fields import add_tags, remove_tags, set_fields, set_tags
from qiao.tickets.services.inputs import (
    BulkStarted,
    CustomFieldDraft,
    NewFile,
    NewTicket,
    OpenedTicket,
    QuickReplyDraft,
    Reply,
    SentReply,
)
from qiao.tickets.services.linking import link_tickets, unlink_tickets
from qiao.tickets.services.merging import merge_tickets, split_ticket, unmerge_ticket
from qiao.tickets.services.moving import change_state, close_ticket, reopen_ticket, solve_ticket
from qiao.tickets.services.notes import add_note
from qiao.tickets.services.opening import open_ticket
from qiao.tickets.services.people import (
    add_participant,
    follow_ticket,
    heartbeat,
    leave,
    mark_unread,
    read_mentions,
    remove_participant,
    see_ticket,
    unfollow_ticket,
)
from qiao.tickets.services.replying import reply_to_ticket, send_now, undo_send
from qiao.tickets.services.saved_views import (
    choose_columns,
    choose_start_view,
    delete_view,
    move_view,
    rename_view,
    restore_view,
    save_view,
    share_view,
)
from qiao.tickets.services.setting_aside import mark_spam, snooze_ticket, unmark_spam, wake_ticket
from qiao.tickets.services.ways import choose_moves

__all__ = [
    "BulkStarted", "CustomFieldDraft", "NewFile", "NewTicket", "OpenedTicket", "QuickReplyDraft", "Reply",
    "SentReply", "accept_message", "add_note", "add_participant", "add_tags", "assign_ticket", "bulk_apply",
    "change_state", "choose_columns", "choose_moves", "choose_start_view", "close_ticket", "count_quick_reply",
    "delete_quick_reply", "delete_view", "discard_draft", "follow_ticket", "heartbeat", "leave", "link_tickets",
    "mark_spam", "mark_unread", "merge_tickets", "move_ticket", "move_view", "name_states", "nudge_ticket",
    "open_ticket", "read_mentions", "remove_participant", "remove_tags", "rename_view", "reopen_ticket",
    "reply_to_ticket", "restore_view", "retire_custom_field", "save_custom_field", "save_draft",
    "save_quick_reply", "save_view", "see_ticket", "send_now", "set_desk_policy", "set_fields", "set_promises",
    "set_sla_target", "set_tags", "share_view", "snooze_ticket", "solve_ticket", "split_ticket", "take_ticket",
    "undo_bulk", "undo_send", "unfollow_ticket", "unlink_tickets", "unmark_spam", "unmerge_ticket",
    "verify_participant", "wake_ticket",
]  # fmt: skip
