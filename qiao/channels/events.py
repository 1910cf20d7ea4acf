"""What happens in channels that others react to."""

from dataclasses import dataclass

from qiao.kernel.events import Event


@dataclass(frozen=True)
class MailQuarantined(Event):
    """A mail was quarantined and needs a person; `reason` is a code of the mail log."""

    raw_id: int
    mailbox_id: int | None
    reason: str


@dataclass(frozen=True)
class DeliveryFailed(Event):
    """A mail of ours failed for good or bounced; `state` is failed, bounced, or partial: some recipients got it."""

    outgoing_id: int
    thread_id: int
    state: str
