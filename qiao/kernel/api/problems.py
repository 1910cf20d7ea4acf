"""Problems: RFC 9457 answers in the caller's language."""

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.text import camel_case_to_spaces
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qiao.kernel.errors import Refusal

MEDIA_TYPE = "application/problem+json"


class NotSignedIn(Refusal):
    """No token, or none that is good."""

    text = gettext_lazy("Send a valid token: “Authorization: Bearer qiao_…”. This one is missing, expired or revoked.")
    status = 401


class ScopeMissing(Refusal):
    """The token or its person may not do this."""

    text = gettext_lazy("This token may not do this: it needs “%(scope)s”, and so does its owner.")
    status = 403


class PersonalTokenNeeded(Refusal):
    """Some acts belong to somebody: an integration follows nothing and has no drafts."""

    text = gettext_lazy("Only a personal token can do this.")
    status = 403


class TooManyRequests(Refusal):
    """The minute is used up."""

    text = gettext_lazy("Too many requests: %(limit)s a minute are allowed. Try again in %(seconds)s seconds.")
    status = 429


class KeyReused(Refusal):
    """The same Idempotency-Key with another request."""

    text = gettext_lazy("This Idempotency-Key was already used for a different request.")


class ChangedSince(Refusal):
    """If-Match names another revision."""

    text = gettext_lazy("This was changed since you read it. Read it again and repeat your change.")
    status = 412


class BadCursor(Refusal):
    """A cursor that does not belong to this list."""

    text = gettext_lazy("This cursor does not belong to this list. Start again without one.")
    status = 422


class BadRequest(Refusal):
    """The body is no JSON, or holds characters that no text has."""

    text = gettext_lazy("The request cannot be read: it must be valid JSON in UTF-8 without control characters.")
    status = 400


class Invalid(Refusal):
    """Values that do not fit; `problems` maps fields to sentences."""

    text = gettext_lazy("Some values are not valid: %(summary)s")
    status = 422

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(summary=" ".join(f"{field}: {text}" for field, text in problems.items()))
        self.problems = dict(problems)

    @classmethod
    def of(cls, problem: str, *fields: str) -> "Invalid":
        """The same thing is wrong with each of these fields: *gone*, *unfit*, *out_of_range*, *too_long*, *missing*."""
        return cls({field: str(_WRONG[problem]) for field in fields})


_WRONG = {
    "gone": gettext_lazy("does not exist."), "unfit": gettext_lazy("does not fit."),
    "out_of_range": gettext_lazy("is out of range."), "too_long": gettext_lazy("is too long."),
    "missing": gettext_lazy("is missing."),
}  # fmt: skip


def refuse_nul(file: "UploadedFile[Any]") -> None:
    """Raise Invalid for a file whose name no database can hold."""
    if "\x00" in (file.name or ""):
        raise Invalid.of("unfit", "file")


def code_of(refusal: Refusal) -> str:
    """A refusal's stable name for programs: `TicketIsMerged` becomes ticket_is_merged."""
    return camel_case_to_spaces(type(refusal).__name__).replace(" ", "_")


def refusal_body(refusal: Refusal) -> dict[str, Any]:
    """A refusal as problem details."""
    body: dict[str, Any] = {
        "type": "about:blank", "title": refusal.message, "status": refusal.status, "code": code_of(refusal),
    }  # fmt: skip
    problems = getattr(refusal, "problems", None)
    if isinstance(problems, Mapping):
        body["errors"] = [{"field": field, "message": str(text)} for field, text in problems.items()]
    return body


def invalid_body(errors: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What pydantic complained of as problem details; `rule` is its stable name for the breach."""
    named = [
        {
            "field": ".".join(str(part) for part in error["loc"][1:] if part not in {"data", "payload"}) or "body",
            "message": _sentence(error["type"], error.get("ctx") or {}),
            "rule": error["type"],
        }
        for error in errors
    ]
    title = _("Some values are not valid: %(summary)s") % {
        "summary": " ".join(f"{error['field']}: {error['message']}" for error in named[:5])
    }
    return {"type": "about:blank", "title": title, "status": 422, "code": "invalid", "errors": named}


def problem_response(body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> HttpResponse:
    """The answer for problem details."""
    content = json.dumps(body, ensure_ascii=False)
    return HttpResponse(content, status=body["status"], content_type=MEDIA_TYPE, headers=dict(headers or {}))


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer for a refusal."""
    headers: dict[str, str] = {}
    if isinstance(refusal, NotSignedIn):
        headers["WWW-Authenticate"] = 'Bearer realm="Qiao"'
    if isinstance(refusal, TooManyRequests):
        headers["Retry-After"] = str(math.ceil(refusal.details["seconds"]))
    return problem_response(refusal_body(refusal) | {"instance": request.path}, headers)


def _sentence(rule: str, context: Mapping[str, Any]) -> str:
    if rule == "missing":
        return _("is missing.")
    if rule == "extra_forbidden":
        return _("is not known here.")
    if rule in {"literal_error", "enum"}:
        return _("must be one of %(expected)s.") % {"expected": context.get("expected", "")}
    if rule in {"string_too_short", "too_short"}:
        return _("is too short.")
    if rule == "string_too_long":
        return _("is too long: at most %(most)s characters.") % {"most": context["max_length"]}
    if rule == "too_long":
        return _("holds too much: at most %(most)s.") % {"most": context["max_length"]}
    if rule.startswith(("greater_than", "less_than")):
        return _("is out of range.")
    if rule.startswith(("datetime", "date", "timezone", "time")):
        return _("must be a date and time with zone, as in 2026-03-02T09:30:00+08:00, or a date.")
    kind = rule.removesuffix("_type").removesuffix("_parsing")
    kinds = {
        "int": _("must be a whole number."), "string": _("must be a text."), "bool": _("must be true or false."),
        "list": _("must be a list."), "dict": _("must be an object."), "model_attributes": _("must be an object."),
    }  # fmt: skip
    return kinds.get(kind, _("does not fit."))
