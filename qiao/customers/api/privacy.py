"""What people ask about their own data: the queue with its deadlines, and working on it."""

from collections.abc import Callable
from typing import Annotated

from django.db import transaction
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Query
from pydantic import BaseModel, Field

from qiao.customers.api.care_schemas import (
    DataRequestGiven,
    DataRequestShown,
    HoldShown,
    PrivacyPolicyGiven,
    PrivacyPolicyShown,
    ReasonGiven,
)
from qiao.customers.api.rows import as_it_is, known, show
from qiao.customers.models import Contact, DataRequest, LegalHold, PrivacyPolicy
from qiao.customers.privacy_forms import PolicyForm
from qiao.customers.selectors.families import root_id
from qiao.customers.services import privacy as services
from qiao.customers.services.privacy.holds import standing_holds
from qiao.kernel.api.answers import Id, Listing, answer, nothing
from qiao.kernel.api.auth import ApiRequest, need_person
from qiao.kernel.api.checking import checked
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.problems import Invalid
from qiao.kernel.api.versions import expect_version, versioned
from qiao.kernel.errors import NotFound
from qiao.kernel.files.names import UNKNOWN
from qiao.kernel.files.views import answer_file

privacy = Operations("personal data")

_ACTS = ["customers:data_request_act"]
_request = "/data-requests/{request_id}"


class DataRequestsWanted(BaseModel):
    """Which requests."""

    is_open: Annotated[bool, Field(description="Neither done nor refused.")] = True


