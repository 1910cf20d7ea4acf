from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PrivacyPolicyGiven")


@_attrs_define
class PrivacyPolicyGiven:
    """What is to be different; omitted fields are not changed.

    Attributes:
        pipl_days (int | None | Unset): Days under the PIPL.
        gdpr_months (int | None | Unset): Months under the GDPR.
        other_days (int | None | Unset): Days under other laws.
        files_kept_days (int | None | Unset): Days a copy can be fetched.
    """

    pipl_days: int | None | Unset = UNSET
    gdpr_months: int | None | Unset = UNSET
    other_days: int | None | Unset = UNSET
    files_kept_days: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        pipl_days: int | None | Unset
        if isinstance(self.pipl_days, Unset):
            pipl_days = UNSET
        else:
            pipl_days = self.pipl_days

        gdpr_months: int | None | Unset
        if isinstance(self.gdpr_months, Unset):
            gdpr_months = UNSET
        else:
            gdpr_months = self.gdpr_months

        other_days: int | None | Unset
        if isinstance(self.other_days, Unset):
            other_days = UNSET
        else:
            other_days = self.other_days

        files_kept_days: int | None | Unset
        if isinstance(self.files_kept_days, Unset):
            files_kept_days = UNSET
        else:
            files_kept_days = self.files_kept_days

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if pipl_days is not UNSET:
            field_dict["pipl_days"] = pipl_days
        if gdpr_months is not UNSET:
            field_dict["gdpr_months"] = gdpr_months
        if other_days is not UNSET:
            field_dict["other_days"] = other_days
        if files_kept_days is not UNSET:
            field_dict["files_kept_days"] = files_kept_days

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_pipl_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        pipl_days = _parse_pipl_days(d.pop("pipl_days", UNSET))

        def _parse_gdpr_months(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        gdpr_months = _parse_gdpr_months(d.pop("gdpr_months", UNSET))

        def _parse_other_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        other_days = _parse_other_days(d.pop("other_days", UNSET))

        def _parse_files_kept_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        files_kept_days = _parse_files_kept_days(d.pop("files_kept_days", UNSET))

        privacy_policy_given = cls(
            pipl_days=pipl_days,
            gdpr_months=gdpr_months,
            other_days=other_days,
            files_kept_days=files_kept_days,
        )

        return privacy_policy_given
