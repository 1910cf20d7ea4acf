from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.row_shown_problem_type_0 import RowShownProblemType0


T = TypeVar("T", bound="RowShown")


@_attrs_define
class RowShown:
    """What became of one item of a batch: `status` as if it had been asked for alone, with `id` or `problem`.

    Attributes:
        index (int): Place in the batch, from 0.
        status (int): HTTP status.
        id (int | None): Number of the thing.
        problem (None | RowShownProblemType0): What went wrong; empty or null when nothing did.
    """

    index: int
    status: int
    id: int | None
    problem: None | RowShownProblemType0

    def to_dict(self) -> dict[str, Any]:
        from ..models.row_shown_problem_type_0 import RowShownProblemType0  # noqa: PLC0415

        index = self.index

        status = self.status

        id: int | None
        id = self.id

        problem: dict[str, Any] | None
        if isinstance(self.problem, RowShownProblemType0):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "index": index,
                "status": status,
                "id": id,
                "problem": problem,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.row_shown_problem_type_0 import RowShownProblemType0  # noqa: PLC0415

        d = dict(src_dict)
        index = d.pop("index")

        status = d.pop("status")

        def _parse_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        id = _parse_id(d.pop("id"))

        def _parse_problem(data: object) -> None | RowShownProblemType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = RowShownProblemType0.from_dict(data)

                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RowShownProblemType0, data)

        problem = _parse_problem(d.pop("problem"))

        row_shown = cls(
            index=index,
            status=status,
            id=id,
            problem=problem,
        )

        return row_shown
