from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.desk_import_shown_state import DeskImportShownState

if TYPE_CHECKING:
    from ..models.desk_counts_shown import DeskCountsShown


T = TypeVar("T", bound="DeskImportShown")


@_attrs_define
class DeskImportShown:
    """A move from another help desk and how far it is. `is_quiet`: it should be running, and nothing moves.

    Attributes:
        id (int): Number of the thing.
        kind (str): Which kind it is.
        system (str): The other desk, by which a second move knows everything again.
        address (str): Its web address.
        login (str): Mail address of the account.
        file_name (str): As the file was called.
        state (DeskImportShownState): Where it stands.
        wants_stop (bool): It stops after the current page.
        is_quiet (bool): It should be running, and nothing has moved for some minutes.
        problem (str): What went wrong; empty or null when nothing did.
        done (int): How many are dealt with.
        total (int): How many there are in all.
        counts (DeskCountsShown): How much has been imported.
        refused_count (int): How many were refused.
        created_at (datetime.datetime): When it was made.
        moved_at (datetime.datetime): When it last moved.
        finished_at (datetime.datetime | None): When it was over.
    """

    id: int
    kind: str
    system: str
    address: str
    login: str
    file_name: str
    state: DeskImportShownState
    wants_stop: bool
    is_quiet: bool
    problem: str
    done: int
    total: int
    counts: DeskCountsShown
    refused_count: int
    created_at: datetime.datetime
    moved_at: datetime.datetime
    finished_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind = self.kind

        system = self.system

        address = self.address

        login = self.login

        file_name = self.file_name

        state = self.state.value

        wants_stop = self.wants_stop

        is_quiet = self.is_quiet

        problem = self.problem

        done = self.done

        total = self.total

        counts = self.counts.to_dict()

        refused_count = self.refused_count

        created_at = self.created_at.isoformat()

        moved_at = self.moved_at.isoformat()

        finished_at: None | str
        if isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "system": system,
                "address": address,
                "login": login,
                "file_name": file_name,
                "state": state,
                "wants_stop": wants_stop,
                "is_quiet": is_quiet,
                "problem": problem,
                "done": done,
                "total": total,
                "counts": counts,
                "refused_count": refused_count,
                "created_at": created_at,
                "moved_at": moved_at,
                "finished_at": finished_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.desk_counts_shown import DeskCountsShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        kind = d.pop("kind")

        system = d.pop("system")

        address = d.pop("address")

        login = d.pop("login")

        file_name = d.pop("file_name")

        state = DeskImportShownState(d.pop("state"))

        wants_stop = d.pop("wants_stop")

        is_quiet = d.pop("is_quiet")

        problem = d.pop("problem")

        done = d.pop("done")

        total = d.pop("total")

        counts = DeskCountsShown.from_dict(d.pop("counts"))

        refused_count = d.pop("refused_count")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        moved_at = datetime.datetime.fromisoformat(d.pop("moved_at"))

        def _parse_finished_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)

                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        finished_at = _parse_finished_at(d.pop("finished_at"))

        desk_import_shown = cls(
            id=id,
            kind=kind,
            system=system,
            address=address,
            login=login,
            file_name=file_name,
            state=state,
            wants_stop=wants_stop,
            is_quiet=is_quiet,
            problem=problem,
            done=done,
            total=total,
            counts=counts,
            refused_count=refused_count,
            created_at=created_at,
            moved_at=moved_at,
            finished_at=finished_at,
        )

        return desk_import_shown
