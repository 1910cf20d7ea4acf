"""Setup of kinds of request, their questions, and public answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.errors import NotFound, Refusal
from qiao.kernel.i18n import Bilingual
from qiao.tickets.models import PublicAnswer, RequestField, RequestType
from qiao.tickets.rules.request_forms import wrong_conditions
from qiao.tickets.selectors.request_types import as_rules, words_of_text


class ConditionLooksAhead(Refusal):
    """A question cannot depend on one that comes later."""

    text = _("“%(name)s” depends on a question that comes after it. Change the order or the condition.")
    status = 422


class KeyTaken(Refusal):
    """Keys of questions are unique in their form."""

    text = _("There is already a question with the key %(key)s.")


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question to store; see `RequestField`."""

    key: str
    label: Bilingual
    hint: Bilingual
    kind: str
    choices: Sequence[Mapping[str, str]] = ()
    is_required: bool = False
    shown_if: Mapping[str, str] = field(default_factory=dict)
    required_if: Mapping[str, str] = field(default_factory=dict)
    position: int = 0


@transaction.atomic
def save_request_type(fields: Mapping[str, Any], product_ids: Sequence[int], *, by: Actor, type_id: int = 0) -> int:
    """Keep a kind of request; its id. Raises NotFound."""
    row = RequestType.objects.filter(pk=type_id).first() if type_id else RequestType()
    if row is None:
        raise NotFound
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    row.products.set(product_ids)
    record(by, "request_type.saved", row, data={"name": row.name.as_json(), "is_active": row.is_active})
    return row.pk


@transaction.atomic
def save_question(type_id: int, draft: QuestionDraft, *, by: Actor, field_id: int = 0) -> int:
    """Keep a question of a form; its id. Raises NotFound, KeyTaken, ConditionLooksAhead."""
    kind = RequestType.objects.select_for_update(no_key=True).filter(pk=type_id).first()
    row = RequestField.objects.filter(pk=field_id, request_type=kind).first() if field_id else RequestField()
    if kind is None or row is None:
        raise NotFound
    if RequestField.objects.filter(request_type=kind, key=draft.key).exclude(pk=row.pk).exists():
        raise KeyTaken(key=draft.key)
    row.request_type = kind
    for name in ("key", "label", "hint", "kind", "is_required", "position"):
        setattr(row, name, getattr(draft, name))
    row.choices = [dict(choice) for choice in draft.choices]
    row.shown_if, row.required_if = dict(draft.shown_if), dict(draft.required_if)
    row.save()
    _check_order(kind)
    record(by, "request_type.question_saved", kind, data={"key": row.key, "label": row.label.as_json()})
    return row.pk


@transaction.atomic
def delete_question(field_id: int, *, by: Actor) -> None:
    """Retire a question; given answers stay. Raises NotFound, ConditionLooksAhead."""
    row = RequestField.objects.select_related("request_type").filter(pk=field_id).first()
    if row is None:
        raise NotFound
    kind, key = row.request_type, row.key
    row.delete()
    _check_order(kind)
    record(by, "request_type.question_deleted", kind, data={"key": key})


@transaction.atomic
def save_public_answer(
    title: Bilingual, body: Bilingual, product_ids: Sequence[int], *, is_active: bool, by: Actor, answer_id: int = 0
) -> int:
    """Keep an answer that everybody may read; its id. Raises NotFound."""
    row = PublicAnswer.objects.filter(pk=answer_id).first() if answer_id else PublicAnswer()
    if row is None:
        raise NotFound
    row.title, row.body, row.is_active, row.updated_at = title, body, is_active, timezone.now()
    row.words = sorted(words_of_text(" ".join((title.en, title.zh_hans, body.en, body.zh_hans))))
    row.save()
    row.products.set(product_ids)
    record(by, "public_answer.saved", row, data={"title": title.as_json(), "is_active": is_active})
    return row.pk


def _check_order(kind: RequestType) -> None:
    rows = list(kind.fields.all())
    wrong = wrong_conditions(as_rules(rows))
    if wrong:
        raise ConditionLooksAhead(name=next(row.label.text for row in rows if row.key == wrong[0]))
