"""The keys the tables, the URL and the API share. Their labels in both languages are in `qiao.tickets.labels`."""

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
