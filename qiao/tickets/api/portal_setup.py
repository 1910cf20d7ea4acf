"""Setup of the portal: kinds of request with their questions, and answers that everybody may read."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from qiao.kernel.api.answers import Id, Listing, answer, nothing
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.checking import as_sent, checked
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.versions import about_to_change, versioned
from qiao.tickets.api.portal_schemas import (
    PublicAnswerGiven,
    PublicAnswerShown,
    RequestQuestionGiven,
    RequestQuestionShown,
    RequestTypeGiven,
    RequestTypeShown,
    show_answer,
    show_question,
    show_type,
)
from qiao.tickets.models import PublicAnswer, RequestField, RequestType
from qiao.tickets.portal_setup_forms import (
    AnswerForm,
    QuestionForm,
    TypeForm,
    answer_values,
    question_values,
    type_values,
)
from qiao.tickets.services.request_types import (
    delete_question,
    save_public_answer,
    save_question,
    save_request_type,
)

portal_setup = Operations("portal setup")

_type = "/request-types/{type_id}"
_question = "/request-questions/{question_id}"
_answer = "/public-answers/{answer_id}"
_CALLED = {
    "name": "names", "team": "team_id", "products": "product_ids", "label": "labels", "hint": "hints",
    "title": "titles", "body": "bodies", "shown_field": "shown_if", "shown_test": "shown_if",
    "shown_value": "shown_if", "required_field": "required_if", "required_test": "required_if",
    "required_value": "required_if",
}  # fmt: skip


@portal_setup.get("/request-types", "setup.manage", Listing[RequestTypeShown], screens=["portal_setup:request-types"])
def list_request_types(request: ApiRequest, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List the kinds of request, in their order on the portal."""
    found, following = page_of(_types(), ("position", "id"), cursor=cursor, limit=limit, name="request_types")
    return answer(request, Listing[RequestTypeShown](items=[show_type(row) for row in found], next_cursor=following))


@portal_setup.get(_type, "setup.manage", RequestTypeShown, is_versioned=True)
def get_request_type(request: ApiRequest, type_id: Id) -> HttpResponseBase:
    """Get one kind of request."""
    return versioned(request, show_type(get_object_or_404(RequestType, pk=type_id)))


@portal_setup.post("/request-types", "setup.manage", RequestTypeShown, status=201,
                   screens=["portal_setup:request-type-new"])  # fmt: skip
def create_request_type(request: ApiRequest, data: RequestTypeGiven) -> HttpResponseBase:
    """Add a kind of request."""
    made = _save_type(request, None, data)
    return answer(request, show_type(get_object_or_404(RequestType, pk=made)), status=201)


@portal_setup.patch(_type, "setup.manage", RequestTypeShown, is_versioned=True,
                    screens=["portal_setup:request-type"])  # fmt: skip
def change_request_type(request: ApiRequest, type_id: Id, data: RequestTypeGiven) -> HttpResponseBase:
    """Change a kind of request, or take it out of use."""
    with about_to_change(request, RequestType, type_id, show_type) as known:
        _save_type(request, known, data)
    return versioned(request, show_type(get_object_or_404(RequestType, pk=type_id)))


@portal_setup.get(f"{_type}/questions", "setup.manage", Listing[RequestQuestionShown])
def list_request_questions(request: ApiRequest, type_id: Id) -> HttpResponseBase:
    """List the questions of a kind of request, in the order they are asked."""
    rows = get_object_or_404(RequestType, pk=type_id).fields.all()
    items = [show_question(row) for row in rows]
    return answer(request, Listing[RequestQuestionShown](items=items, next_cursor=None))


@portal_setup.post(f"{_type}/questions", "setup.manage", RequestQuestionShown, status=201,
                   screens=["portal_setup:question-new"])  # fmt: skip
def create_request_question(request: ApiRequest, type_id: Id, data: RequestQuestionGiven) -> HttpResponseBase:
    """Add a question to a kind of request; without a position at the end."""
    made = _save_question(request, get_object_or_404(RequestType, pk=type_id), None, data)
    return answer(request, show_question(get_object_or_404(RequestField, pk=made)), status=201)


@portal_setup.get(_question, "setup.manage", RequestQuestionShown, is_versioned=True)
def get_request_question(request: ApiRequest, question_id: Id) -> HttpResponseBase:
    """Get one question."""
    return versioned(request, show_question(get_object_or_404(RequestField, pk=question_id)))


