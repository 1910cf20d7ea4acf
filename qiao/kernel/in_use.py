"""Choosing among what is in use, in forms."""

from collections.abc import Collection
from typing import Any, ClassVar, TypeVar

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

Row = TypeVar("Row", bound=Model)
ACTIVE = Q(is_active=True)


def in_use_or_chosen(rows: QuerySet[Row], chosen: Collection[int | None], in_use: Q = ACTIVE) -> QuerySet[Row]:
    """Rows in use, and those chosen already (by key; None stands for nothing)."""
    return rows.filter(in_use | Q(pk__in=[key for key in chosen if key is not None]))


class _InUse(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Offers objects in use and the initial ones: saving never removes what could not be chosen again."""

    in_use: ClassVar[Q] = ACTIVE

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Here the field learns which form it stands in, and so what is chosen."""
        chosen = self.prepare_value(form.get_initial_for_field(self, field_name))
        keys = chosen if isinstance(chosen, list) else [chosen or None]
        rows = self.queryset
        assert rows is not None
        self.queryset = in_use_or_chosen(rows, keys, self.in_use).annotate(is_in_use=self.in_use)
        return super().get_bound_field(form, field_name)

    def label_from_instance(self, obj: Any) -> str:
        """The name; what is offered only because it was chosen says so."""
        return str(obj) if obj.is_in_use else _("%(name)s (no longer in use)") % {"name": obj}


class InUseChoice(_InUse):
    """One of them."""


class InUseChoiceByName(InUseChoice):
    """One of them, sorted by `name_py`."""

    def __init__(self, queryset: QuerySet[Any], **options: Any) -> None:
        super().__init__(queryset.order_by("name_py"), **options)


class InUseMultipleChoice(forms.ModelMultipleChoiceField, _InUse):  # type: ignore[type-arg]
    """Several of them, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple
