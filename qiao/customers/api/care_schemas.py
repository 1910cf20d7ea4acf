"""What programs send and see of looking after customers: notes, files, who is the same, personal data, imports."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from qiao.kernel.api.answers import Given, Id, Shown

Body = Annotated[str, Field(min_length=1, max_length=20_000, description="Markdown.")]
Reason = Annotated[str, Field(min_length=1, max_length=2_000)]


class RemarkShown(Shown):
    """A note of colleagues about a customer or a contact."""

    id: int
    organisation_id: int | None
    contact_id: int | None
    body: str = Field(description="Markdown.")
    author_id: int | None
    is_pinned: bool
    created_at: datetime
    edited_at: datetime | None
    removed_at: datetime | None


class RemarkGiven(Given):
    """A note to keep."""

    body: Body
    is_pinned: bool = False


class RemarkChangeGiven(Given):
    """The fields to change; omitted fields are not changed."""

    body: Body | None = None
    was: str | None = Field(
        None, max_length=20_000, description="The text you began with: refused with 409 when somebody changed it."
    )
    is_pinned: bool | None = None


class KeptFileShown(Shown):
    """A file kept with a customer or a contact."""

    id: int
    organisation_id: int | None
    contact_id: int | None
    name: str
    content_type: str
    size: int
    added_by_id: int | None
    created_at: datetime
    removed_at: datetime | None


class SourcesGiven(Given):
    """Those that are the same as this one."""

    ids: Annotated[list[Id], Field(min_length=1, max_length=50)]


class OtherGiven(Given):
    """The other one."""

    id: Id


class LikelyShown(Shown):
    """Somebody who may be the same; a program may suggest, a person decides."""

    id: int
    name: str
    detail: str
    reasons: list[str] = Field(description="Sentences in the caller's language.")


class PortalAccountShown(Shown):
    """What a contact sees on the portal."""

    contact_id: int
    role: Literal["own", "organisation", "administrator"]
    is_blocked: bool
    last_sign_in_at: datetime | None


class PortalAccountGiven(Given):
    """What a contact may see on the portal; blocking signs them out everywhere."""

    role: Literal["own", "organisation", "administrator"]
    is_blocked: bool = False


class DataRequestShown(Shown):
    """A person's request for a copy of their data, or to be forgotten."""

    id: int
    contact_id: int
    kind: Literal["export", "erasure"]
    law: Literal["pipl", "gdpr", "other"]
    state: Literal["received", "verifying", "in_progress", "done", "refused"]
    asked: str
    words: str = Field(description="Further spellings and nicknames to erase, one a line.")
    verified_how: str
    refusal: str
    received_on: date
    due_on: date
    handler_id: int | None
    report: dict[str, Any] = Field(description="What was handed out or erased, and what stays.")
    has_file: bool = Field(description="There is a copy to fetch.")
    created_at: datetime
    finished_at: datetime | None


class DataRequestGiven(Given):
    """What somebody asks about their own data. The deadline counts from `received_on`."""

    kind: Literal["export", "erasure"]
    law: Literal["pipl", "gdpr", "other"]
    asked: Annotated[str, Field(max_length=20_000)] = ""
    words: Annotated[str, Field(max_length=2_000)] = ""
    received_on: date | None = None


class ReasonGiven(Given):
    """Why, or how: it is kept with the request."""

    text: Reason


class HoldShown(Shown):
    """A reason in law to keep a person's data."""

    id: int
    contact_id: int | None
    organisation_id: int | None
    reason: str
    placed_at: datetime
    released_at: datetime | None


class ImportKindShown(Shown):
    """A kind of table that can be imported, and the fields its columns can fill."""

    key: str
    name: str
    fields: list["ImportFieldShown"]


class ImportFieldShown(Shown):
    """Something a column can fill."""

    key: str
    name: str
    is_required: bool
    repeats: bool = Field(description="It takes several columns.")


class ImportShown(Shown):
    """A file of rows being imported. `mapping` holds a field's key, or nothing, for each of `headers`."""

    id: int
    kind: str
    file_name: str
    state: Literal[
        "mapping", "checking", "checked", "running", "done", "cancelled", "failed", "undoing", "undone"
    ]  # fmt: skip
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
    makes_also: bool = Field(description="What rows name and is not there is made too.")
    also_created: int = Field(description="What was made because rows named it.")
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class MappingGiven(Given):
    """A field's key, or an empty text, for each column; left out, the columns stay as they are."""

    mapping: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=500)] | None = None
    makes_also: bool = Field(
        False, description="What rows name and is not there is made too, as customers of contacts; else refused."
    )


class EncodingGiven(Given):
    """How the file is written."""

    encoding: Literal["utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "big5"]


class RefusedRowShown(Shown):
    """A problem in a row."""

    row: int
    column: str
    field: str
    sentence: str


class PrivacyPolicyShown(Shown):
    """By when requests about personal data are answered, and how long copies are kept."""

    pipl_days: int
    gdpr_months: int
    other_days: int
    files_kept_days: int


class PrivacyPolicyGiven(Given):
    """What is to be different; omitted fields are not changed."""

    pipl_days: Annotated[int, Field(ge=1, le=90)] | None = None
    gdpr_months: Annotated[int, Field(ge=1, le=3)] | None = None
    other_days: Annotated[int, Field(ge=1, le=180)] | None = None
    files_kept_days: Annotated[int, Field(ge=1, le=90)] | None = None
