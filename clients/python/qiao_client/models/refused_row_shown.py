from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RefusedRowShown")


@_attrs_define
class RefusedRowShown:
    """A problem in a row.

    Attributes:
        row (int): Number of the row in the file.
        column (str): Header of the column.
        field (str): The field.
        sentence (str): What is wrong, in the caller's language.
    """

    row: int
    column: str
    field: str
    sentence: str

    def to_dict(self) -> dict[str, Any]:
        row = self.row

        column = self.column

        field = self.field

        sentence = self.sentence

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "row": row,
                "column": column,
                "field": field,
                "sentence": sentence,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        row = d.pop("row")

        column = d.pop("column")

        field = d.pop("field")

        sentence = d.pop("sentence")

        refused_row_shown = cls(
            row=row,
            column=column,
            field=field,
            sentence=sentence,
        )

        return refused_row_shown
