"""Operations: what a domain's `api` room offers, with its permission, its schema and the screens it stands for."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel

from qiao.kernel.api.answers import PARTIAL, finish
from qiao.kernel.api.auth import ApiRequest, BearerToken
from qiao.kernel.api.once import once
from qiao.kernel.api.problems import BadRequest, Invalid
from qiao.kernel.api.schema import refusal

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the API. `screens`: names of the desk's addresses that do the same act."""

    name: str
    method: str
    path: str
    permission: str
    screens: tuple[str, ...]


OPERATIONS: dict[str, Operation] = {}
"""Every operation by its id, in the order of definition."""


class Operations:
    """The operations of one subject; `router` is mounted by `qiao.site.api`."""

    def __init__(self, subject: str) -> None:
        self.router = Router(tags=[subject])

    def get(self, path: str, permission: str, shows: Any, **options: Any) -> Callable[[View], View]:
        """Something to read."""
        return self._operation("GET", path, permission, {200: shows}, **options)

    def post(self, path: str, permission: str, shows: Any = None, **options: Any) -> Callable[[View], View]:
        """An act; `status` is that of success, 200 or, without anything to show, 204."""
        status = options.pop("status", 200 if shows else 204)
        return self._operation("POST", path, permission, {status: shows}, **options)

    def patch(self, path: str, permission: str, shows: Any, **options: Any) -> Callable[[View], View]:
        """A change of some fields."""
        return self._operation("PATCH", path, permission, {200: shows}, **options)

    def put(self, path: str, permission: str, shows: Any, **options: Any) -> Callable[[View], View]:
        """The whole of something, replaced."""
        return self._operation("PUT", path, permission, {200: shows}, **options)

    def delete(self, path: str, permission: str, shows: Any = None, **options: Any) -> Callable[[View], View]:
        """An act that takes something away."""
        return self._operation("DELETE", path, permission, {200 if shows else 204: shows}, **options)

    def _operation(
        self,
        method: str,
        path: str,
        permission: str,
        answers: dict[int, Any],
        *,
        screens: Sequence[str] = (),
        is_versioned: bool = False,
        answer_type: str = "",
    ) -> Callable[[View], View]:
        def declare(view: View) -> View:
            name = view.__name__
            if name in OPERATIONS:
                raise ValueError(f"There are two operations {name}.")
            OPERATIONS[name] = Operation(name, method, path, permission, tuple(screens))
            register = self.router.api_operation(
                [method], path, auth=BearerToken(permission), response=_models(answers), operation_id=name,
                summary=(view.__doc__ or name).strip().splitlines()[0].rstrip("."),
                openapi_extra=_described(method, permission, answers, is_versioned, answer_type),
            )  # fmt: skip
            register(_guarded(view, path))
            return view

        return declare


def _guarded(view: View, path: str) -> View:
    known = _query_names(view, path)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "\x00" in request.get_full_path() or "%00" in request.get_full_path():
            raise BadRequest
        if unknown := request.GET.keys() - known:
            raise Invalid({name: _("is not known here.") for name in sorted(unknown)})
        caller = cast("ApiRequest", request)
        if request.method in {"GET", "HEAD"}:
            return finish(caller, view(caller, *args, **kwargs))
        return finish(caller, once(caller, lambda: view(caller, *args, **kwargs)))

    return guarded


def _query_names(view: View, path: str) -> set[str]:
    """Allowed query parameters: a mistyped filter must not mean no filter."""
    names = {"fields"}
    for name, parameter in inspect.signature(view).parameters.items():
        kind = getattr(parameter.annotation, "__origin__", parameter.annotation)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            names |= set(kind.model_fields)
        elif f"{{{name}}}" not in path:
            names.add(name)
    return names


def _models(answers: dict[int, Any]) -> dict[int, Any]:
    return {status: shown if isinstance(shown, type) and issubclass(shown, BaseModel) else None
            for status, shown in answers.items()}  # fmt: skip


def _described(
    method: str, permission: str, answers: dict[int, Any], is_versioned: bool, answer_type: str
) -> dict[str, Any]:
    """What ninja cannot know: headers, refusals, the permission, answers that are no JSON."""
    refusals = [400, 401, 403, 404, 422, 429]
    parameters: list[dict[str, Any]] = []
    if method != "GET":
        refusals += [409]
        parameters += [{"$ref": "#/components/parameters/IdempotencyKey"}]
    if is_versioned:
        refusals += [412] if method != "GET" else []
        parameters += [{"$ref": f"#/components/parameters/{'IfNoneMatch' if method == 'GET' else 'IfMatch'}"}]
    responses: dict[Any, Any] = {str(status): refusal(status) for status in sorted(refusals)}
    shown = next(iter(answers.values()))
    if method == "GET" and not answer_type and shown is not None:
        parameters += [{"$ref": "#/components/parameters/Fields"}]
        responses[200] = {"content": {PARTIAL: {"schema": {"type": "object"}}}}
    if method == "GET" and is_versioned:
        responses["304"] = {"description": "Not changed since If-None-Match."}
    if answer_type:
        responses[200] = {"content": {answer_type: {"schema": {"type": "string", "format": "binary"}}}}
    return {"parameters": parameters, "responses": responses, "x-qiao-permission": permission}
