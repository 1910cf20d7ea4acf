"""What programs send and see of the portal's setup."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from qiao.kernel.api.answers import Given, Id, Shown
from qiao.kernel.api.texts import BilingualGiven, BilingualShown, LongBilingualGiven, both
from qiao.kernel.i18n import Bilingual
from qiao.tickets.api.shown import Kind, Priority
from qiao.tickets.models import PublicAnswer, RequestField, RequestType

Icon = Literal["chat", "bulb", "bug", "book", "key", "server", "file", "bolt", "flag", "shield"]
QuestionKind = Literal["text", "long_text", "number", "date", "choice", "checkbox", "file"]
Test = Literal["is", "is_not", "one_of", "filled", "empty"]
Position = Annotated[int, Field(ge=0, le=100_000)]
ProductIds = Annotated[list[Id], Field(max_length=500)]


class RequestTypeShown(Shown):
    """A kind of request customers can make."""

    id: int
    name: str
    names: BilingualShown
    description: BilingualShown = Field(description="When to choose it.")
    icon: Icon
    kind: Kind = Field(description="What the ticket begins with.")
    priority: Priority = Field(description="What the ticket begins with.")
    team_id: int | None = Field(description="Who gets it; null when the product decides.")
    product_ids: list[int]
    is_open_to_all: bool
    is_active: bool
    position: int


class RequestTypeGiven(Given):
    """A kind of request; in a change, omitted fields are not changed."""

    names: BilingualGiven | None = None
    description: BilingualGiven | None = None
    icon: Icon | None = None
    kind: Kind | None = None
    priority: Priority | None = None
    team_id: Id | None = Field(None, description="Who gets it; null when the product decides.")
    product_ids: ProductIds | None = None
    is_open_to_all: bool | None = None
    is_active: bool | None = None
    position: Position | None = None

    def as_form(self) -> dict[str, Any]:
        """What was sent, by the names of the form."""
        return _as_form(self, {"names": "name", "team_id": "team", "product_ids": "products"})


class QuestionChoiceShown(Shown):
    """An answer to choose."""

    key: str
    en: str
    zh_hans: str


class QuestionChoiceGiven(Given):
    """An answer to choose; without words its key stands for them."""

    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
    en: Annotated[str, Field(max_length=200)] = ""
    zh_hans: Annotated[str, Field(max_length=200)] = ""


class ConditionShown(Shown):
    """Something an earlier answer must be."""

    field: str = Field(description="Key of an earlier question.")
    test: Test
    value: str = Field(description="What the answer is compared with; several, separated by commas, for one_of.")


class ConditionGiven(Given):
    """Something an earlier answer must be."""

    field: Annotated[str, Field(min_length=1, max_length=40, description="Key of an earlier question.")]
    test: Test = "filled"
    value: Annotated[
        str, Field(max_length=200, description="What the answer is compared with; several, separated by commas.")
    ] = ""


class RequestQuestionShown(Shown):
    """A question of a kind of request."""

    id: int
    type_id: int
    key: str = Field(
        description="A stable name; if it is that of a custom field of tickets, the answer fills that too."
    )
    label: str
    labels: BilingualShown
    hints: BilingualShown
    kind: QuestionKind
    choices: list[QuestionChoiceShown]
    is_required: bool = Field(description="Must be answered.")
    shown_if: ConditionShown | None = Field(description="When it is asked; null for always.")
    required_if: ConditionShown | None = Field(description="When it must be answered besides.")
    position: int


class RequestQuestionGiven(Given):
    """A question; in a change, omitted fields are not changed."""

    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")] | None = None
    labels: BilingualGiven | None = None
    hints: BilingualGiven | None = None
    kind: QuestionKind | None = None
    choices: Annotated[list[QuestionChoiceGiven], Field(max_length=200)] | None = None
    is_required: bool | None = Field(None, description="Must be answered.")
    shown_if: ConditionGiven | None = Field(None, description="When it is asked; null for always.")
    required_if: ConditionGiven | None = Field(None, description="When it must be answered besides; null for never.")
    position: Position | None = None

    def as_form(self) -> dict[str, Any]:
        """What was sent, by the names of the form."""
        given = _as_form(self, {"labels": "label", "hints": "hint"})
        form = {name: value for name, value in given.items() if name not in {"shown_if", "required_if", "choices"}}
        for which in ("shown", "required"):
            if f"{which}_if" in self.model_fields_set:
                condition = getattr(self, f"{which}_if")
                form |= {f"{which}_{part}": getattr(condition, part, "") for part in ("field", "test", "value")}
        if self.choices is not None:
            form["choices"] = [_stored(choice) for choice in self.choices]
        return form


class PublicAnswerShown(Shown):
    """An answer that everybody may read."""

    id: int
    title: str = Field(description="The question it answers, in the caller's language.")
    titles: BilingualShown
    bodies: BilingualShown
    product_ids: list[int]
    is_active: bool
    updated_at: datetime


class PublicAnswerGiven(Given):
    """An answer that everybody may read; in a change, omitted fields are not changed."""

    titles: BilingualGiven | None = None
    bodies: LongBilingualGiven | None = None
    product_ids: ProductIds | None = None
    is_active: bool | None = None

    def as_form(self) -> dict[str, Any]:
        """What was sent, by the names of the form."""
        return _as_form(self, {"titles": "title", "bodies": "body", "product_ids": "products"})


def show_type(row: RequestType) -> RequestTypeShown:
    """A kind of request as programs see it."""
    return RequestTypeShown.model_validate({
        "id": row.pk, "name": row.name.text, "names": both(row.name), "description": both(row.description),
        "icon": row.icon, "kind": row.kind, "priority": row.priority, "team_id": row.team_id,
        "product_ids": sorted(product.pk for product in row.products.all()), "is_open_to_all": row.is_open_to_all,
        "is_active": row.is_active, "position": row.position,
    })  # fmt: skip


def show_question(row: RequestField) -> RequestQuestionShown:
    """A question as programs see it."""
    return RequestQuestionShown.model_validate({
        "id": row.pk, "type_id": row.request_type_id, "key": row.key, "label": row.label.text,
        "labels": both(row.label), "hints": both(row.hint), "kind": row.kind,
        "choices": [{"key": one["key"], **both(Bilingual.of(one)).model_dump()} for one in row.choices],
        "is_required": row.is_required, "shown_if": row.shown_if or None, "required_if": row.required_if or None,
        "position": row.position,
    })  # fmt: skip


def show_answer(row: PublicAnswer) -> PublicAnswerShown:
    """A public answer as programs see it."""
    return PublicAnswerShown(
        id=row.pk, title=row.title.text, titles=both(row.title), bodies=both(row.body),
        product_ids=sorted(product.pk for product in row.products.all()), is_active=row.is_active,
        updated_at=row.updated_at,
    )  # fmt: skip


def _as_form(data: Given, called: dict[str, str]) -> dict[str, Any]:
    """What was sent under the names of a form; only references can be set to nothing."""
    given = {name: getattr(data, name) for name in data.model_fields_set}
    sent = {name: value for name, value in given.items() if value is not None or name.endswith("_id")}
    return {
        called.get(name, name): value.value if isinstance(value, BilingualGiven) else value
        for name, value in sent.items()
    }


def _stored(choice: QuestionChoiceGiven) -> dict[str, str]:
    english = choice.en or (choice.key if not choice.zh_hans else "")
    return {"key": choice.key, "en": english, "zh-hans": choice.zh_hans}
