"""The parts of the OpenAPI description that all operations share."""

from typing import Any

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
        "description": "Only these fields (of each item, in a list), parted by commas.",
        "schema": {"type": "string", "maxLength": 1000, "pattern": "^[a-z_]+(,[a-z_]+)*$"},
    },
}  # fmt: skip


def complete(schema: dict[str, Any]) -> dict[str, Any]:
    """The generated description with the shared parts, in an order that does not depend on anything."""
    components = schema.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = PROBLEM
    components["schemas"] = dict(sorted(schemas.items()))
    components["parameters"] = PARAMETERS
    schema["paths"] = {path: dict(sorted(methods.items())) for path, methods in sorted(schema["paths"].items())}
    return schema
