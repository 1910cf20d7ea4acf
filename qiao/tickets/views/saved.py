"""Saved views: a name for a set of filters."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import NotAllowed, NotFound
from qiao.tickets import selectors, services
from qiao.tickets.forms import SavedViewForm
from qiao.tickets.labels import VIEW_LABELS
from qiao.tickets.models import SavedView
from qiao.tickets.selectors import TicketFilters
from qiao.tickets.views.acts import get_or_post
from qiao.tickets.views.answers import close_dialog, dialog, go
from qiao.tickets.views.panes import filters_of, rail_context


@desk_page("ticket.view")
@get_or_post
def save(request: DeskRequest) -> HttpResponse:
    """Keep the filters of the address, and of the saved view it may name, as a new view."""
    filters = selectors.resolve_filters(request.user, filters_of(request))
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
@require_safe
def views(request: DeskRequest) -> HttpResponse:
    """All views the user may use, to rename, edit, share, order and delete."""
    person = request.user
    may_share = person.may("view.share")
    rows = [
        {
            "view": view,
            "key": f"saved-{view.pk}",
            "may_change": selectors.may_change_view(person, view),
            "chips": selectors.filter_chips(person, TicketFilters.from_text(view.query)),
        }
        for view in selectors.saved_views(person)
    ]
    context = rail_context(request, TicketFilters(view="")) | {
        "rows": rows, "may_share": may_share, "start": selectors.start_view(person), "filters": TicketFilters(view=""),
        "queues": [(key, label) for key, label in VIEW_LABELS.items() if key not in {"spam", "solved"}],
    }  # fmt: skip
    return render(request, "tickets/views.html", context)


@desk_page("ticket.view")
@require_POST
def start(request: DeskRequest) -> HttpResponse:
    """Choose the queue the desk opens with."""
    services.choose_start_view(request.POST.get("view", ""), by=request.actor)
    return redirect("tickets:views")


@desk_page("ticket.view")
@require_POST
def arrange(request: DeskRequest, view_id: int) -> HttpResponse:
    """Rename, share, unshare, move or delete a view, as `act` says."""
    act = request.POST.get("act", "")
    view = selectors.saved_view(request.user, view_id)
    acts: dict[str, Callable[[], None]] = {
        "rename": lambda: services.rename_view(view_id, request.POST.get("name", ""), by=request.actor),
        "share": lambda: services.share_view(view_id, is_shared=True, by=request.actor),
        "unshare": lambda: services.share_view(view_id, is_shared=False, by=request.actor),
        "up": lambda: services.move_view(view_id, step=-1, by=request.actor),
        "down": lambda: services.move_view(view_id, step=1, by=request.actor),
        "delete": lambda: services.delete_view(view_id, by=request.actor),
    }
    if act not in acts:
        raise NotFound
    acts[act]()
    if act == "delete":
        tell_deleted(request, view)
    return redirect("tickets:views")


def tell_deleted(request: DeskRequest, view: SavedView) -> None:
    """A toast with Undo."""
    text = _("The view “%(name)s” is deleted.") % {"name": view.name}
    messages.success(request, text, extra_tags=reverse("tickets:restore-view", args=[view.pk]))


@desk_page("ticket.view")
@require_POST
def restore(request: DeskRequest, view_id: int) -> HttpResponse:
    """Bring a deleted view back, with its place and whom it is shared with."""
    services.restore_view(view_id, by=request.actor)
    messages.success(request, _("The view is back."))
    return redirect("tickets:views")


@desk_page("ticket.view")
@get_or_post
def edit(request: DeskRequest, view_id: int) -> HttpResponse:
    """Change the name of a saved view, and which of its filters and of those in the address it keeps."""
    view = selectors.saved_view(request.user, view_id)
    if not selectors.may_change_view(request.user, view):
        raise NotAllowed
    filters = selectors.resolve_filters(request.user, filters_of(request).with_(view=f"saved-{view_id}"))
    form = SavedViewForm(request.POST if request.method == "POST" else None, initial={"name": view.name})
    if form.is_valid():
        base = TicketFilters(view=filters.view, sort=filters.sort).to_query()
        services.save_view(
            form.cleaned_data["name"],
            "&".join([base, *request.POST.getlist("keep")]),
            by=request.actor,
            is_shared=view.is_shared,
            team_id=view.team_id,
            columns=request.GET.getlist("column") or view.columns,
            view_id=view_id,
        )
        return close_dialog(go(request, reverse("tickets:table") + f"?view=saved-{view_id}"))
    context = {"form": form, "view": view, "chips": selectors.filter_chips(request.user, filters)}
    return dialog(request, "edit_view", context, status=422 if form.is_bound else 200)
