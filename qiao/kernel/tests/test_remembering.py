"""One page asks the same question once; nothing is remembered beyond it, or for anybody else."""

from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.remembering import once_a_page, remembering

asked: list[object] = []


@once_a_page
def answer(whom: object, *, loudly: bool = False) -> str:
    asked.append(whom)
    return f"{whom}{'!' if loudly else ''}"


@pytest.fixture(autouse=True)
def _nothing_asked_yet() -> None:
    asked.clear()


def test_the_same_question_is_asked_once_and_another_one_again() -> None:
    with remembering():
        said = [answer("Lin"), answer("Lin"), answer("Mei"), answer("Lin", loudly=True), answer("Lin", loudly=True)]

    assert said == ["Lin", "Lin", "Mei", "Lin!", "Lin!"]
    assert asked == ["Lin", "Mei", "Lin"]


def test_nothing_is_remembered_outside_or_from_one_page_to_the_next() -> None:
    for _ in range(2):
        with remembering():
            answer("Lin")
    answer("Lin")
    answer("Lin")

    assert len(asked) == 4


@pytest.mark.parametrize(("method", "times"), [("GET", 1), ("POST", 2)])
def test_only_reading_requests_remember(method: str, times: int) -> None:
    @desk_page("ticket.view")
    def view(request: DeskRequest) -> HttpResponse:
        return HttpResponse(answer("Lin") + answer("Lin"))

    request: HttpRequest = RequestFactory().generic(method, "/desk/")
    request.user = SimpleNamespace(is_authenticated=True, may=lambda _: True, pk=1, name="Lin")  # type: ignore[assignment]

    assert view(request).status_code == 200
    assert len(asked) == times
