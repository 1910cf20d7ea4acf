"""The steps of a request: received, identity being verified, in progress, done or refused."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.customers.models import Contact, DataRequest, PrivacyPolicy
from qiao.customers.rules.deadlines import due_on
from qiao.customers.selectors.families import root_id
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.changes import apply_changes
from qiao.kernel.errors import NotFound, Refusal

State = DataRequest.State


class NotNow(Refusal):
    """The request is in another state."""

    text = _("This cannot be done while the request is “%(state)s”.")


class ReasonMissing(Refusal):
    """What was decided must be explained."""

    text = _("Say why, or how: it is kept with the request.")


class AlreadyForgotten(Refusal):
    """There is nobody left to answer."""

    text = _("This person’s data has been erased already.")


@transaction.atomic
def receive_request(
    contact_id: int,
    *,
    kind: str,
    law: str,
    asked: str = "",
    words: str = "",
    received_on: date | None = None,
    by: Actor,
) -> DataRequest:
    """Put a person's request into the queue with its deadline. Raises NotFound, AlreadyForgotten."""
    if not Contact.objects.filter(pk=contact_id).exists():
        raise NotFound
    contact = Contact.objects.get(pk=root_id(Contact, contact_id))
    if contact.erased_at is not None:
        raise AlreadyForgotten
    promised, day = policy(), received_on or timezone.localdate()
    request = DataRequest.objects.create(
        contact=contact, kind=kind, law=law, asked=asked, words=words, received_on=day,
        due_on=due_on(
            law, day, pipl_days=promised.pipl_days, gdpr_months=promised.gdpr_months, other_days=promised.other_days
        ),
    )  # fmt: skip
    record(by, "data_request.received", request, data={"kind": kind, "law": law, "contact": contact.pk})
    return request


@transaction.atomic
def start_verifying(request_id: int, *, by: Actor) -> DataRequest:
    """Somebody checks that it is the person who asks. Raises NotNow."""
    request = _locked(request_id, State.RECEIVED)
    request.state, request.handler_id = State.VERIFYING, by.id if by.is_staff else None
    request.save(update_fields=["state", "handler"])
    record(by, "data_request.verifying", request)
    return request


@transaction.atomic
def take_up(request_id: int, *, how: str, by: Actor) -> DataRequest:
    """The identity is verified, and `how` is written down. Raises NotNow, ReasonMissing."""
    request = _locked(request_id, State.VERIFYING)
    if not how.strip():
        raise ReasonMissing
    request.state, request.verified_how, request.started_at = State.IN_PROGRESS, how.strip(), timezone.now()
    request.handler_id = by.id if by.is_staff else request.handler_id
    request.save(update_fields=["state", "verified_how", "started_at", "handler"])
    record(by, "data_request.taken_up", request)
    return request


@transaction.atomic
def refuse_request(request_id: int, *, reason: str, by: Actor) -> DataRequest:
    """Answer that it is not done, and why. Raises NotNow, ReasonMissing."""
    request = _locked(request_id, State.RECEIVED, State.VERIFYING, State.IN_PROGRESS)
    if not reason.strip():
        raise ReasonMissing
    request.state, request.refusal, request.finished_at = State.REFUSED, reason.strip(), timezone.now()
    request.save(update_fields=["state", "refusal", "finished_at"])
    record(by, "data_request.refused", request)
    return request


def policy() -> PrivacyPolicy:
    """The configured deadlines; the defaults until somebody changes them."""
    return PrivacyPolicy.objects.first() or PrivacyPolicy()


@transaction.atomic
def set_policy(values: Mapping[str, int], *, by: Actor) -> PrivacyPolicy:
    """Change deadlines of requests that come from now on, and how long files are kept."""
    promised, _is_new = PrivacyPolicy.objects.select_for_update(no_key=True).get_or_create(pk=1)
    changes = apply_changes(promised, values)
    promised.save()
    if changes:
        record(by, "privacy_policy.changed", promised, data=changes)
    return promised


def _locked(request_id: int, *states: str) -> DataRequest:
    request = DataRequest.objects.select_for_update(no_key=True).filter(pk=request_id).first()
    if request is None:
        raise NotFound
    if request.state not in states:
        raise NotNow(state=request.get_state_display())
    return request


def locked_in_progress(request_id: int, kind: str) -> DataRequest:
    """The row, locked, of a request of this kind that is being worked on. Raises NotFound, NotNow."""
    request = _locked(request_id, State.IN_PROGRESS)
    if request.kind != kind:
        raise NotFound
    return request


@transaction.atomic
def wait_for_erasures() -> None:
    """Return when no erasure is under way that began before; who reads from then on sees its effect."""
    working = DataRequest.objects.filter(kind=DataRequest.Kind.ERASURE, state=State.IN_PROGRESS)
    list(working.select_for_update(no_key=True).order_by("pk"))


@contextmanager
def failing_openly(request_id: int) -> Iterator[None]:
    """Work in the background: an error is written into the request, whose page then offers the act again."""
    try:
        yield
    except Exception as error:
        with transaction.atomic():
            request = DataRequest.objects.select_for_update(no_key=True).get(pk=request_id)
            request.report.pop("is_working", None)
            request.error = type(error).__name__
            request.save(update_fields=["report", "error"])
        raise
