"""Acts on what people ask about their own data."""

from qiao.customers.services.privacy.copying import hand_over, start_copy
from qiao.customers.services.privacy.erasing import start_erasure, start_preview
from qiao.customers.services.privacy.holds import UnderLegalHold, place_hold, release_hold
from qiao.customers.services.privacy.requests import (
    NotNow,
    policy,
    receive_request,
    refuse_request,
    set_policy,
    start_verifying,
    take_up,
)

__all__ = [
    "NotNow",
    "UnderLegalHold",
    "hand_over",
    "place_hold",
    "policy",
    "receive_request",
    "refuse_request",
    "release_hold",
    "set_policy",
    "start_copy",
    "start_erasure",
    "start_preview",
    "start_verifying",
    "take_up",
]
