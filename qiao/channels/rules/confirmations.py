"""When a confirmation of receipt may be sent: the rules against mail storms and misuse as a relay (RFC 3834)."""

import re
from dataclasses import dataclass

MOST_PER_HOUR = 2
ROBOT = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?_?reply|do-?not-?reply|bounces?|abuse|daemon|root|owner-.*|.*-(?:request|owner|bounces?))(?:[+.=-].*)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ConfirmationFacts:
    """What is known when a confirmation could be sent. `envelope_from` is null when it is unknown."""

    address: str
    envelope_from: str | None
    is_machine: bool
    is_released: bool
    is_address_valid: bool
    is_own_mailbox: bool
    is_undeliverable: bool
    is_forged: bool
    sent_last_hour: int
    sent_in_thread: int


def reason_not_to_confirm(facts: ConfirmationFacts) -> str:
    """Code of the first rule that forbids a confirmation; "" when it may go."""
    local = facts.address.partition("@")[0]
    checks = (
        (facts.is_machine, "machine"),
        (facts.is_released, "released"),
        (not facts.is_address_valid, "address_invalid"),
        (facts.envelope_from == "", "null_sender"),
        (facts.is_own_mailbox, "own_address"),
        (bool(ROBOT.match(local)), "robot_address"),
        (facts.is_forged, "forged"),
        (facts.is_undeliverable, "undeliverable"),
        (facts.sent_in_thread > 0, "already_in_thread"),
        (facts.sent_last_hour >= MOST_PER_HOUR, "too_many"),
    )
    return next((code for forbids, code in checks if forbids), "")
