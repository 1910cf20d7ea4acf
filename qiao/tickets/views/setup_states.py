"""Setup of ticket states: their names, and which may follow which."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.i18n import CHINESE, ENGLISH
from qiao.tickets import selectors, services
from qiao.tickets.labels import CATEGORY_LABELS, STATE_LABELS, usual_state_name
from qiao.tickets.rules.states import LONGEST_STATE_NAME, OPTIONAL_MOVES, STATES, Move, find_transition
from qiao.tickets.views.acts import get_or_post


@desk_page("setup.manage")
@get_or_post
def states(request: DeskRequest) -> HttpResponse:
    """Names in both languages over fixed categories, and which state leads where."""
    if request.method == "POST":
        names = {
            key: {language: request.POST.get(f"{key}-{language}", "").strip() for language in (ENGLISH, CHINESE)}
            for key in STATES
        }
        services.name_states(names, by=request.actor)
        messages.success(request, _("The names are saved."))
        return redirect("tickets:states")
    own = selectors.state_names()
    rows = [
        {
            "key": state.key,
            "category": CATEGORY_LABELS[state.category],
            "en": own[state.key].en if state.key in own else "",
            "zh": own[state.key].zh_hans if state.key in own else "",
            "usual_en": _usual(state.key, ENGLISH),
            "usual_zh": _usual(state.key, CHINESE),
        }
        for state in STATES.values()
    ]
    context = {"rows": rows, "longest": LONGEST_STATE_NAME, "targets": _targets(), "ways": _ways()}
    return render(request, "tickets/setup/states.html", context)


@desk_page("setup.manage")
@require_POST
def moves(request: DeskRequest) -> HttpResponse:
    """Which of the optional moves people here may make; `usual` opens them all again."""
    ticked = {tuple(value.split(">", 1)) for value in request.POST.getlist("move")}
    used = OPTIONAL_MOVES if request.POST.get("usual") else [move for move in OPTIONAL_MOVES if move in ticked]
    services.choose_moves(used, by=request.actor)
    messages.success(request, _("The transitions are saved."))
    return redirect("tickets:states")


def _targets() -> list[str]:
    reached = {target for _source, target in OPTIONAL_MOVES}
    return [key for key in STATES if key in reached]


def _ways() -> list[dict[str, Any]]:
    """One row for each state that can be left by hand, one cell for each state that can be reached."""
    closed = selectors.closed_moves()
    return [
        {"key": source, "cells": [_cell((source, target), closed) for target in _targets()]}
        for source in STATES
        if any(source == move[0] for move in OPTIONAL_MOVES)
    ]


def _cell(move: Move, closed: frozenset[Move]) -> dict[str, Any]:
    source, target = move
    return {
        "value": f"{source}>{target}",
        "is_optional": move in OPTIONAL_MOVES,
        "is_fixed": move not in OPTIONAL_MOVES and find_transition(*move) is not None,
        "is_used": move not in closed,
        "label": _("%(source)s to %(target)s") % {"source": STATE_LABELS[source], "target": STATE_LABELS[target]},
    }


def _usual(key: str, language: str) -> str:
    with override(language):
        return usual_state_name(key)
