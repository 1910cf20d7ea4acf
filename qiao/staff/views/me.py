"""One's own profile and sessions, and the language switch."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kernel.access import DeskRequest, desk_page, public_page
from qiao.kernel.audit import record
from qiao.kernel.i18n import CHINESE, ENGLISH
from qiao.kernel.visitors import device_of
from qiao.staff import services
from qiao.staff.forms import ProfileForm, zone_choices
from qiao.staff.public import people_for_mention


@desk_page("own")
@require_http_methods(["GET", "POST"])
def profile(request: DeskRequest) -> HttpResponse:
    """Name, language, zone, theme."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        services.change_profile(request.user.pk, form.cleaned_data, by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("staff:me")
    context = {"form": form, "zones": zone_choices()}
    context["me_tab"] = "profile"
    return render(request, "staff/me/profile.html", context, status=422 if form.errors else 200)


@desk_page("own")
@require_safe
def sessions(request: DeskRequest) -> HttpResponse:
    """The user's sessions."""
    rows = [
        {"session": session, "device": device_of(session.user_agent), "is_this": _is_this(request, session)}
        for session in UserSession.objects.filter(user=request.user).order_by("-last_seen_at")
    ]
    return render(request, "staff/me/sessions.html", {"rows": rows, "me_tab": "sessions"})


@desk_page("own")
@require_POST
def end_session(request: DeskRequest, session_id: int) -> HttpResponse:
    """Sign out one device."""
    session = get_object_or_404(UserSession, pk=session_id, user=request.user)
    session.end()
    record(request.actor, "sign_in.session_ended", request.user, data={"ip": session.ip})
    return redirect("staff:sessions")


@desk_page("own")
@require_POST
def end_other_sessions(request: DeskRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    services.end_sessions(request.user, but=request.session.session_key or "", by=request.actor)
    return redirect("staff:sessions")


@desk_page("own")
@require_safe
def people_options(request: DeskRequest) -> JsonResponse:
    """Colleagues for choosers and mentions: [{value, label, meta, keys}]."""
    found = people_for_mention(request.GET.get("q", ""), limit=12)
    options = [{"value": str(card.id), "label": card.name, "meta": card.job_title or card.email} for card in found]
    return JsonResponse(options, safe=False)


@public_page
@require_POST
def switch_language(request: HttpRequest) -> HttpResponseBase:
    """To the other language: kept with the person, or in a cookie before sign-in."""
    wanted = ENGLISH if get_language() == CHINESE else CHINESE
    following = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(following, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(following if is_ours else "/")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, wanted, max_age=365 * 86400, samesite="Lax", secure=request.is_secure()
    )
    if request.user.is_authenticated:
        services.change_profile(request.user.pk, {"language": wanted}, by=request.user.actor)
    return response


def _is_this(request: HttpRequest, session: UserSession) -> bool:
    return bool(session.session_key == request.session.session_key)
