"""Setup of the desk: what this house calls the states of its tickets."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.i18n import CHINESE, ENGLISH
from qiao.tickets import selectors, services
from qiao.tickets.labels import CATEGORY_LABELS, STATE_LABELS, usual_state_name
from qiao.tickets.rules.states import STATES, moves_from
from qiao.tickets.views.acts import get_or_post

LONGEST = 40


@desk_page("setup.manage")
@get_or_post
def states(request: DeskRequest) -> HttpResponse:
    """Names in both languages over fixed categories, and which state leads where."""
    if request.method == "POST":
        names = {
            key: {
                language: request.POST.get(f"{key}-{language}", "").strip()[:LONGEST] for language in (ENGLISH, CHINESE)
            }
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
            "leads_to": [STATE_LABELS[target] for target in moves_from(state.key)],
        }
        for state in STATES.values()
    ]
    return render(request, "tickets/setup/states.html", {"rows": rows, "longest": LONGEST})


def _usual(key: str, language: str) -> str:
    with override(language):
        return usual_state_name(key)
