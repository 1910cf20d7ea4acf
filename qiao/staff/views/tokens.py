"""Tokens for programs: one's own on the profile, those of integrations and everybody's under setup."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.api.tokens import NewToken, issue_token, revoke_token
from qiao.kernel.forms import attempt
from qiao.kernel.keyset import keyset_page
from qiao.kernel.models import ApiToken
from qiao.staff.forms import SCOPE_LABELS, FeedForm, TokenForm


@desk_page("own")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: DeskRequest) -> HttpResponse:
    """My tokens; a new one is shown once, on the answer to the form."""
    is_feed = "feed" in request.POST
    form = TokenForm(
        request.POST if request.method == "POST" and not is_feed else None, person=request.user, is_personal=True
    )
    feed_form = FeedForm(request.POST if is_feed else None, prefix="feed")
    made = _issue(form, ApiToken.Kind.PERSONAL, request)
    if feed_form.is_valid():
        name = feed_form.cleaned_data["name"]
        made = attempt(
            feed_form,
            lambda: issue_token(ApiToken.Kind.CALENDAR, request.user, name=name, by=request.actor),
        )
    tokens = ApiToken.objects.filter(person=request.user, kind__in=("personal", "calendar"), revoked_at=None)
    context = {"tokens": _lines(tokens), "form": form, "feed_form": feed_form, "me_tab": "tokens", **_shown(made)}
    return render(request, "staff/me/tokens.html", context, status=_status(request, made))


@desk_page("own")
@require_POST
def revoke_mine(request: DeskRequest, token_id: int) -> HttpResponse:
    """Revoke my token."""
    revoke_token(token_id, by=request.actor, person_id=request.user.pk)
    return redirect("staff:tokens")


@desk_page("setup.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def everybodys(request: DeskRequest) -> HttpResponse:
    """Tokens of integrations and of everybody, and a new one for an integration."""
    form = TokenForm(request.POST if request.method == "POST" else None, person=request.user, is_personal=False)
    made = _issue(form, ApiToken.Kind.INTEGRATION, request)
    rows = ApiToken.objects.filter(revoked_at=None).select_related("person")
    page = keyset_page(rows, ("-created_at", "-id"), after=request.GET.get("after", ""))
    context = {"tokens": _lines(page.rows), "next": page.next, "form": form, **_shown(made)}
    return render(request, "staff/setup/tokens.html", context, status=_status(request, made))


@desk_page("setup.manage")
@require_POST
def revoke_anybodys(request: DeskRequest, token_id: int) -> HttpResponse:
    """Revoke any token."""
    revoke_token(token_id, by=request.actor)
    return redirect("staff:all_tokens")


def _issue(form: TokenForm, kind: str, request: DeskRequest) -> NewToken | None:
    if not form.is_bound or not form.is_valid():
        return None
    days = form.cleaned_data["days"]
    expires_at = timezone.now() + timedelta(days=days) if days else None
    values = form.cleaned_data
    return attempt(
        form,
        lambda: issue_token(
            kind, request.user, name=values["name"], scopes=values["scopes"], expires_at=expires_at, by=request.actor
        ),
    )


def _lines(tokens: Any) -> list[dict[str, Any]]:
    now = timezone.now()
    return [
        {
            "token": token,
            "scopes": [SCOPE_LABELS[scope] for scope in token.scopes if scope in SCOPE_LABELS],
            "is_over": bool(token.expires_at and token.expires_at <= now),
        }
        for token in tokens
    ]


def _shown(made: NewToken | None) -> dict[str, Any]:
    if made is None:
        return {}
    secret = made.secret
    if made.token.kind == ApiToken.Kind.CALENDAR:
        secret = f"{settings.ADDRESS}{reverse('tickets:calendar_feed', args=[secret])}"
    return {"secret": secret, "made": made.token}


def _status(request: DeskRequest, made: NewToken | None) -> int:
    return 200 if request.method != "POST" or made else 422
