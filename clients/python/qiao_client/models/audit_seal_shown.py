from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="AuditSealShown")


@_attrs_define
class AuditSealShown:
    """The newest link of the chain that proves the record was not edited. Keep it elsewhere to be able to compare.

    Attributes:
        id (int): Number of the thing.
        sealed_at (datetime.datetime): When it was made.
        until_transaction (int): It covers every act of transactions before this one.
        entry_count (int): How many acts it covers.
        digest (str): SHA-256 over the acts it covers and the digest before.
    """

    id: int
    sealed_at: datetime.datetime
    until_transaction: int
    entry_count: int
    digest: str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        sealed_at = self.sealed_at.isoformat()

        until_transaction = self.until_transaction

        entry_count = self.entry_count

        digest = self.digest

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "sealed_at": sealed_at,
                "until_transaction": until_transaction,
                "entry_count": entry_count,
                "digest": digest,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        sealed_at = datetime.datetime.fromisoformat(d.pop("sealed_at"))

        until_transaction = d.pop("until_transaction")

        entry_count = d.pop("entry_count")

        digest = d.pop("digest")

        audit_seal_shown = cls(
            id=id,
            sealed_at=sealed_at,
            until_transaction=until_transaction,
            entry_count=entry_count,
            digest=digest,
        )

        return audit_seal_shown
