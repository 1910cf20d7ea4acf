from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.encoding_given_encoding import EncodingGivenEncoding

T = TypeVar("T", bound="EncodingGiven")


@_attrs_define
class EncodingGiven:
    """How the file is written.

    Attributes:
        encoding (EncodingGivenEncoding): How the file is written.
    """

    encoding: EncodingGivenEncoding

    def to_dict(self) -> dict[str, Any]:
        encoding = self.encoding.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "encoding": encoding,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        encoding = EncodingGivenEncoding(d.pop("encoding"))

        encoding_given = cls(
            encoding=encoding,
        )

        return encoding_given
