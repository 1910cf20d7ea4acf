"""The parts of the OpenAPI description that all operations share."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from qiao.kernel.api.problems import MEDIA_TYPE

PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "description": "Why a request was refused (RFC 9457). Show `title` to people, decide by `code`.",
    "type": "object",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "One sentence in the caller's language."},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable name of the refusal, as in ticket_is_merged."},
        "instance": {"type": "string", "description": "Path of the request."},
        "errors": {
            "type": "array",
            "items": {
                "title": "ProblemField",
                "type": "object",
                "required": ["field", "message"],
                "properties": {
                    "field": {"type": "string"},
                    "message": {"type": "string"},
                    "rule": {"type": "string", "description": "Stable name of the breach."},
                },
            },
        },
    },
    "examples": [
        {
            "type": "about:blank", "title": "Some values do not fit: subject: is missing.", "status": 422,
            "code": "invalid", "instance": "/api/v1/tickets",
            "errors": [{"field": "subject", "message": "is missing.", "rule": "missing"}],
        }
    ],
}  # fmt: skip

PARAMETERS: dict[str, Any] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key", "in": "header", "required": False,
        "description": "A random text of yours. A second request with it, within a day, gets the first one's answer.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    },
    "IfMatch": {
        "name": "If-Match", "in": "header", "required": False,
        "description": "ETag of what you read: refused with 412 when it was changed since.",
        "schema": {"type": "string", "maxLength": 200, "pattern": "^[!-~ ]+$"},
    },
    "IfNoneMatch": {
        "name": "If-None-Match", "in": "header", "required": False,
        "description": "ETag of what you have: answered with 304 while it is the latest.",
        "schema": {"type": "string", "maxLength": 200, "pattern": "^[!-~ ]+$"},
    },
    "Fields": {
        "name": "fields", "in": "query", "required": False,
        "description": "Only these fields (of each item, in a list), separated by commas.",
        "schema": {"type": "string", "maxLength": 1000, "pattern": "^[a-z_]+(,[a-z_]+)*$"},
    },
}  # fmt: skip


_REFUSED: dict[int, tuple[str, str, str]] = {
    400: ("Unreadable", "bad_request", "The request cannot be read: it must be valid JSON in UTF-8."),
    401: ("NotSignedIn", "not_signed_in", "Send a valid token: “Authorization: Bearer qiao_…”."),
    403: ("NotAllowed", "scope_missing", "This token may not do this: it needs “ticket.edit”, and so does its owner."),
    404: ("NotFound", "not_found", "This does not exist, or you may not see it."),
    409: ("Refused", "key_reused", "This Idempotency-Key was already used for a different request."),
    412: ("ChangedSince", "changed_since", "This was changed since you read it. Read it again and repeat your change."),
    422: ("Unfit", "invalid", "Some values do not fit: subject: is missing."),
    429: ("TooMany", "too_many_requests", "Too many requests: 3000 a minute are allowed. Try again in 12 seconds."),
}
_WHEN = {
    409: "A business rule does not allow it now; `code` says which.",
    412: "If-Match names a version that is no longer the latest.",
    422: "Values do not fit; `errors` says which.",
    429: "The minute is used up; Retry-After says for how long.",
}
HEADERS: dict[str, Any] = {
    "RateLimit": {
        "description": 'What is left of the minute, as in "minute";r=2987;t=12.', "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": 'What a token may ask, as in "minute";q=3000;w=60.', "schema": {"type": "string"},
    },
    "ETag": {"description": "The version of what was answered.", "schema": {"type": "string"}},
}  # fmt: skip
_LIMITS = {name: {"$ref": f"#/components/headers/{name}"} for name in ("RateLimit", "RateLimit-Policy")}
_TAG = {"ETag": {"$ref": "#/components/headers/ETag"}}
_VERSIONS = ({"$ref": "#/components/parameters/IfMatch"}, {"$ref": "#/components/parameters/IfNoneMatch"})


def refusal(status: int) -> dict[str, str]:
    """The answer an operation gives when it refuses with this status."""
    return {"$ref": f"#/components/responses/{_REFUSED[status][0]}"}


def _refusals() -> dict[str, Any]:
    """All of them, each with an example."""
    found = {}
    for status, (name, code, title) in _REFUSED.items():
        example: dict[str, Any] = {
            "type": "about:blank", "title": title, "status": status, "code": code, "instance": "/api/v1/tickets",
        }  # fmt: skip
        if status == 422:
            example["errors"] = [{"field": "subject", "message": "is missing.", "rule": "missing"}]
        headers: dict[str, Any] = dict(_LIMITS)
        if status == 429:
            headers["Retry-After"] = {"description": "Seconds.", "schema": {"type": "integer"}}
        content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
        found[name] = {
            "description": _WHEN.get(status, HTTPStatus(status).phrase), "headers": headers,
            "content": {MEDIA_TYPE: content},
        }  # fmt: skip
    return found


def complete(schema: dict[str, Any], *, words: Mapping[str, str], examples: Mapping[str, Any]) -> dict[str, Any]:
    """The generated description with the shared parts, in an order that does not depend on anything.

    `words` tell what fields mean whose model does not say it; `examples` are by the name of their schema.
    """
    components = schema.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = PROBLEM
    if "JsonValue" in schemas:
        schemas["JsonValue"]["description"] = "Any JSON value."
    components["schemas"] = dict(sorted(schemas.items()))
    components["parameters"] = PARAMETERS
    components["responses"], components["headers"] = _refusals(), HEADERS
    for name, one in schemas.items():
        for field, described in one.get("properties", {}).items():
            described.setdefault("description", words.get(field, ""))
        if name in examples:
            one["examples"] = [examples[name]]
    for operation in (one for methods in schema["paths"].values() for one in methods.values()):
        _complete_operation(operation, words)
    schema["paths"] = {path: dict(sorted(methods.items())) for path, methods in sorted(schema["paths"].items())}
    return schema


def _complete_operation(operation: dict[str, Any], words: Mapping[str, str]) -> None:
    has_versions = any(one in operation["parameters"] for one in _VERSIONS)
    for answer in operation["responses"].values():
        if "$ref" not in answer:
            answer["headers"] = _LIMITS | (_TAG if has_versions else {})
    for parameter in operation["parameters"]:
        if "$ref" not in parameter and not parameter["schema"].get("description"):
            parameter.setdefault("description", words.get(parameter["name"], ""))
