"""The keys the tables, the URL and the API share. Their labels in both languages are in `qiao.tickets.labels`."""

from collections.abc import Mapping

PRIORITIES = ("urgent", "high", "normal", "low")
"""Most pressing first."""

SEVERITIES = ("s1", "s2", "s3", "s4")
KINDS = ("question", "incident", "defect_report", "request", "task")
METRICS = ("first_reply", "solve")
CHANNELS = ("email", "desk", "form", "phone", "api")
DIRECTIONS = ("in", "out", "internal", "system")
VISIBILITIES = ("public", "internal", "unverified")
LINK_KINDS = ("related", "duplicate", "blocks", "caused_by")
FIELD_KINDS = ("text", "number", "date", "choice", "yes_no", "url")
DELIVERIES = ("", "held", "scheduled", "queued", "sending", "sent", "failed", "bounced", "cancelled")
OUTCOMES = ("met", "breached", "cancelled")
BULK_ARGUMENTS: Mapping[str, str | None] = {
    "assign": "person_id", "move": "team_id", "product": "product_id", "state": "state", "priority": "priority",
    "kind": "kind", "tag": "names", "untag": "names", "snooze": "until", "follow": None, "unfollow": None, "spam": None,
}  # fmt: skip
"""The acts on many tickets at once, each with the name of its argument."""
