from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.refusal_shown import RefusalShown


T = TypeVar("T", bound="BulkShown")


@_attrs_define
class BulkShown:
    """A bulk act and how far it is.

    Attributes:
        token (str): Name of the token, or of a bulk act.
        act (str): What is done to all of them.
        done (int): How many are dealt with.
        total (int): How many there are in all.
        changed (int): How many were changed.
        refused (list[RefusalShown]): What was refused.
        is_finished (bool): Nothing of it is still to be done.
        is_undone (bool): It was taken back.
        can_undo (bool): The act can still be taken back.
    """

    token: str
    act: str
    done: int
    total: int
    changed: int
    refused: list[RefusalShown]
    is_finished: bool
    is_undone: bool
    can_undo: bool

    def to_dict(self) -> dict[str, Any]:
        token = self.token

        act = self.act

        done = self.done

        total = self.total

        changed = self.changed

        refused = []
        for refused_item_data in self.refused:
            refused_item = refused_item_data.to_dict()
            refused.append(refused_item)

        is_finished = self.is_finished

        is_undone = self.is_undone

        can_undo = self.can_undo

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "token": token,
                "act": act,
                "done": done,
                "total": total,
                "changed": changed,
                "refused": refused,
                "is_finished": is_finished,
                "is_undone": is_undone,
                "can_undo": can_undo,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.refusal_shown import RefusalShown  # noqa: PLC0415

        d = dict(src_dict)
        token = d.pop("token")

        act = d.pop("act")

        done = d.pop("done")

        total = d.pop("total")

        changed = d.pop("changed")

        refused = []
        _refused = d.pop("refused")
        for refused_item_data in _refused:
            refused_item = RefusalShown.from_dict(refused_item_data)

            refused.append(refused_item)

        is_finished = d.pop("is_finished")

        is_undone = d.pop("is_undone")

        can_undo = d.pop("can_undo")

        bulk_shown = cls(
            token=token,
            act=act,
            done=done,
            total=total,
            changed=changed,
            refused=refused,
            is_finished=is_finished,
            is_undone=is_undone,
            can_undo=can_undo,
        )

        return bulk_shown
