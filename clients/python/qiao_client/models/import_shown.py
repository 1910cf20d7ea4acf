from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.import_shown_state import ImportShownState

T = TypeVar("T", bound="ImportShown")


@_attrs_define
class ImportShown:
    """A file of rows being imported. `mapping` holds a field's key, or nothing, for each of `headers`.

    Attributes:
        id (int): Number of the thing.
        kind (str): Which kind it is.
        file_name (str): As the file was called.
        state (ImportShownState): Where it stands.
        headers (list[str]): The first row of the file.
        mapping (list[str]): A field's key, or an empty text, for each column.
        mends_id (int | None): The import whose refused rows this file brings again.
        problem (str): What went wrong; empty or null when nothing did.
        total (int): How many there are in all.
        done (int): How many are dealt with.
        created (int): How many rows were new.
        updated (int): How many rows changed something.
        unchanged (int): How many rows said nothing new.
        refused (int): What was refused.
        makes_also (bool): What rows name and is not there is made too.
        also_created (int): What was made because rows named it.
        created_at (datetime.datetime): When it was made.
        started_at (datetime.datetime | None): When the work began.
        finished_at (datetime.datetime | None): When it was over.
    """

    id: int
    kind: str
    file_name: str
    state: ImportShownState
    headers: list[str]
    mapping: list[str]
    mends_id: int | None
    problem: str
    total: int
    done: int
    created: int
    updated: int
    unchanged: int
    refused: int
    makes_also: bool
    also_created: int
    created_at: datetime.datetime
    started_at: datetime.datetime | None
    finished_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind = self.kind

        file_name = self.file_name

        state = self.state.value

        headers = self.headers

        mapping = self.mapping

        mends_id: int | None
        mends_id = self.mends_id

        problem = self.problem

        total = self.total

        done = self.done

        created = self.created

        updated = self.updated

        unchanged = self.unchanged

        refused = self.refused

        makes_also = self.makes_also

        also_created = self.also_created

        created_at = self.created_at.isoformat()

        started_at: None | str
        if isinstance(self.started_at, datetime.datetime):
            started_at = self.started_at.isoformat()
        else:
            started_at = self.started_at

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
                "file_name": file_name,
                "state": state,
                "headers": headers,
                "mapping": mapping,
                "mends_id": mends_id,
                "problem": problem,
                "total": total,
                "done": done,
                "created": created,
                "updated": updated,
                "unchanged": unchanged,
                "refused": refused,
                "makes_also": makes_also,
                "also_created": also_created,
                "created_at": created_at,
                "started_at": started_at,
                "finished_at": finished_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        kind = d.pop("kind")

        file_name = d.pop("file_name")

        state = ImportShownState(d.pop("state"))

        headers = cast(list[str], d.pop("headers"))

        mapping = cast(list[str], d.pop("mapping"))

        def _parse_mends_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        mends_id = _parse_mends_id(d.pop("mends_id"))

        problem = d.pop("problem")

        total = d.pop("total")

        done = d.pop("done")

        created = d.pop("created")

        updated = d.pop("updated")

        unchanged = d.pop("unchanged")

        refused = d.pop("refused")

        makes_also = d.pop("makes_also")

        also_created = d.pop("also_created")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_started_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_at_type_0 = datetime.datetime.fromisoformat(data)

                return started_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        started_at = _parse_started_at(d.pop("started_at"))

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

        import_shown = cls(
            id=id,
            kind=kind,
            file_name=file_name,
            state=state,
            headers=headers,
            mapping=mapping,
            mends_id=mends_id,
            problem=problem,
            total=total,
            done=done,
            created=created,
            updated=updated,
            unchanged=unchanged,
            refused=refused,
            makes_also=makes_also,
            also_created=also_created,
            created_at=created_at,
            started_at=started_at,
            finished_at=finished_at,
        )

        return import_shown
