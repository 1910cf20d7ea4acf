"""Between forms and services."""

from collections.abc import Callable
from typing import TypeVar

from django.forms.forms import BaseForm

from qiao.kernel.errors import Refusal

T = TypeVar("T")


def attempt(form: BaseForm, act: Callable[[], T]) -> T | None:
    """Do what a valid form asks for; a refusal becomes an error of the form, and None comes back."""
    try:
        return act()
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return None
