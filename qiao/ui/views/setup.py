"""The setup as such: it begins with the first of its pages that somebody may use."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.ui.navigation import setup_pages


@desk_page("ticket.view")
@require_safe
def setup(request: DeskRequest) -> HttpResponseRedirect:
    """What the strip's entry leads to."""
    first = next((entry for entry in setup_pages() if request.user.may(entry.permission)), None)
    if first is None:
        raise Http404
    return redirect(first.url_name)
