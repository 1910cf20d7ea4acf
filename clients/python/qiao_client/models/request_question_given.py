from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.request_question_given_kind_type_0 import RequestQuestionGivenKindType0
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.bilingual_given import BilingualGiven
    from ..models.condition_given import ConditionGiven
    from ..models.question_choice_given import QuestionChoiceGiven


T = TypeVar("T", bound="RequestQuestionGiven")


@_attrs_define
class RequestQuestionGiven:
    """A question; in a change, omitted fields are not changed.

    Attributes:
        key (None | str | Unset): A stable name.
        labels (BilingualGiven | None | Unset): Both languages of the label.
        hints (BilingualGiven | None | Unset): Both languages of the hint below the question.
        kind (None | RequestQuestionGivenKindType0 | Unset): Which kind it is.
        choices (list[QuestionChoiceGiven] | None | Unset): Keys that may be chosen.
        is_required (bool | None | Unset): Must be answered.
        shown_if (ConditionGiven | None | Unset): When it is asked; null for always.
        required_if (ConditionGiven | None | Unset): When it must be answered besides; null for never.
        position (int | None | Unset): The place in the list: smaller ones come first.
    """

    key: None | str | Unset = UNSET
    labels: BilingualGiven | None | Unset = UNSET
    hints: BilingualGiven | None | Unset = UNSET
    kind: None | RequestQuestionGivenKindType0 | Unset = UNSET
    choices: list[QuestionChoiceGiven] | None | Unset = UNSET
    is_required: bool | None | Unset = UNSET
    shown_if: ConditionGiven | None | Unset = UNSET
    required_if: ConditionGiven | None | Unset = UNSET
    position: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415
        from ..models.condition_given import ConditionGiven  # noqa: PLC0415

        key: None | str | Unset
        if isinstance(self.key, Unset):
            key = UNSET
        else:
            key = self.key

        labels: dict[str, Any] | None | Unset
        if isinstance(self.labels, Unset):
            labels = UNSET
        elif isinstance(self.labels, BilingualGiven):
            labels = self.labels.to_dict()
        else:
            labels = self.labels

        hints: dict[str, Any] | None | Unset
        if isinstance(self.hints, Unset):
            hints = UNSET
        elif isinstance(self.hints, BilingualGiven):
            hints = self.hints.to_dict()
        else:
            hints = self.hints

        kind: None | str | Unset
        if isinstance(self.kind, Unset):
            kind = UNSET
        elif isinstance(self.kind, RequestQuestionGivenKindType0):
            kind = self.kind.value
        else:
            kind = self.kind

        choices: list[dict[str, Any]] | None | Unset
        if isinstance(self.choices, Unset):
            choices = UNSET
        elif isinstance(self.choices, list):
            choices = []
            for choices_type_0_item_data in self.choices:
                choices_type_0_item = choices_type_0_item_data.to_dict()
                choices.append(choices_type_0_item)

        else:
            choices = self.choices

        is_required: bool | None | Unset
        if isinstance(self.is_required, Unset):
            is_required = UNSET
        else:
            is_required = self.is_required

        shown_if: dict[str, Any] | None | Unset
        if isinstance(self.shown_if, Unset):
            shown_if = UNSET
        elif isinstance(self.shown_if, ConditionGiven):
            shown_if = self.shown_if.to_dict()
        else:
            shown_if = self.shown_if

        required_if: dict[str, Any] | None | Unset
        if isinstance(self.required_if, Unset):
            required_if = UNSET
        elif isinstance(self.required_if, ConditionGiven):
            required_if = self.required_if.to_dict()
        else:
            required_if = self.required_if

        position: int | None | Unset
        if isinstance(self.position, Unset):
            position = UNSET
        else:
            position = self.position

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if key is not UNSET:
            field_dict["key"] = key
        if labels is not UNSET:
            field_dict["labels"] = labels
        if hints is not UNSET:
            field_dict["hints"] = hints
        if kind is not UNSET:
            field_dict["kind"] = kind
        if choices is not UNSET:
            field_dict["choices"] = choices
        if is_required is not UNSET:
            field_dict["is_required"] = is_required
        if shown_if is not UNSET:
            field_dict["shown_if"] = shown_if
        if required_if is not UNSET:
            field_dict["required_if"] = required_if
        if position is not UNSET:
            field_dict["position"] = position

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415
        from ..models.condition_given import ConditionGiven  # noqa: PLC0415
        from ..models.question_choice_given import QuestionChoiceGiven  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        key = _parse_key(d.pop("key", UNSET))

        def _parse_labels(data: object) -> BilingualGiven | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                labels_type_0 = BilingualGiven.from_dict(data)

                return labels_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BilingualGiven | None | Unset, data)

        labels = _parse_labels(d.pop("labels", UNSET))

        def _parse_hints(data: object) -> BilingualGiven | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                hints_type_0 = BilingualGiven.from_dict(data)

                return hints_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BilingualGiven | None | Unset, data)

        hints = _parse_hints(d.pop("hints", UNSET))

        def _parse_kind(data: object) -> None | RequestQuestionGivenKindType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kind_type_0 = RequestQuestionGivenKindType0(data)

                return kind_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RequestQuestionGivenKindType0 | Unset, data)

        kind = _parse_kind(d.pop("kind", UNSET))

        def _parse_choices(data: object) -> list[QuestionChoiceGiven] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                choices_type_0 = []
                _choices_type_0 = data
                for choices_type_0_item_data in _choices_type_0:
                    choices_type_0_item = QuestionChoiceGiven.from_dict(
                        choices_type_0_item_data
                    )

                    choices_type_0.append(choices_type_0_item)

                return choices_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[QuestionChoiceGiven] | None | Unset, data)

        choices = _parse_choices(d.pop("choices", UNSET))

        def _parse_is_required(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_required = _parse_is_required(d.pop("is_required", UNSET))

        def _parse_shown_if(data: object) -> ConditionGiven | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                shown_if_type_0 = ConditionGiven.from_dict(data)

                return shown_if_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ConditionGiven | None | Unset, data)

        shown_if = _parse_shown_if(d.pop("shown_if", UNSET))

        def _parse_required_if(data: object) -> ConditionGiven | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                required_if_type_0 = ConditionGiven.from_dict(data)

                return required_if_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ConditionGiven | None | Unset, data)

        required_if = _parse_required_if(d.pop("required_if", UNSET))

        def _parse_position(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        position = _parse_position(d.pop("position", UNSET))

        request_question_given = cls(
            key=key,
            labels=labels,
            hints=hints,
            kind=kind,
            choices=choices,
            is_required=is_required,
            shown_if=shown_if,
            required_if=required_if,
            position=position,
        )

        return request_question_given
