from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.job_shown_arguments import JobShownArguments


T = TypeVar("T", bound="JobShown")


@_attrs_define
class JobShown:
    """A job whose last attempt failed.

    Attributes:
        id (int): Number of the thing.
        task (str): What was to be done.
        arguments (JobShownArguments): What it was given.
        tries (int): How often it was tried.
        again_at (datetime.datetime | None): When it is tried again; null when it gave up.
        error (str): What went wrong, in English.
        at (datetime.datetime | None): When it failed last.
    """

    id: int
    task: str
    arguments: JobShownArguments
    tries: int
    again_at: datetime.datetime | None
    error: str
    at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        task = self.task

        arguments = self.arguments.to_dict()

        tries = self.tries

        again_at: None | str
        if isinstance(self.again_at, datetime.datetime):
            again_at = self.again_at.isoformat()
        else:
            again_at = self.again_at

        error = self.error

        at: None | str
        if isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "task": task,
                "arguments": arguments,
                "tries": tries,
                "again_at": again_at,
                "error": error,
                "at": at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.job_shown_arguments import JobShownArguments  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        task = d.pop("task")

        arguments = JobShownArguments.from_dict(d.pop("arguments"))

        tries = d.pop("tries")

        def _parse_again_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                again_at_type_0 = datetime.datetime.fromisoformat(data)

                return again_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        again_at = _parse_again_at(d.pop("again_at"))

        error = d.pop("error")

        def _parse_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                at_type_0 = datetime.datetime.fromisoformat(data)

                return at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        at = _parse_at(d.pop("at"))

        job_shown = cls(
            id=id,
            task=task,
            arguments=arguments,
            tries=tries,
            again_at=again_at,
            error=error,
            at=at,
        )

        return job_shown
