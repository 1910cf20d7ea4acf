from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PrivacyPolicyShown")


@_attrs_define
class PrivacyPolicyShown:
    """By when requests about personal data are answered, and how long copies are kept.

    Attributes:
        pipl_days (int): Days under the PIPL.
        gdpr_months (int): Months under the GDPR.
        other_days (int): Days under other laws.
        files_kept_days (int): Days a copy can be fetched.
    """

    pipl_days: int
    gdpr_months: int
    other_days: int
    files_kept_days: int

    def to_dict(self) -> dict[str, Any]:
        pipl_days = self.pipl_days

        gdpr_months = self.gdpr_months

        other_days = self.other_days

        files_kept_days = self.files_kept_days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pipl_days": pipl_days,
                "gdpr_months": gdpr_months,
                "other_days": other_days,
                "files_kept_days": files_kept_days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        pipl_days = d.pop("pipl_days")

        gdpr_months = d.pop("gdpr_months")

        other_days = d.pop("other_days")

        files_kept_days = d.pop("files_kept_days")

        privacy_policy_shown = cls(
            pipl_days=pipl_days,
            gdpr_months=gdpr_months,
            other_days=other_days,
            files_kept_days=files_kept_days,
        )

        return privacy_policy_shown
