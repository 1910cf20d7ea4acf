"""Cards of messages: nothing a sender wrote becomes markup, and each reader is offered what they may do."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given
from hypothesis import strategies as st

from qiao.tickets.message_cards import Frame, delivery_line, message_card
from qiao.tickets.rules.words import DELIVERIES, DIRECTIONS, VISIBILITIES
from qiao.tickets.selectors import FileCard, MessageCard

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
HOSTILE = "\"><script>alert('x')</script>&amp;"


def a_file(**given_values: Any) -> FileCard:
    values: dict[str, Any] = {
        "sha256": "ab" * 32, "name": HOSTILE, "content_type": "text/plain", "size": 5, "is_inline": False,
        "is_image": False, "omitted_reason": "",
    }  # fmt: skip
    return FileCard(**(values | given_values))


def a_message(**given_values: Any) -> MessageCard:
    values: dict[str, Any] = {
        "id": 7, "ticket_id": 1, "merged_from": None, "direction": "in", "visibility": "public", "channel": "email",
        "author_kind": "contact", "author_id": 1, "author_name": "Ada", "author_address": "", "author_hue": 0,
        "subject": "", "html": SafeString("<p>Good morning</p>"), "quoted_html": SafeString(""), "signature_text": "",
        "text": "", "remote_images": 0, "language": "", "machine_kind": "", "delivery": "", "delivery_detail": "",
        "leaves_at": NOON, "can_undo": False, "suggests_split": False, "moved_from": None, "recipients_line": "",
        "trust": {}, "attachments": (), "decorations": (), "raw_mail_id": None, "created_at": NOON, "mentions": (),
    }  # fmt: skip
    return MessageCard(**(values | given_values))


def a_frame(**may: bool) -> Frame:
    allowed = dict.fromkeys(("may_reply", "may_note", "may_edit", "may_merge", "may_see_mail"), False) | may
    return Frame(99, "view=all&q=%3Ci%3E", "http://house.example", mark_safe('<input name="token">'), **allowed)


ALL = a_frame(may_reply=True, may_note=True, may_edit=True, may_merge=True, may_see_mail=True)


@given(
    st.sampled_from(DIRECTIONS), st.sampled_from(VISIBILITIES), st.sampled_from(DELIVERIES),
    st.sampled_from(["", "ooo", "bounce", "list", "system"]), st.sampled_from(["email", "phone", "portal"]),
)  # fmt: skip
def test_what_a_sender_wrote_is_never_markup(
    direction: str, visibility: str, delivery: str, machine: str, channel: str
) -> None:
    files = (a_file(), a_file(is_image=True), a_file(omitted_reason=HOSTILE), a_file(is_inline=True))
    shown = message_card(
        a_message(
            direction=direction, visibility=visibility, delivery=delivery, machine_kind=machine, channel=channel,
            author_name=HOSTILE, subject=HOSTILE, signature_text=HOSTILE, text=HOSTILE, delivery_detail=HOSTILE,
            recipients_line=HOSTILE, attachments=files, decorations=files[:1], language=HOSTILE, suggests_split=True,
            quoted_html=SafeString("<p>quoted</p>"), remote_images=2, merged_from=3, moved_from=4, raw_mail_id=5,
        ),
        "m7", ALL,
    )  # fmt: skip
    assert "<script" not in shown
    assert "alert('x')" not in shown
    assert "<p>Good morning</p>" in shown
    assert shown.count("<div") == shown.count("</div>")
    assert shown.count("<span") == shown.count("</span>")
    assert shown.count("<form") == shown.count('<input name="token">')


@pytest.mark.parametrize(
    ("right", "offered"),
    [
        ("may_note", 'data-quote="7"'),
        ("may_merge", "/desk/tickets/99/split/?message=7"),
        ("may_see_mail", "/setup/mail/5/"),
        ("may_edit", "/desk/tickets/99/messages/7/accept/"),
    ],
)
def test_a_reader_is_offered_what_they_may_do(right: str, offered: str) -> None:
    message = a_message(raw_mail_id=5, visibility="unverified")
    assert offered in message_card(message, "m7", a_frame(**{right: True}))
    others = {name: name != right for name in ("may_reply", "may_note", "may_edit", "may_merge", "may_see_mail")}
    assert offered not in message_card(message, "m7", a_frame(**others))


def test_a_mail_that_failed_can_be_tried_again_by_those_who_reply() -> None:
    message = a_message(direction="out", delivery="failed", delivery_detail="no such user")
    assert "no such user" in delivery_line(message, a_frame())
    assert "/send-now/" not in delivery_line(message, a_frame())
    assert "/send-now/" in delivery_line(message, a_frame(may_reply=True))


def test_a_message_under_way_asks_how_far_it_is() -> None:
    asks = "/desk/tickets/99/messages/7/delivery/"
    assert asks in message_card(a_message(direction="out", delivery="queued"), "m7", ALL)
    assert asks not in message_card(a_message(direction="out", delivery="sent"), "m7", ALL)


def test_only_inline_files_make_no_empty_row() -> None:
    assert "files" not in message_card(a_message(attachments=(a_file(is_inline=True),)), "m7", ALL)
