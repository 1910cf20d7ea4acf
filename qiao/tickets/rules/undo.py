"""Undoing a bulk act: which fields an act writes, and which of them may still be taken back."""

from collections.abc import Mapping
from typing import Any

_STATE = ("state", "state_before", "solved_at", "closed_at", "reopened_count", "snoozed_until", "spammed_at")
WRITES: dict[str, tuple[str, ...]] = {
    "assign": ("assignee_id", *_STATE),
    "move": ("team_id", "assignee_id", *_STATE),
    "state": _STATE,
    "priority": ("priority",),
    "kind": ("kind",),
    "product": ("product_id", "version_id", "component_id", "deployment_id"),
    "tag": ("tags",),
    "untag": ("tags",),
    "snooze": ("snoozed_until",),
    "spam": _STATE,
    "follow": ("is_followed",),
    "unfollow": ("is_followed",),
}
"""Fields of a ticket that each bulk act may change."""


def fields_to_restore(before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """What undoing writes into one ticket: the old values of the fields the act changed.

    A field that somebody changed again since keeps what they wrote: undo never overwrites later work. The
    fields of the state belong together: if the state itself moved on, all of them stay.
    """
    changed = {name for name in before if before[name] != after.get(name)}
    if "state" in before and now.get("state") != after.get("state"):
        changed -= set(_STATE)
    return {name: before[name] for name in changed if now.get(name) == after.get(name)}