@privacy.get("/data-requests", "privacy.manage", Listing[DataRequestShown])
def list_data_requests(
    request: ApiRequest, wanted: Query[DataRequestsWanted], cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List requests about personal data: open ones by deadline, answered ones latest first."""
    rows = DataRequest.objects.filter(finished_at__isnull=wanted.is_open)
    order = ("due_on", "id") if wanted.is_open else ("-id",)
    found, following = page_of(rows, order, cursor=cursor, limit=limit, name=f"data_requests.{wanted.is_open}")
    items = [_shown(row) for row in found]
    return answer(request, Listing[DataRequestShown](items=items, next_cursor=following))


@privacy.get(_request, "privacy.manage", DataRequestShown)
def get_data_request(request: ApiRequest, request_id: Id) -> HttpResponseBase:
    """Get one request, as to see how far it is."""
    return answer(request, _shown(known(DataRequest, request_id)))


@privacy.post("/contacts/{contact_id}/data-requests", "customer.edit", DataRequestShown, status=201,
              screens=["customers:data_request_new"])  # fmt: skip
def file_data_request(request: ApiRequest, contact_id: Id, data: DataRequestGiven) -> HttpResponseBase:
    """Put a person's request into the queue, with its deadline."""
    today = timezone.localdate()
    if (data.received_on and not 2000 <= data.received_on.year <= today.year) or (data.received_on or today) > today:
        raise Invalid.of("out_of_range", "received_on")
    contact = known(Contact, contact_id)
    made = services.receive_request(root_id(Contact, contact.pk), **data.model_dump(), by=request.actor)
    return answer(request, _shown(known(DataRequest, made.pk)), status=201)


@privacy.post(f"{_request}/verify", "privacy.manage", DataRequestShown, screens=_ACTS)
def verify_data_request(request: ApiRequest, request_id: Id) -> HttpResponseBase:
    """Begin to check that it is the person who asks."""
    return _done(request, request_id, lambda: services.start_verifying(request_id, by=request.actor))


@privacy.post(f"{_request}/take-up", "privacy.manage", DataRequestShown, screens=_ACTS)
def take_up_data_request(request: ApiRequest, request_id: Id, data: ReasonGiven) -> HttpResponseBase:
    """Write down how the identity was verified, and begin."""
    return _done(request, request_id, lambda: services.take_up(request_id, how=data.text, by=request.actor))


@privacy.post(f"{_request}/refuse", "privacy.manage", DataRequestShown, screens=_ACTS)
def refuse_data_request(request: ApiRequest, request_id: Id, data: ReasonGiven) -> HttpResponseBase:
    """Answer that it is not done, and why."""
    return _done(request, request_id, lambda: services.refuse_request(request_id, reason=data.text, by=request.actor))


@privacy.post(f"{_request}/copy", "privacy.manage", DataRequestShown, screens=_ACTS)
def start_data_copy(request: ApiRequest, request_id: Id) -> HttpResponseBase:
    """Let a job put the copy together."""
    return _done(request, request_id, lambda: services.start_copy(request_id, by=request.actor))


@privacy.get(f"{_request}/file", "privacy.manage", None, answer_type=UNKNOWN)
def download_data_copy(request: ApiRequest, request_id: Id) -> HttpResponseBase:
    """Fetch the copy while it is kept."""
    found = DataRequest.objects.select_related("file").filter(pk=request_id).first()
    if found is None or found.file is None:
        raise NotFound
    response = answer_file(request, found.file, f"data-{found.pk}.zip")
    response.headers["Content-Type"] = UNKNOWN
    return response


@privacy.post(f"{_request}/hand-over", "privacy.manage", DataRequestShown, screens=_ACTS)
def hand_over_data_copy(request: ApiRequest, request_id: Id) -> HttpResponseBase:
    """Say that the person has got the copy."""
    return _done(request, request_id, lambda: services.hand_over(request_id, by=request.actor))


@privacy.post(f"{_request}/preview", "privacy.manage", DataRequestShown, screens=_ACTS)
def preview_erasure(request: ApiRequest, request_id: Id) -> HttpResponseBase:
    """Let a job find out what would be erased, and what stays."""
    return _done(request, request_id, lambda: services.start_preview(request_id, by=request.actor))


@privacy.post(f"{_request}/erase", "privacy.manage", DataRequestShown, screens=_ACTS)
def erase_personal_data(request: ApiRequest, request_id: Id) -> HttpResponseBase:
    """Let a job erase the person. Only a personal token can: somebody has to have decided it."""
    need_person(request)
    return _done(request, request_id, lambda: services.start_erasure(request_id, by=request.actor))


@privacy.get("/contacts/{contact_id}/legal-holds", "privacy.manage", Listing[HoldShown])
def list_legal_holds(request: ApiRequest, contact_id: Id) -> HttpResponseBase:
    """List what stands against erasing a person: their own holds and those of their customer."""
    items = [show(HoldShown, hold) for hold in standing_holds(known(Contact, contact_id).pk)]
    return answer(request, Listing[HoldShown](items=items, next_cursor=None))


@privacy.post("/contacts/{contact_id}/legal-holds", "privacy.manage", HoldShown, status=201,
              screens=["customers:hold_place"])  # fmt: skip
def place_legal_hold(request: ApiRequest, contact_id: Id, data: ReasonGiven) -> HttpResponseBase:
    """Place a legal hold on a person's data."""
    known(Contact, contact_id)
    hold_id = services.place_hold(contact_id=contact_id, reason=data.text, by=request.actor)
    return answer(request, show(HoldShown, known(LegalHold, hold_id)), status=201)


@privacy.delete("/legal-holds/{hold_id}", "privacy.manage", screens=["customers:hold_release"])
def release_legal_hold(request: ApiRequest, hold_id: Id) -> HttpResponseBase:
    """Say that the reason is gone."""
    services.release_hold(hold_id, by=request.actor)
    return nothing()


@privacy.get("/privacy-policy", "privacy.manage", PrivacyPolicyShown, is_versioned=True)
def get_privacy_policy(request: ApiRequest) -> HttpResponseBase:
    """Get the deadlines of requests about personal data, and how long copies are kept."""
    return versioned(request, show(PrivacyPolicyShown, services.policy()))


@privacy.patch("/privacy-policy", "privacy.manage", PrivacyPolicyShown, is_versioned=True,
               screens=["customers:privacy_policy"])  # fmt: skip
@transaction.atomic
def change_privacy_policy(request: ApiRequest, data: PrivacyPolicyGiven) -> HttpResponseBase:
    """Change deadlines of requests that come from now on, and how long copies are kept."""
    policy = PrivacyPolicy.objects.select_for_update(no_key=True).first() or services.policy()
    expect_version(request, show(PrivacyPolicyShown, policy))
    values = checked(PolicyForm(as_it_is(policy, PolicyForm) | data.model_dump(exclude_none=True)))
    return versioned(request, show(PrivacyPolicyShown, services.set_policy(values, by=request.actor)))


def _done(request: ApiRequest, request_id: int, act: Callable[[], object]) -> HttpResponseBase:
    known(DataRequest, request_id)
    act()
    return answer(request, _shown(known(DataRequest, request_id)))


def _shown(row: DataRequest) -> DataRequestShown:
    return show(DataRequestShown, row, has_file=row.file_id is not None)
