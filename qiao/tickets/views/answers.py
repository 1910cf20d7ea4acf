"""Answers to acts: the fresh conversation for htmx, a redirect for a plain form."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from qiao.kernel.access import DeskRequest
from qiao.tickets.views.panes import conversation_answer, filters_of


def ticket_address(request: DeskRequest, number: int) -> str:
    """Where the ticket is, in the queue the person came from."""
    query = filters_of(request).to_query()
    return reverse("tickets:ticket", args=[number]) + (f"?{query}" if query else "")


def after_act(
    request: DeskRequest,
    number: int,
    text: str = "",
    *,
    act: dict[str, str] | None = None,
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    """The act is done: show the ticket as it is now, with `text` as a toast and `act` {label, url} in it."""
    if not request.htmx:
        if text:
            messages.success(request, text)
        return redirect(ticket_address(request, number))
    response = conversation_answer(request, number, extra=extra)
    add_toast(response, text, act=act)
    add_trigger(response, "qiao:acted", {"number": number})
    return response


def add_toast(response: HttpResponse, text: str, *, kind: str = "info", act: dict[str, str] | None = None) -> None:
    """Let the browser show a short message, with one action at most."""
    if text:
        add_trigger(response, "qiao:toast", {"text": str(text), "kind": kind, **({"act": act} if act else {})})


def add_trigger(response: HttpResponse, name: str, detail: dict[str, Any]) -> None:
    """Add one event to those the answer fires in the browser."""
    events = json.loads(response.headers.get("HX-Trigger", "{}"))
    response.headers["HX-Trigger"] = json.dumps({**events, name: detail})


def close_dialog(response: HttpResponse) -> HttpResponse:
    """Let the browser close the dialog the form was in."""
    add_trigger(response, "qiao:close-dialog", {})
    return response


def go(request: DeskRequest, address: str) -> HttpResponse:
    """To another page, also from a fragment."""
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Location": address})
    return redirect(address)


def dialog(request: DeskRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A dialog: a fragment for htmx, a page of its own for a browser without scripts."""
    base = "tickets/dialogs/fragment.html" if request.htmx else "tickets/dialogs/page.html"
    shared = {"base": base, "query": filters_of(request).to_query()}
    return render(request, f"tickets/dialogs/{name}.html", shared | context, status=status)
