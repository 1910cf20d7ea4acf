"""Signing in and out of the portal, one's own settings there, and who of the organisation sees what."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.customers import portal
from qiao.customers.models import Contact
from qiao.customers.portal import BROWSER_COOKIE, PortalRequest, VisitorRequest, open_page, portal_page, show
from qiao.customers.portal_forms import PreferencesForm, RoleForm, SignInForm
from qiao.customers.ports import sign_in_notices
from qiao.customers.rules.portal import CODE_LIVES, own_path, portal_path
from qiao.customers.selectors.portal import (
    account_of,
    colleagues_of,
    issuers_for_sign_in,
    sessions_of,
)
from qiao.customers.services.portal_accounts import set_colleague, set_portal_language, set_preferences
from qiao.customers.services.portal_codes import CodeOutcome, CodeResult, ask_for_code, redeem_code, redeem_link
from qiao.customers.services.portal_sessions import end_all_sessions, end_session
from qiao.kernel.i18n import CHINESE, ENGLISH


@open_page
@require_http_methods(["GET", "POST"])
def sign_in(request: VisitorRequest) -> HttpResponse:
    """Mail a sign-in code to an address; the answer is the same whether or not the address is known."""
    following = own_path(request.POST.get("next", "") or request.GET.get("next", ""))
    if request.customer is not None:
        return redirect(following)
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        browser = ask_for_code(
            form.cleaned_data["email"], following=following, visitor=portal.visitor_of(request),
            frame=portal.mail_frame(request),
        )  # fmt: skip
        response = redirect("portal:code")
        _remember_browser(response, browser)
        return response
    context = {
        "form": form, "following": following, "is_signing_in": True, "notices": sign_in_notices(),
        "issuers": issuers_for_sign_in(request.brand.product_id),
    }  # fmt: skip
    return show(request, "customers/portal/sign_in.html", context, status=422 if form.errors else 200)


@open_page
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def code(request: VisitorRequest) -> HttpResponse:
    """Type the code."""
    browser = request.COOKIES.get(BROWSER_COOKIE, "")
    if not browser:
        return redirect("portal:sign_in")
    result = None
    if request.method == "POST":
        result = redeem_code(browser, request.POST.get("code", ""), visitor=portal.visitor_of(request))
        if result.outcome is CodeOutcome.SIGNED_IN:
            return _signed_in(result)
    context = {"result": result, "minutes": int(CODE_LIVES.total_seconds() // 60)}
    return show(request, "customers/portal/code.html", context, status=422 if result else 200)


@open_page
@require_http_methods(["GET", "POST"])
def link(request: VisitorRequest, token: str) -> HttpResponse:
    """The link of the mail. GET changes nothing: mail programs open links before people do."""
    browser = request.COOKIES.get(BROWSER_COOKIE, "")
    is_gone = not browser
    if request.method == "POST" and browser:
        result = redeem_link(browser, token, visitor=portal.visitor_of(request))
        if result.outcome is CodeOutcome.SIGNED_IN:
            return _signed_in(result)
        is_gone = True
    status = 422 if is_gone and request.method == "POST" else 200
    return show(request, "customers/portal/link.html", {"is_gone": is_gone}, status=status)


@portal_page
@require_POST
def sign_out(request: PortalRequest) -> HttpResponse:
    """Here, or everywhere."""
    contact = Contact.objects.get(pk=request.customer.contact_id)
    if "everywhere" in request.POST:
        end_all_sessions(contact, by=request.actor)
    else:
        end_session(request.customer.session_id, contact, by=request.actor)
    response = redirect("portal:sign_in")
    portal.forget_cookie(response)
    messages.success(request, _("You are signed out."))
    return response


@portal_page
@require_http_methods(["GET", "POST"])
def me(request: PortalRequest) -> HttpResponse:
    """Language, time zone, mails, and where one is signed in."""
    contact = Contact.objects.get(pk=request.customer.contact_id)
    account = account_of(contact.pk)
    form = PreferencesForm(
        request.POST if request.method == "POST" else None, contact=contact, account=account,
        sees_organisation=request.customer.sees_organisation,
    )  # fmt: skip
    if form.is_valid():
        set_preferences(contact.pk, form.cleaned_data, by=request.actor)
        messages.success(request, _("Your settings are saved."))
        return redirect("portal:me")
    context = {"form": form, "sessions": sessions_of(request.customer.account_id), "nav": "me"}
    return show(request, "customers/portal/me.html", context, status=422 if form.errors else 200)


@portal_page
@require_POST
def end_one(request: PortalRequest, session_id: int) -> HttpResponse:
    """Sign out another browser of one's own."""
    end_session(session_id, Contact.objects.get(pk=request.customer.contact_id), by=request.actor)
    return redirect("portal:me")


@partial(portal_page, for_administrators=True)
@require_safe
def people(request: PortalRequest) -> HttpResponse:
    """Everybody of the organisation, and what they see."""
    found, following = colleagues_of(request.customer, after=request.GET.get("after", ""))
    rows = [(one, RoleForm(initial={"role": one.role}, auto_id=f"role_{one.contact_id}")) for one in found]
    return show(request, "customers/portal/people.html", {"rows": rows, "next": following, "nav": "people"})


@partial(portal_page, for_administrators=True)
@require_POST
def person(request: PortalRequest, contact_id: int) -> HttpResponse:
    """Change what a colleague sees."""
    form = RoleForm(request.POST)
    if form.is_valid():
        set_colleague(request.customer, contact_id, role=form.cleaned_data["role"])
        messages.success(request, _("Saved."))
    return redirect("portal:people")


@open_page
@require_POST
def language(request: VisitorRequest) -> HttpResponse:
    """To the other language: kept with the contact, or in a cookie before sign-in."""
    wanted = ENGLISH if get_language() == CHINESE else CHINESE
    if request.customer is not None:
        set_portal_language(request.customer.contact_id, wanted, by=request.customer.actor)
    response = redirect(portal_path(request.POST.get("next", "")))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, wanted, max_age=365 * 86400, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def _signed_in(result: CodeResult) -> HttpResponse:
    response = redirect(result.following)
    portal.set_cookie(response, result.token)
    response.delete_cookie(BROWSER_COOKIE, path=portal.PATH, samesite="Lax")
    return response


def _remember_browser(response: HttpResponse, browser: str) -> None:
    response.set_cookie(
        BROWSER_COOKIE, browser, max_age=int(CODE_LIVES.total_seconds()), path=reverse("portal:home"), httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip
