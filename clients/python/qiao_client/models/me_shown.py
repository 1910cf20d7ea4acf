from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.person_shown import PersonShown


T = TypeVar("T", bound="MeShown")


@_attrs_define
class MeShown:
    """Who calls: the person, and what this token may do on their behalf.

    Attributes:
        person (PersonShown): A colleague.
        token (str): Name of the token, or of a bulk act.
        kind (str): Which kind it is.
        permissions (list[str]): What this token may do.
        team_ids (list[int]): The teams.
        product_ids (list[int]): Products the person is limited to; none means all.
    """

    person: PersonShown
    token: str
    kind: str
    permissions: list[str]
    team_ids: list[int]
    product_ids: list[int]

    def to_dict(self) -> dict[str, Any]:
        person = self.person.to_dict()

        token = self.token

        kind = self.kind

        permissions = self.permissions

        team_ids = self.team_ids

        product_ids = self.product_ids

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "person": person,
                "token": token,
                "kind": kind,
                "permissions": permissions,
                "team_ids": team_ids,
                "product_ids": product_ids,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.person_shown import PersonShown  # noqa: PLC0415

        d = dict(src_dict)
        person = PersonShown.from_dict(d.pop("person"))

        token = d.pop("token")

        kind = d.pop("kind")

        permissions = cast(list[str], d.pop("permissions"))

        team_ids = cast(list[int], d.pop("team_ids"))

        product_ids = cast(list[int], d.pop("product_ids"))

        me_shown = cls(
            person=person,
            token=token,
            kind=kind,
            permissions=permissions,
            team_ids=team_ids,
            product_ids=product_ids,
        )

        return me_shown
