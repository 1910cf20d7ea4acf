"""What programs send and see of customers."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from qiao.kernel.api.answers import Given, Id, Shown

Text = Annotated[str, Field(max_length=20_000)]
Short = Annotated[str, Field(max_length=200)]
Tier = Literal["strategic", "key", "normal"]
Language = Literal["", "en", "zh-hans"]
Level = Literal["platinum", "gold", "silver", "standard"]
Hours = Literal["7x24", "7x12", "5x8"]


class OrganisationShown(Shown):
    """A company we support."""

    id: int
    name: str
    short_name: str
    tier: Tier
    is_key_account: bool
    owner_id: int | None
    industry: str
    place: str
    language: str
    time_zone: str
    uscc: str
    external_key: str
    annual_revenue: Decimal | None
    currency: str
    notes: str
    domains: list[str]
    is_active: bool
    merged_into_id: int | None = Field(description="The customer that stands for this one.")
    created_at: datetime
    updated_at: datetime


class OrganisationGiven(Given):
    """A customer; in a change, omitted fields are not changed."""

    name: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    short_name: Short = ""
    tier: Tier = "normal"
    is_key_account: bool = False
    owner_id: Id | None = None
    industry: Short = ""
    place: Short = ""
    language: Literal["en", "zh-hans"] = "zh-hans"
    time_zone: Annotated[str, Field(max_length=64)] = "Asia/Shanghai"
    uscc: Annotated[str, Field(max_length=18)] = ""
    external_key: Annotated[str, Field(max_length=64)] = ""
    annual_revenue: Annotated[Decimal, Field(max_digits=14, decimal_places=2)] | None = None
    currency: Annotated[str, Field(max_length=3)] = "CNY"
    notes: Text = ""
    domains: Annotated[list[Annotated[str, Field(max_length=253)]], Field(max_length=100)] = []


class PointShown(Shown):
    """One way to reach a contact."""

    kind: str
    value: str
    is_primary: bool
    undeliverable_reason: str


class PointGiven(Given):
    """One way to reach a contact; the first of its kind is the primary one."""

    kind: Literal["email", "phone", "wecom", "dingtalk", "feishu"]
    value: Annotated[str, Field(min_length=1, max_length=254)]


class ContactShown(Shown):
    """A person on the customer's side. Empty language and zone mean: as the organisation."""

    id: int
    organisation_id: int | None
    name: str
    call_name: str
    job_title: str
    duty: str
    language: str
    time_zone: str
    notes: str
    points: list[PointShown]
    is_active: bool
    merged_into_id: int | None = Field(description="The contact that stands for this one.")
    created_at: datetime
    updated_at: datetime


class ContactGiven(Given):
    """A contact; in a change, omitted fields are not changed, and `points` replaces all points."""

    name: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    organisation_id: Id | None = None
    call_name: Annotated[str, Field(max_length=60)] = ""
    job_title: Annotated[str, Field(max_length=120)] = ""
    duty: Annotated[str, Field(max_length=60)] = ""
    language: Language = ""
    time_zone: Annotated[str, Field(max_length=64)] = ""
    notes: Text = ""
    points: Annotated[list[PointGiven], Field(max_length=20)] = []


class ContractShown(Shown):
    """What a customer is entitled to. No product means all of them."""

    id: int
    organisation_id: int
    number: str
    level: Level
    hours: Hours
    product_id: int | None
    starts_on: date
    ends_on: date | None
    terms: str
    is_active: bool
    created_at: datetime


class ContractGiven(Given):
    """A contract; in a change, omitted fields are not changed."""

    number: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    level: Level = "standard"
    hours: Hours = "5x8"
    product_id: Id | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    terms: Text = ""


class DeploymentShown(Shown):
    """An installation: organisation × product × version × environment."""

    id: int
    organisation_id: int
    product_id: int
    version_id: int | None
    environment: str
    name: str
    edition: str
    since: date | None
    until: date | None
    source: str
    is_active: bool
    created_at: datetime
    updated_at: datetime


class DeploymentGiven(Given):
    """An installation; in a change, omitted fields are not changed. A version says its product."""

    product_id: Id | None = None
    version_id: Id | None = None
    environment: Literal["production", "dr", "test", "development"] = "production"
    name: Annotated[str, Field(max_length=120)] = ""
    edition: Annotated[str, Field(max_length=60)] = ""
    since: date | None = None
    until: date | None = None


class OrganisationsWanted(BaseModel):
    """Which customers."""

    q: Annotated[str, Field(max_length=200, description="Part of the name, its pinyin, or a mail domain.")] = ""
    tier: Tier | None = None
    owner: Id | None = None
    external_key: Annotated[str, Field(max_length=64)] = ""
    is_active: bool = True


class ContactsWanted(BaseModel):
    """Which contacts."""

    q: Annotated[str, Field(max_length=200, description="Part of a name, an address or a number.")] = ""
    organisation: Id | None = None
    is_active: bool = True


class OfOrganisation(BaseModel):
    """Filter by owner, and whether archived ones are included."""

    organisation: Id | None = None
    is_active: bool = True
