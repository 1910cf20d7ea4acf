"""The bell: what concerns one, the latest of it beside every page, all of it on a page of its own."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import NotFound
from qiao.kernel.keyset import keyset_page
from qiao.staff import services
from qiao.staff.models import NotificationKind

LATEST = 12


@desk_page("own")
@require_safe
def notifications(request: DeskRequest) -> HttpResponse:
    """All notifications of the user, newest first."""
    rows = request.user.notifications.all()
    is_unread_only = "unread" in request.GET
    page = keyset_page(
        rows.filter(read_at=None) if is_unread_only else rows, ("-at", "-pk"), after=request.GET.get("after", "")
    )
    context = {"page": page, "is_unread_only": is_unread_only, "me_tab": "notifications"}
    return render(request, "staff/me/notifications.html", context)


@desk_page("own")
@require_safe
def latest(request: DeskRequest) -> HttpResponse:
    """The list under the bell."""
    rows = request.user.notifications.order_by("-at", "-pk")[:LATEST]
    return render(request, "staff/me/bell_list.html", {"rows": rows})


@desk_page("own")
@require_safe
def bell(request: DeskRequest) -> HttpResponse:
    """The bell with a fresh count."""
    return render(request, "ui/bell.html", {"ui_person": request.user})


@desk_page("own")
@require_POST
def open_notification(request: DeskRequest, notification_id: int) -> HttpResponse:
    """Go to what it is about; it is read from then on."""
    address = services.read_notification(request.user.pk, notification_id)
    if not url_has_allowed_host_and_scheme(address, None):
        raise NotFound
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


@desk_page("own")
@require_POST
def read_all(request: DeskRequest) -> HttpResponse:
    """Mark all as read."""
    services.read_all_notifications(request.user.pk)
    if request.htmx:
        rows = request.user.notifications.order_by("-at", "-pk")[:LATEST]
        return render(request, "staff/me/bell_list.html", {"rows": rows})
    return redirect(reverse("staff:notifications"))


@desk_page("own")
@require_POST
def choose(request: DeskRequest) -> HttpResponse:
    """Choose the kinds of notifications."""
    services.choose_notifications(request.POST.getlist("kind"), by=request.actor)
    return redirect("staff:notification_choice")


@desk_page("own")
@require_safe
def choice(request: DeskRequest) -> HttpResponse:
    """The kinds, with the subscribed ones ticked."""
    rows = [(kind.value, kind.label, kind.value not in request.user.muted) for kind in NotificationKind]
    return render(request, "staff/me/notification_choice.html", {"rows": rows, "me_tab": "notifications"})
