"""Saved views: a name for a set of filters."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from qiao.kernel.access import DeskRequest, desk_page
from qiao.tickets import selectors, services
from qiao.tickets.forms import SavedViewForm
from qiao.tickets.selectors import TicketFilters
from qiao.tickets.views.acts import get_or_post
from qiao.tickets.views.answers import close_dialog, dialog, go
from qiao.tickets.views.panes import filters_of


@desk_page("ticket.view")
@get_or_post
def save(request: DeskRequest) -> HttpResponse:
    """Keep the filters of the address under a name."""
    filters = filters_of(request)
    form = SavedViewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        view_id = services.save_view(
            form.cleaned_data["name"],
            filters.to_query(),
            by=request.actor,
            is_shared=form.cleaned_data["is_shared"] and request.user.may("view.share"),
            columns=request.GET.getlist("column"),
        )
        address = reverse("tickets:table") + "?" + TicketFilters(view=f"saved-{view_id}").to_query()
        return close_dialog(go(request, address))
    context = {
        "form": form,
        "chips": selectors.filter_chips(request.user, filters),
        "may_share": request.user.may("view.share"),
    }
    return dialog(request, "save_view", context, status=422 if form.is_bound else 200)


@desk_page("ticket.view")
@require_POST
def edit(request: DeskRequest, view_id: int) -> HttpResponse:
    """Give a saved view the filters of the address, or delete it."""
    view = selectors.saved_view(request.user, view_id)
    if request.POST.get("delete"):
        services.delete_view(view_id, by=request.actor)
        return go(request, reverse("tickets:desk"))
    services.save_view(
        request.POST.get("name", "").strip() or view.name,
        filters_of(request).with_(view="all").to_query() if request.POST.get("filters") else view.query,
        by=request.actor,
        is_shared=view.is_shared,
        columns=request.GET.getlist("column") or view.columns,
        view_id=view_id,
    )
    return redirect(reverse("tickets:table") + f"?view=saved-{view_id}")
