"""What programs send and see of the desk's setup: fields, states, targets, calendars, moving in."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from qiao.kernel.api.answers import Given, Id, Shown
from qiao.kernel.api.texts import BilingualGiven, BilingualShown
from qiao.tickets.api.shown import Priority, State
from qiao.tickets.rules.custom_fields import LONGEST_KEY
from qiao.tickets.rules.states import Category

FieldKind = Literal["text", "number", "date", "choice", "yes_no", "url"]
Key = Annotated[str, Field(pattern=f"^[A-Za-z0-9_-]{{1,{LONGEST_KEY}}}$")]
Line = Annotated[str, Field(max_length=200)]
ProductIds = Annotated[list[Id], Field(max_length=500)]
Position = Annotated[int, Field(ge=0, le=100_000)]
Seconds = Annotated[int, Field(ge=1, le=2**31 - 1)]
Clock = Annotated[str, Field(max_length=8, examples=["09:00"])]
Interval = Annotated[list[Clock], Field(min_length=2, max_length=2)]
Hours = Annotated[list[Interval], Field(max_length=24)]


class FieldChoiceShown(Shown):
    """A value to choose."""

    key: str
    en: str
    zh_hans: str


class FieldChoiceGiven(Given):
    """A value to choose, named in one language or both."""

    key: Key
    en: Line = ""
    zh_hans: Line = ""


class CustomFieldsWanted(BaseModel):
    """Which fields."""

    is_active: bool = True


class CustomFieldShown(Shown):
    """A custom field."""

    id: int
    key: str
    label: str
    labels: BilingualShown
    kind: FieldKind
    choices: list[str]
    options: list[FieldChoiceShown]
    product_ids: list[int]
    is_required_to_solve: bool
    is_active: bool
    position: int


class CustomFieldChangeGiven(Given):
    """The fields to change; omitted fields are not changed. A retired field is in use again."""

    labels: BilingualGiven | None = None
    options: Annotated[list[FieldChoiceGiven], Field(max_length=500)] | None = None
    product_ids: ProductIds | None = None
    is_required_to_solve: bool | None = None
    position: Position | None = None


class CustomFieldGiven(Given):
    """A field of tickets; `key` and `kind` cannot be changed later. No products mean all."""

    key: Key
    kind: FieldKind = "text"
    labels: BilingualGiven
    options: Annotated[list[FieldChoiceGiven], Field(max_length=500)] = []
    product_ids: ProductIds = []
    is_required_to_solve: bool = False
    position: Position = 0


class StateShown(Shown):
    """A state of tickets. `name` is what it is called here, `names` are those given, `usual_names` the default ones."""

    state: State
    category: Category
    name: str
    names: BilingualShown
    usual_names: BilingualShown


class StateNamesGiven(Given):
    """What to call a state; without a name it has the default one."""

    names: BilingualGiven


class MoveShown(Shown):
    """A transition people make by hand. One that is not optional cannot be closed."""

    source: State = Field(description="The state it leaves.")
    target: State
    is_optional: bool
    is_used: bool


class ClosedMoveGiven(Given):
    """A transition that nobody is to make."""

    source: State = Field(description="The state it leaves.")
    target: State


class MovesGiven(Given):
    """The transitions that nobody is to make; all other optional ones are open. None means the usual ones."""

    closed: Annotated[list[ClosedMoveGiven], Field(max_length=200)]


class TargetShown(Shown):
    """What is promised for a priority, in working seconds of a calendar; null promises nothing."""

    priority: Priority
    first_reply_seconds: int | None
    solve_seconds: int | None
    calendar_id: int


class ServiceTargetsShown(Shown):
    """What is promised for each priority, and when tickets close. A priority that is not listed promises nothing."""

    targets: list[TargetShown]
    auto_close_days: int
    follow_up_days: int


class TargetGiven(Given):
    """What to promise for a priority; null promises nothing."""

    priority: Priority
    first_reply_seconds: Seconds | None
    solve_seconds: Seconds | None
    calendar_id: Id


class ServiceTargetsGiven(Given):
    """Targets to set, each as a whole, and closing rules; omitted ones are not changed."""

    targets: Annotated[list[TargetGiven], Field(max_length=4)] = []
    auto_close_days: Annotated[int, Field(ge=1, le=365)] | None = None
    follow_up_days: Annotated[int, Field(ge=0, le=365)] | None = None


class WeeklyShown(Shown):
    """Working hours by weekday, each interval as [start, end]; 24:00 is midnight."""

    mon: list[list[str]]
    tue: list[list[str]]
    wed: list[list[str]]
    thu: list[list[str]]
    fri: list[list[str]]
    sat: list[list[str]]
    sun: list[list[str]]


class WeeklyGiven(Given):
    """Working hours by weekday, each interval as [start, end]; weekdays left out are off."""

    mon: Hours = []
    tue: Hours = []
    wed: Hours = []
    thu: Hours = []
    fri: Hours = []
    sat: Hours = []
    sun: Hours = []


class CalendarShown(Shown):
    """A working calendar with the weekly hours in force."""

    id: int
    key: str
    name: str
    names: BilingualShown
    time_zone: str
    has_holidays: bool
    weekly: WeeklyShown
    valid_from: datetime
    years_to_confirm: list[int]


class CalendarGiven(Given):
    """A calendar, for example of another region, with its weekly hours from now on."""

    names: BilingualGiven
    time_zone: Annotated[str, Field(min_length=1, max_length=64)]
    has_holidays: bool = True
    weekly: WeeklyGiven


class WeeklyHoursGiven(Given):
    """Weekly hours from now on; running deadlines keep theirs."""

    weekly: WeeklyGiven


class CalendarVersionShown(Shown):
    """Weekly hours from a moment on. A version never changes."""

    id: int
    valid_from: datetime
    weekly: WeeklyShown


class CalendarDaysWanted(BaseModel):
    """Which dates."""

    year: Annotated[int, Field(ge=1990, le=2199)] | None = None


class CalendarDayShown(Shown):
    """A date that differs from its weekday; an open one without intervals has the hours of a usual day."""

    date: date
    kind: Literal["closed", "open"]
    intervals: list[list[str]]
    name: str
    names: BilingualShown
    confirmed_by: str


class CalendarDaysGiven(Given):
    """Dates to close or to open, from the first to the last, for a month at most; without a last day only the first."""

    first: date
    last: date | None = None
    kind: Literal["closed", "open"]
    intervals: Hours = []
    names: BilingualGiven | None = None


class CalendarYearShown(Shown):
    """Whether somebody has compared the dates of a year with the official notice."""

    year: int
    is_confirmed: bool
    source: str = Field(description="The notice.")


class NoticeGiven(Given):
    """By what a year is confirmed."""

    source: Annotated[str, Field(min_length=1, max_length=500, description="The official notice.")]


class DeskKindShown(Shown):
    """A help desk one can move in from."""

    key: str
    name: str
    description: str
    asks: list[str]


class DeskImportGiven(BaseModel):
    """Where the other desk is; `asks` of its kind names what is needed."""

    kind: Annotated[str, Field(max_length=40, description="A key of /desk-import-kinds.")]
    address: Annotated[str, Field(max_length=300, description="Its web address.")] = ""
    login: Annotated[str, Field(max_length=254, description="Mail address of the account.")] = ""
    token: Annotated[str, Field(max_length=500, description="Its API token; never shown again.")] = ""


class DeskCountsShown(Shown):
    """How much has been imported."""

    organisations: int
    people: int
    tickets: int = Field(description="New tickets.")
    messages: int
    files: int = Field(description="Files of messages.")
    changed: int = Field(description="Tickets with news.")
    known: int


class DeskImportShown(Shown):
    """A move from another help desk and how far it is. `is_quiet`: it should be running, and nothing moves."""

    id: int
    kind: str
    system: str
    address: str = Field(description="Its web address.")
    login: str
    file_name: str
    state: Literal["running", "done", "stopped", "failed"]
    wants_stop: bool
    is_quiet: bool
    problem: str
    done: int
    total: int
    counts: DeskCountsShown
    refused_count: int
    created_at: datetime
    moved_at: datetime
    finished_at: datetime | None


class DeskRefusedShown(Shown):
    """A record that was not taken, and why."""

    what: str
    key: str
    name: str = Field(description="Its name, where it has one.")
    sentence: str
