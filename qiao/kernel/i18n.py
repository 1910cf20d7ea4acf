"""Two languages: bilingual values in the database, and the language and zone of whoever looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.fields.json import KeyTransform
from django.db.models.query_utils import DeferredAttribute
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

ENGLISH = "en"
CHINESE = "zh-hans"
ZONE_COOKIE = "qiao_zone"


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Translate into `language` inside the block; an unknown one counts as English."""
    with translation.override(known_language(language)):
        yield


def known_language(language: str | None) -> str:
    """`en` or `zh-hans` for any language tag: every kind of Chinese is zh-hans, all else English."""
    return CHINESE if (language or "").lower().partition("-")[0].partition("_")[0] == "zh" else ENGLISH


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in English and Simplified Chinese, one of which may be missing."""

    en: str = ""
    zh_hans: str = ""

    @property
    def text(self) -> str:
        """In the active language, or in the other one when it is missing."""
        return self.in_language(translation.get_language() or ENGLISH)

    def in_language(self, language: str) -> str:
        """In `language`, or in the other one when it is missing."""
        if known_language(language) == CHINESE:
            return self.zh_hans or self.en
        return self.en or self.zh_hans

    def as_json(self) -> dict[str, str]:
        """The stored form: {"en": …, "zh-hans": …}."""
        return {ENGLISH: self.en, CHINESE: self.zh_hans}

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.en or self.zh_hans)

    @classmethod
    def of(cls, value: object) -> Bilingual:
        """From a Bilingual, its JSON form, or one text, which then stands for both languages.

        Raises ValueError for anything else.
        """
        if isinstance(value, Bilingual):
            return value
        if value is None or value == "":
            return cls()
        if isinstance(value, Mapping):
            return cls(str(value.get(ENGLISH) or ""), str(value.get(CHINESE) or ""))
        if isinstance(value, str):
            return cls(value, value)
        raise ValueError(f"{value!r} is not a text in two languages")


class _BilingualAttribute(DeferredAttribute):
    """Turns whatever is assigned into a Bilingual, so that the attribute always is one."""

    def __set__(self, instance: models.Model, value: object) -> None:
        is_expression = hasattr(value, "resolve_expression")
        instance.__dict__[self.field.attname] = value if is_expression else Bilingual.of(value)


if TYPE_CHECKING:
    _JSONField = models.JSONField[Bilingual | Mapping[str, str] | str, Bilingual]
else:
    _JSONField = models.JSONField


class BilingualField(_JSONField):
    """A Bilingual, stored as jsonb {"en": …, "zh-hans": …}; look up with `name__en` or `name__zh-hans`."""

    descriptor_class = _BilingualAttribute

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", Bilingual)
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        if options.get("default") is Bilingual:
            del options["default"]
        return name, path, args, options

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(value.as_json() if isinstance(value, Bilingual) else value)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        plain = value.as_json() if isinstance(value, Bilingual) else value
        return super().get_db_prep_value(plain, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        found = super().from_db_value(value, expression, connection)
        return found if isinstance(expression, KeyTransform) else Bilingual.of(found)

    def to_python(self, value: Any) -> Any:
        try:
            return Bilingual.of(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def value_to_string(self, obj: models.Model) -> Any:
        return Bilingual.of(self.value_from_object(obj)).as_json()

    def formfield(self, **options: Any) -> Any:
        is_long = options.pop("is_long", False)
        return BilingualFormField(
            required=not self.blank,
            label=options.get("label", self.verbose_name),
            help_text=options.get("help_text", self.help_text),
            is_long=is_long,
        )


LONGEST_LINE = 300
LONGEST_TEXT = 20_000


class BilingualWidget(forms.MultiWidget):
    """Two inputs, one above the other, each marked with its language."""

    template_name = "kernel/bilingual.html"

    def __init__(self, *, is_long: bool = False, attrs: dict[str, Any] | None = None) -> None:
        kind = forms.Textarea if is_long else forms.TextInput
        most = {"maxlength": LONGEST_TEXT if is_long else LONGEST_LINE}
        super().__init__({"en": kind(attrs={"lang": "en", **most}), "zh": kind(attrs={"lang": "zh-CN", **most})}, attrs)

    def decompress(self, value: Any) -> list[str]:
        found = Bilingual.of(value)
        return [found.en, found.zh_hans]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = (_("English"), _("Simplified Chinese"))
        for part, label in zip(context["widget"]["subwidgets"], labels, strict=True):
            part["language"] = label
            part["attrs"]["aria-label"] = label
            # Either language will do, so the browser must not insist on both.
            part["attrs"].pop("required", None)
        return context


class BilingualFormField(forms.MultiValueField):
    """A Bilingual of which, when required, at least one language is filled in."""

    def __init__(self, *, is_long: bool = False, required: bool = True, **options: Any) -> None:
        most = LONGEST_TEXT if is_long else LONGEST_LINE
        parts = (forms.CharField(required=False, max_length=most), forms.CharField(required=False, max_length=most))
        super().__init__(
            parts,
            required=required,
            require_all_fields=False,
            widget=BilingualWidget(is_long=is_long),
            **options,
        )

    def compress(self, data_list: Sequence[str]) -> Bilingual:
        found = Bilingual(*data_list)
        # Spaces are stripped by now; the parent looked before that.
        if self.required and not found:
            raise ValidationError(self.error_messages["required"], code="required")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return Bilingual.of(initial) != Bilingual(*(part or "" for part in data or ["", ""]))


class PersonLocaleMiddleware:
    """Activate language and zone: the person's own, else by cookie, browser, and settings.

    Stands after the authentication middleware.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        person = request.user if request.user.is_authenticated else None
        language = getattr(person, "language", "") or translation.get_language_from_request(request)
        zone = _zone(getattr(person, "time_zone", "")) or _zone(request.COOKIES.get(ZONE_COOKIE, ""))
        with translation.override(known_language(language)), timezone.override(zone):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", known_language(language))
        if person is None:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def _zone(name: str) -> ZoneInfo | None:
    """The named zone, or None for an unknown name: a stale cookie must not break a page."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
