from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.request_question_shown_kind import RequestQuestionShownKind

if TYPE_CHECKING:
    from ..models.bilingual_shown import BilingualShown
    from ..models.condition_shown import ConditionShown
    from ..models.question_choice_shown import QuestionChoiceShown


T = TypeVar("T", bound="RequestQuestionShown")


@_attrs_define
class RequestQuestionShown:
    """A question of a kind of request.

    Attributes:
        id (int): Number of the thing.
        type_id (int): The kind of request.
        key (str): A stable name; if it is that of a custom field of tickets, the answer fills that too.
        label (str): Name in the caller's language.
        labels (BilingualShown): A text in both languages, one of which may be empty.
        hints (BilingualShown): A text in both languages, one of which may be empty.
        kind (RequestQuestionShownKind): Which kind it is.
        choices (list[QuestionChoiceShown]): Keys that may be chosen.
        is_required (bool): Must be answered.
        shown_if (ConditionShown | None): When it is asked; null for always.
        required_if (ConditionShown | None): When it must be answered besides.
        position (int): The place in the list: smaller ones come first.
    """

    id: int
    type_id: int
    key: str
    label: str
    labels: BilingualShown
    hints: BilingualShown
    kind: RequestQuestionShownKind
    choices: list[QuestionChoiceShown]
    is_required: bool
    shown_if: ConditionShown | None
    required_if: ConditionShown | None
    position: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.condition_shown import ConditionShown  # noqa: PLC0415

        id = self.id

        type_id = self.type_id

        key = self.key

        label = self.label

        labels = self.labels.to_dict()

        hints = self.hints.to_dict()

        kind = self.kind.value

        choices = []
        for choices_item_data in self.choices:
            choices_item = choices_item_data.to_dict()
            choices.append(choices_item)

        is_required = self.is_required

        shown_if: dict[str, Any] | None
        if isinstance(self.shown_if, ConditionShown):
            shown_if = self.shown_if.to_dict()
        else:
            shown_if = self.shown_if

        required_if: dict[str, Any] | None
        if isinstance(self.required_if, ConditionShown):
            required_if = self.required_if.to_dict()
        else:
            required_if = self.required_if

        position = self.position

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "type_id": type_id,
                "key": key,
                "label": label,
                "labels": labels,
                "hints": hints,
                "kind": kind,
                "choices": choices,
                "is_required": is_required,
                "shown_if": shown_if,
                "required_if": required_if,
                "position": position,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_shown import BilingualShown  # noqa: PLC0415
        from ..models.condition_shown import ConditionShown  # noqa: PLC0415
        from ..models.question_choice_shown import QuestionChoiceShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        type_id = d.pop("type_id")

        key = d.pop("key")

        label = d.pop("label")

        labels = BilingualShown.from_dict(d.pop("labels"))

        hints = BilingualShown.from_dict(d.pop("hints"))

        kind = RequestQuestionShownKind(d.pop("kind"))

        choices = []
        _choices = d.pop("choices")
        for choices_item_data in _choices:
            choices_item = QuestionChoiceShown.from_dict(choices_item_data)

            choices.append(choices_item)

        is_required = d.pop("is_required")

        def _parse_shown_if(data: object) -> ConditionShown | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                shown_if_type_0 = ConditionShown.from_dict(data)

                return shown_if_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ConditionShown | None, data)

        shown_if = _parse_shown_if(d.pop("shown_if"))

        def _parse_required_if(data: object) -> ConditionShown | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                required_if_type_0 = ConditionShown.from_dict(data)

                return required_if_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ConditionShown | None, data)

        required_if = _parse_required_if(d.pop("required_if"))

        position = d.pop("position")

        request_question_shown = cls(
            id=id,
            type_id=type_id,
            key=key,
            label=label,
            labels=labels,
            hints=hints,
            kind=kind,
            choices=choices,
            is_required=is_required,
            shown_if=shown_if,
            required_if=required_if,
            position=position,
        )

        return request_question_shown
