from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.batch_item_shown_problem_type_0 import BatchItemShownProblemType0


T = TypeVar("T", bound="BatchItemShown")


@_attrs_define
class BatchItemShown:
    """What became of one item of a batch: `status` as if it had been asked for alone, with `number` or `problem`.

    Attributes:
        index (int): Place in the batch, from 0.
        status (int): HTTP status.
        number (int | None): Number people use: of a ticket, as in Q-48213, or of a contract.
        problem (BatchItemShownProblemType0 | None): What went wrong; empty or null when nothing did.
    """

    index: int
    status: int
    number: int | None
    problem: BatchItemShownProblemType0 | None

    def to_dict(self) -> dict[str, Any]:
        from ..models.batch_item_shown_problem_type_0 import BatchItemShownProblemType0  # noqa: PLC0415

        index = self.index

        status = self.status

        number: int | None
        number = self.number

        problem: dict[str, Any] | None
        if isinstance(self.problem, BatchItemShownProblemType0):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "index": index,
                "status": status,
                "number": number,
                "problem": problem,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.batch_item_shown_problem_type_0 import BatchItemShownProblemType0  # noqa: PLC0415

        d = dict(src_dict)
        index = d.pop("index")

        status = d.pop("status")

        def _parse_number(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        number = _parse_number(d.pop("number"))

        def _parse_problem(data: object) -> BatchItemShownProblemType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = BatchItemShownProblemType0.from_dict(data)

                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BatchItemShownProblemType0 | None, data)

        problem = _parse_problem(d.pop("problem"))

        batch_item_shown = cls(
            index=index,
            status=status,
            number=number,
            problem=problem,
        )

        return batch_item_shown
