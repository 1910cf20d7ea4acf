from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.change_given import ChangeGiven


T = TypeVar("T", bound="BatchChangeGiven")


@_attrs_define
class BatchChangeGiven:
    """Changes of one ticket; `revision` refuses them when it has changed since.

    Attributes:
        number (int): Number people use: of a ticket, as in Q-48213, or of a contract.
        changes (ChangeGiven): Fields to change; what is left out stays as it is.
        revision (int | None | Unset): Raised by every change.
    """

    number: int
    changes: ChangeGiven
    revision: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        changes = self.changes.to_dict()

        revision: int | None | Unset
        if isinstance(self.revision, Unset):
            revision = UNSET
        else:
            revision = self.revision

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "changes": changes,
            }
        )
        if revision is not UNSET:
            field_dict["revision"] = revision

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.change_given import ChangeGiven  # noqa: PLC0415

        d = dict(src_dict)
        number = d.pop("number")

        changes = ChangeGiven.from_dict(d.pop("changes"))

        def _parse_revision(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        revision = _parse_revision(d.pop("revision", UNSET))

        batch_change_given = cls(
            number=number,
            changes=changes,
            revision=revision,
        )

        return batch_change_given