@portal_setup.patch(_question, "setup.manage", RequestQuestionShown, is_versioned=True,
                    screens=["portal_setup:question"])  # fmt: skip
def change_request_question(request: ApiRequest, question_id: Id, data: RequestQuestionGiven) -> HttpResponseBase:
    """Change a question, when it is asked, or its place."""
    with about_to_change(request, RequestField, question_id, show_question) as known:
        _save_question(request, known.request_type, known, data)
    return versioned(request, show_question(get_object_or_404(RequestField, pk=question_id)))


@portal_setup.delete(_question, "setup.manage", screens=["portal_setup:question"])
def delete_request_question(request: ApiRequest, question_id: Id) -> HttpResponseBase:
    """Ask a question no more; answers given to it stay."""
    delete_question(question_id, by=request.actor)
    return nothing()


@portal_setup.get("/public-answers", "setup.manage", Listing[PublicAnswerShown],
                  screens=["portal_setup:public-answers"])  # fmt: skip
def list_public_answers(request: ApiRequest, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List the answers that everybody may read, with those that are not shown."""
    rows = PublicAnswer.objects.prefetch_related("products")
    found, following = page_of(rows, ("id",), cursor=cursor, limit=limit, name="public_answers")
    items = [show_answer(row) for row in found]
    return answer(request, Listing[PublicAnswerShown](items=items, next_cursor=following))


@portal_setup.get(_answer, "setup.manage", PublicAnswerShown, is_versioned=True)
def get_public_answer(request: ApiRequest, answer_id: Id) -> HttpResponseBase:
    """Get one of them."""
    return versioned(request, show_answer(get_object_or_404(PublicAnswer, pk=answer_id)))


@portal_setup.post("/public-answers", "setup.manage", PublicAnswerShown, status=201,
                   screens=["portal_setup:public-answer-new"])  # fmt: skip
def create_public_answer(request: ApiRequest, data: PublicAnswerGiven) -> HttpResponseBase:
    """Write an answer that everybody may read; it is suggested while a customer writes a request."""
    made = _save_answer(request, None, data)
    return answer(request, show_answer(get_object_or_404(PublicAnswer, pk=made)), status=201)


@portal_setup.patch(_answer, "setup.manage", PublicAnswerShown, is_versioned=True,
                    screens=["portal_setup:public-answer"])  # fmt: skip
def change_public_answer(request: ApiRequest, answer_id: Id, data: PublicAnswerGiven) -> HttpResponseBase:
    """Change an answer, or show it no more."""
    with about_to_change(request, PublicAnswer, answer_id, show_answer) as known:
        _save_answer(request, known, data)
    return versioned(request, show_answer(get_object_or_404(PublicAnswer, pk=answer_id)))


def _types() -> QuerySet[RequestType]:
    return RequestType.objects.prefetch_related("products")


def _save_type(request: ApiRequest, known: RequestType | None, data: RequestTypeGiven) -> int:
    initial = type_values(known)
    values = checked(TypeForm(as_sent({"position": 0, **initial, **data.as_form()}), initial=initial), called=_CALLED)
    product_ids = [product.pk for product in values.pop("products")]
    return save_request_type(values, product_ids, by=request.actor, type_id=known.pk if known else 0)


@transaction.atomic
def _save_question(
    request: ApiRequest, kind: RequestType, known: RequestField | None, data: RequestQuestionGiven
) -> int:
    others = [one for one in kind.fields.all() if known is None or one.pk != known.pk]
    initial: dict[str, Any] = question_values(known, len(others))
    if known is not None:
        initial["choices"] = known.choices
    sent = as_sent({**initial, **data.as_form()})
    form = QuestionForm(sent, others=others)
    checked(form, called=_CALLED)
    return save_question(kind.pk, form.draft(), by=request.actor, field_id=known.pk if known else 0)


def _save_answer(request: ApiRequest, known: PublicAnswer | None, data: PublicAnswerGiven) -> int:
    initial = answer_values(known)
    values = checked(AnswerForm(as_sent({**initial, **data.as_form()}), initial=initial), called=_CALLED)
    return save_public_answer(
        values["title"], values["body"], [product.pk for product in values["products"]],
        is_active=values["is_active"], by=request.actor, answer_id=known.pk if known else 0,
    )  # fmt: skip
