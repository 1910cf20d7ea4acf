"""The API keeps its word: its description is committed, and whatever the desk can do, it can do."""

import json
from collections import Counter

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from qiao.kernel.api.answers import Given, Shown
from qiao.kernel.api.operations import OPERATIONS
from qiao.kernel.api.problems import code_of
from qiao.kernel.errors import Refusal
from qiao.site import api as _all_operations  # noqa: F401 - defines them
from qiao.site.api_examples import EXAMPLES
from qiao.staff.api.accounts import Role as RoleWord
from qiao.staff.api.notifications import Kind as NotificationWord
from qiao.staff.forms import SCOPE_LABELS
from qiao.staff.models import NotificationKind, Role
from qiao.staff.rules import PERMISSIONS
from qiao.tickets.api import portal_schemas, setup_schemas, shown
from qiao.tickets.portal_setup_forms import ICONS
from qiao.tickets.rules import states, words
from qiao.tickets.rules.request_forms import FIELD_KINDS, TESTS
from tools.api_schema import PLACE, schema_text

# acts of the desk that no program needs, each with the reason
NOT_FOR_PROGRAMS = {
    "presence": "who looks at a ticket is only true for people in front of a screen",
    "switch_language": "a program sends Accept-Language",
    "unread": "what one has looked at is only true for people",
    "exports": "a program reads the lists and the feeds of changes",
    "export_cancel": "as exports",
    "tokens": "a token must not make tokens: what it may do would outlive it; `list_my_tokens` lists them",
    "all_tokens": "as tokens; `list_tokens` lists everybody's",
}
# whole areas: everything whose address begins so
AREAS_NOT_FOR_PROGRAMS = {
    "accounts/": "sign-in of people",
    "invitation/": "an invitation is accepted by the person invited",
    "portal/": "the customers' side, which has no tokens",
    "gallery": "the design system's own pages",
    "live/": "server-sent events of browsers",
    "files/": "fetched by `download_attachment`",
}


