"""Setup of kinds of request, their questions, and public answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.forms import attempt
from qiao.kernel.i18n import Bilingual
from qiao.tickets.labels import KIND_LABELS
from qiao.tickets.models import PublicAnswer, RequestField, RequestType
from qiao.tickets.portal_setup_forms import (
    KINDS,
    TESTS,
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
from qiao.tickets.views.acts import get_or_post


@desk_page("setup.manage")
@get_or_post
def types(request: DeskRequest) -> HttpResponse:
    """All kinds of request."""
    rows = RequestType.objects.prefetch_related("products", "fields")
    return render(request, "tickets/setup/request_types.html", {"types": rows, "kinds": KIND_LABELS})


@desk_page("setup.manage")
@get_or_post
def request_type(request: DeskRequest, type_id: int = 0) -> HttpResponse:
    """One kind with its questions."""
    known = get_object_or_404(RequestType, pk=type_id) if type_id else None
    form = TypeForm(request.POST if request.method == "POST" else None, initial=type_values(known))
    if form.is_valid():
        values = dict(form.cleaned_data)
        chosen = [product.pk for product in values.pop("products")]
        saved = save_request_type(values, chosen, by=request.actor, type_id=type_id)
        messages.success(request, _("The kind of request is saved."))
        return redirect("portal_setup:request-type", saved)
    context = {"form": form, "known": known, "kinds": dict(KINDS), "questions": _question_lines(known)}
    return render(request, "tickets/setup/request_type.html", context, status=422 if form.is_bound else 200)


def _question_lines(known: RequestType | None) -> list[dict[str, Any]]:
    questions = list(known.fields.all()) if known else []
    asked = {one.key: one for one in questions}
    return [
        {
            "row": one,
            "shown": _condition_words(one.shown_if, asked),
            "required": _condition_words(one.required_if, asked),
        }
        for one in questions
    ]


def _condition_words(stored: dict[str, str], asked: dict[str, RequestField]) -> str:
    """The condition as a person would say it: the question and its choices by their words, not their keys."""
    if not stored.get("field"):
        return ""
    test = dict(TESTS).get(stored["test"], stored["test"])
    about = asked.get(stored["field"])
    words = {one["key"]: Bilingual.of(one).text for one in about.choices} if about else {}
    values = [words.get(key, key) for key in map(str.strip, stored["value"].split(","))]
    return f"{about.label.text if about else stored['field']} {test} {_(', ').join(values)}".strip()


@desk_page("setup.manage")
@get_or_post
def question(request: DeskRequest, type_id: int, field_id: int = 0) -> HttpResponse:
    """One question of a form."""
    kind = get_object_or_404(RequestType, pk=type_id)
    known = get_object_or_404(RequestField, pk=field_id, request_type=kind) if field_id else None
    if known and "delete" in request.POST:
        delete_question(known.pk, by=request.actor)
        return redirect("portal_setup:request-type", kind.pk)
    others = [one for one in kind.fields.all() if one.pk != field_id]
    form = QuestionForm(
        request.POST if request.method == "POST" else None, initial=question_values(known, len(others)), others=others
    )
    if form.is_valid():
        saved = attempt(form, lambda: save_question(kind.pk, form.draft(), by=request.actor, field_id=field_id))
        if saved:
            messages.success(request, _("The question is saved."))
            return redirect("portal_setup:request-type", kind.pk)
    context = {"form": form, "kind": kind, "known": known}
    return render(request, "tickets/setup/question.html", context, status=422 if form.is_bound else 200)


@desk_page("setup.manage")
@get_or_post
def answers(request: DeskRequest) -> HttpResponse:
    """Answers that everybody may read."""
    rows = PublicAnswer.objects.prefetch_related("products")
    return render(request, "tickets/setup/public_answers.html", {"answers": rows})


@desk_page("setup.manage")
@get_or_post
def answer(request: DeskRequest, answer_id: int = 0) -> HttpResponse:
    """One of them."""
    known = get_object_or_404(PublicAnswer, pk=answer_id) if answer_id else None
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=answer_values(known))
    if form.is_valid():
        values = form.cleaned_data
        save_public_answer(
            values["title"], values["body"], [product.pk for product in values["products"]],
            is_active=values["is_active"], by=request.actor, answer_id=answer_id,
        )  # fmt: skip
        messages.success(request, _("The answer is saved."))
        return redirect("portal_setup:public-answers")
    context = {"form": form, "known": known}
    return render(request, "tickets/setup/public_answer.html", context, status=422 if form.is_bound else 200)
