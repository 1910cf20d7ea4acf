"""The HTTP API: the operations of all domains under /api/v1/, with one schema and one error format."""

import json
import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from pydantic_core import from_json

from qiao.channels import api as channels
from qiao.customers import api as customers
from qiao.kernel.access import public_page
from qiao.kernel.api.answers import finish
from qiao.kernel.api.problems import BadRequest, invalid_body, problem_response, refused
from qiao.kernel.api.schema import complete
from qiao.kernel.errors import NotFound, Refusal
from qiao.products import api as products
from qiao.site import webhooks_api
from qiao.site.api_examples import EXAMPLES
from qiao.site.api_words import WORDS
from qiao.staff import api as staff
from qiao.tickets import api as tickets

log = logging.getLogger("qiao.api")

DESCRIPTION = """Everything the desk does, for programs. Guides: docs/guides/en/api.md, docs/guides/zh/api.md.

Times are in UTC, texts in the caller's language (Accept-Language, else the language of the token's owner).
Lists are pages: give `next_cursor` back as `cursor` until it is null. Errors are problem details (RFC 9457)
with a stable `code`."""


class _StrictParser(Parser):
    """JSON that every other JSON reader and PostgreSQL understand too: no NaN, no lone surrogates, no NUL."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            found = from_json(request.body, allow_inf_nan=False)
        except ValueError:
            raise BadRequest from None
        if b"\\u0000" in request.body and "\x00" in json.dumps(found, ensure_ascii=False).replace("\\u0000", "\x00"):
            raise BadRequest
        return found


class QiaoAPI(NinjaAPI):
    """ninja's API with our schema, and our headers on every answer."""

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        """Turn an exception into a problem document in the caller's language."""
        response = super().on_exception(request, exc)
        finish(request, response)
        return response

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """The schema with what ninja cannot know."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        return complete(schema, words=WORDS, examples=EXAMPLES)


api = QiaoAPI(
    title="Qiao", version="1", description=DESCRIPTION, docs_url=None, openapi_url=None, parser=_StrictParser(),
    urls_namespace="api-v1",
)  # fmt: skip


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return refused(request, refusal)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem_response(invalid_body(error.errors) | {"instance": request.path})


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return refused(request, NotFound())


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return refused(request, BadRequest())


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("Internal error in %s %s", request.method, request.path, exc_info=error)
    body = {"type": "about:blank", "title": _("An internal error occurred. It has been logged."), "status": 500,
            "code": "internal_error", "instance": request.path}  # fmt: skip
    return problem_response(body)


for _domain in (tickets, customers, products, staff, channels, webhooks_api):
    for _router in _domain.ROUTERS:
        api.add_router("", _router)


@public_page
@require_safe
def description(request: HttpRequest) -> JsonResponse:
    """The description of the API, for programs that generate programs. It holds no secret."""
    return JsonResponse(api.get_openapi_schema())
