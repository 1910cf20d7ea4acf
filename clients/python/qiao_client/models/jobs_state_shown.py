from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="JobsStateShown")


@_attrs_define
class JobsStateShown:
    """How the queue of jobs stands.

    Attributes:
        waiting (int): Jobs that are due and wait.
        oldest_seconds (float): Since when the oldest of them waits.
        failed (int): Jobs that gave up.
    """

    waiting: int
    oldest_seconds: float
    failed: int

    def to_dict(self) -> dict[str, Any]:
        waiting = self.waiting

        oldest_seconds = self.oldest_seconds

        failed = self.failed

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "waiting": waiting,
                "oldest_seconds": oldest_seconds,
                "failed": failed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        waiting = d.pop("waiting")

        oldest_seconds = d.pop("oldest_seconds")

        failed = d.pop("failed")

        jobs_state_shown = cls(
            waiting=waiting,
            oldest_seconds=oldest_seconds,
            failed=failed,
        )

        return jobs_state_shown