def desk_addresses(resolver=None, prefix="", namespace=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from desk_addresses(pattern, route, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern) and pattern.callback.__module__.startswith("qiao."):
            yield route, f"{namespace}:{pattern.name}" if namespace else str(pattern.name)


def test_the_committed_description_is_that_of_the_code():
    assert PLACE.read_text(encoding="utf-8") == schema_text(), "run: python -m tools.api_schema"


def test_the_description_is_valid_openapi():
    from openapi_spec_validator import validate

    description = json.loads(PLACE.read_text(encoding="utf-8"))
    assert description["openapi"].startswith("3.1")
    validate(description)


def test_operation_ids_are_those_of_the_operations():
    description = json.loads(PLACE.read_text(encoding="utf-8"))
    ids = [one["operationId"] for methods in description["paths"].values() for one in methods.values()]
    assert sorted(ids) == sorted(OPERATIONS)


def test_no_two_schemas_share_a_name():
    """The description would show one of them in both places."""

    names = Counter(one.__name__ for base in (Given, Shown) for one in below(base) if "[" not in one.__name__)
    assert [name for name, times in names.items() if times > 1] == []


def test_everything_in_the_description_is_described():
    description = json.loads(PLACE.read_text(encoding="utf-8"))
    schemas = description["components"]["schemas"]
    dumb = [name for name, one in schemas.items() if not one.get("description")]
    dumb += [
        f"{name}.{field}" for name, one in schemas.items() for field, told in one.get("properties", {}).items()
        if not told.get("description")
    ]  # fmt: skip
    for operation in (one for methods in description["paths"].values() for one in methods.values()):
        dumb += [operation["operationId"]] if not (operation["summary"] and operation["description"]) else []
        dumb += [
            f"{operation['operationId']}({one['name']})" for one in operation["parameters"]
            if "$ref" not in one and not (one.get("description") or one["schema"].get("description"))
        ]  # fmt: skip
    assert not dumb, f"say it in the model, or add the word to qiao/site/api_words.py: {dumb}"


def test_every_body_has_an_example_that_fits():
    description = json.loads(PLACE.read_text(encoding="utf-8"))
    models = {one.__name__: one for one in below(Given)}
    for operation in (one for methods in description["paths"].values() for one in methods.values()):
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            continue
        name = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
        (example,) = description["components"]["schemas"][name]["examples"]
        models[name].model_validate(example)
    assert set(EXAMPLES) <= set(models)


def test_every_refusal_is_a_problem_with_an_example():
    description = json.loads(PLACE.read_text(encoding="utf-8"))
    refusals = description["components"]["responses"]
    for operation in (one for methods in description["paths"].values() for one in methods.values()):
        refused = {status: one for status, one in operation["responses"].items() if status.startswith("4")}
        assert {"400", "401", "403", "404", "422", "429"} <= set(refused), operation["operationId"]
        for status, one in refused.items():
            content = refusals[one["$ref"].rpartition("/")[2]]["content"]["application/problem+json"]
            assert content["example"]["status"] == int(status)
            assert code_exists(content["example"]["code"])


def test_every_change_takes_an_idempotency_key():
    description = json.loads(PLACE.read_text(encoding="utf-8"))
    for methods in description["paths"].values():
        for method, operation in methods.items():
            takes = {"$ref": "#/components/parameters/IdempotencyKey"} in operation["parameters"]
            assert takes == (method != "get"), operation["operationId"]


def code_exists(code: str) -> bool:
    return code in {code_of(one.__new__(one)) for one in below(Refusal)}


def below(model):
    return {model, *(each for one in model.__subclasses__() for each in below(one))}


def test_every_operation_names_a_permission_that_exists():
    assert {operation.permission for operation in OPERATIONS.values()} <= PERMISSIONS


def test_a_token_can_be_given_whatever_an_operation_asks_for():
    assert {operation.permission for operation in OPERATIONS.values()} - {"own"} <= set(SCOPE_LABELS)


def test_operations_name_screens_that_exist():
    known = {name for _route, name in desk_addresses()}
    unknown = {screen for operation in OPERATIONS.values() for screen in operation.screens} - known
    assert not unknown


def test_every_act_of_the_desk_has_an_operation_or_a_reason():
    """Views that take POST are found by asking them with a method that nobody takes."""
    covered = {screen for operation in OPERATIONS.values() for screen in operation.screens}
    missing = []
    for route, name in desk_addresses():
        if name in covered or route.startswith(tuple(AREAS_NOT_FOR_PROGRAMS)):
            continue
        if name.rpartition(":")[2] in NOT_FOR_PROGRAMS or not takes_post(route):
            continue
        missing.append(f"{name} ({route})")
    assert not missing, f"add operations, or name the reason: {missing}"


def takes_post(route: str) -> bool:
    from django.test import RequestFactory
    from django.urls import resolve

    from tests.security.test_access_matrix import sample

    class Anybody:
        is_authenticated = True
        is_active = True
        pk = 0
        name = ""

        def may(self, permission: str) -> bool:
            return True

    view = resolve("/" + sample(route)).func
    request = RequestFactory().generic("TRACE", "/" + route)
    request.user = Anybody()
    try:
        answer = view(request, **resolve("/" + sample(route)).kwargs)
    except Exception:  # a view that looks at nothing before it looks at the method takes everything
        return True
    return answer.status_code == 405 and "POST" in answer.headers.get("Allow", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "address", "code", "said"),
    [
        ("get", "/api/v1/nosuch", "not_found", "不存在"),
        ("post", "/api/v1/tickets//notes", "not_found", "不存在"),
        ("delete", "/api/v1/tickets", "not_this_method", "DELETE"),
    ],
)
def test_what_the_api_does_not_have_is_a_problem_document_too(client, method, address, code, said):
    answer = getattr(client, method)(address, headers={"Accept-Language": "zh-CN"})
    problem = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (problem["status"], problem["code"], problem["instance"]) == (answer.status_code, code, address)
    assert said in problem["title"]
    assert ("Allow" in answer.headers) == (code == "not_this_method")


@pytest.mark.parametrize(
    ("listed", "known"),
    [
        (shown.State, states.STATES), (shown.Kind, words.KINDS), (shown.Priority, words.PRIORITIES),
        (shown.Severity, ("", *words.SEVERITIES)), (shown.Channel, words.CHANNELS),
        (portal_schemas.QuestionKind, FIELD_KINDS), (portal_schemas.Test, TESTS), (portal_schemas.Icon, ICONS),
        (setup_schemas.FieldKind, words.FIELD_KINDS), (RoleWord, Role.values), (NotificationWord, NotificationKind.values),
    ],
)  # fmt: skip
def test_the_words_of_the_api_are_those_of_the_house(listed, known):
    assert set(listed.__args__) == set(known)
