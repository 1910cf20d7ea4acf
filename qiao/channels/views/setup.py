"""Setup pages: mailboxes, the mail log, quarantine, wording."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.channels import selectors
from qiao.channels.forms import MailboxForm, TemplateForm
from qiao.channels.models import Mailbox, MailTemplate
from qiao.channels.models.outgoing import TemplateKind
from qiao.channels.services.mailboxes import (
    drop_template,
    save_mailbox,
    save_template,
    trust_server,
    try_connections,
)
from qiao.channels.wording import VARIABLES, built_in
from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.i18n import known_language


@desk_page("mail.view")
@require_safe
def mailboxes(request: DeskRequest) -> HttpResponse:
    """Every mailbox with its health."""
    health = selectors.mailbox_health(selectors.visible_mailboxes(request.user))
    context = {"health": health, "may_manage": request.user.may("mail.manage")}
    return render(request, "channels/setup/mailboxes.html", context)


@desk_page("mail.manage")
@require_http_methods(["GET", "POST"])
def mailbox_new(request: DeskRequest) -> HttpResponse:
    """Set up a mailbox."""
    language = known_language(request.user.language)
    form = MailboxForm(request.POST or None, initial={"language": language})
    if request.method == "POST" and form.is_valid():
        mailbox = save_mailbox(form.instance, form.changed_fields(), by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("channels:mailbox", mailbox.pk)
    return render(request, "channels/setup/mailbox.html", {"form": form}, status=422 if form.errors else 200)


@desk_page("mail.manage")
@require_http_methods(["GET", "POST"])
def mailbox(request: DeskRequest, mailbox_id: int) -> HttpResponse:
    """One mailbox: settings and health."""
    known = _visible_mailbox(request, mailbox_id)
    form = MailboxForm(request.POST if request.method == "POST" else None, instance=known)
    if request.method == "POST" and form.is_valid():
        save_mailbox(form.instance, form.changed_fields(), by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("channels:mailbox", known.pk)
    context = _mailbox_context(known) | {"form": form}
    return render(request, "channels/setup/mailbox.html", context, status=422 if form.errors else 200)


@desk_page("mail.manage")
@require_POST
def mailbox_try(request: DeskRequest, mailbox_id: int) -> HttpResponse:
    """Sign in to both servers, as stored."""
    known = _visible_mailbox(request, mailbox_id)
    context = {"report": try_connections(known)}
    if request.htmx:
        return render(request, "channels/setup/mailbox.html#report", context)
    context |= _mailbox_context(known) | {"form": MailboxForm(instance=known)}
    return render(request, "channels/setup/mailbox.html", context)


@desk_page("mail.manage")
@require_POST
def mailbox_trust(request: DeskRequest, mailbox_id: int) -> HttpResponse:
    """Take the proposed name of the mail server; no other than the one that is still proposed."""
    known = _visible_mailbox(request, mailbox_id)
    trust_server(known.pk, request.POST.get("name", ""), by=request.actor)
    return redirect("channels:mailbox", known.pk)


def _visible_mailbox(request: DeskRequest, mailbox_id: int) -> Mailbox:
    return get_object_or_404(selectors.visible_mailboxes(request.user), pk=mailbox_id)


def _mailbox_context(known: Mailbox) -> dict[str, Any]:
    (health,) = selectors.mailbox_health(Mailbox.objects.filter(pk=known.pk))
    needs_server = not known.authserv_id
    return {
        "mailbox": known,
        "health": health,
        "needs_server": needs_server,
        "likely_server": selectors.likely_server_of(known) if needs_server else None,
    }


@desk_page("mail.view")
@require_safe
def templates(request: DeskRequest) -> HttpResponse:
    """All wording: what is built in, and what replaces it."""
    own = {(row.kind, row.product_id, row.language): row for row in MailTemplate.objects.select_related("product")}
    rows = [
        {"kind": kind, "kind_label": label, "language": language, "language_label": name, "product": product,
         "own": own.get((kind, product.pk if product else None, language))}
        for kind, label in TemplateKind.choices
        for product in [None, *selectors.visible_products(request.user).filter(is_active=True)]
        for language, name in settings.LANGUAGES
    ]  # fmt: skip
    return render(
        request, "channels/setup/templates.html", {"rows": rows, "may_manage": request.user.may("mail.manage")}
    )


@desk_page("mail.manage")
@require_http_methods(["GET", "POST"])
def template(request: DeskRequest, kind: str, language: str, product_id: int) -> HttpResponse:
    """One wording; `product_id` 0 stands for all products."""
    if kind not in TemplateKind.values or language not in dict(settings.LANGUAGES):
        raise Http404
    product = get_object_or_404(selectors.visible_products(request.user), pk=product_id) if product_id else None
    known = MailTemplate.objects.filter(kind=kind, language=language, product=product).first()
    if request.method == "POST" and "drop" in request.POST:
        drop_template(kind, language, product, by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("channels:templates")
    default = selectors.wording_for(kind, None, language) if product else built_in(kind, language)
    instance = known or MailTemplate(
        kind=kind, language=language, product=product, subject=default.subject, body=default.body
    )
    form = TemplateForm(request.POST if request.method == "POST" else None, instance=instance)
    if request.method == "POST" and form.is_valid():
        save_template(kind, language, product, form.wording, by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("channels:templates")
    context = {"form": form, "template": instance, "known": known, "variables": VARIABLES[kind],
               "language_label": dict(settings.LANGUAGES)[language]}  # fmt: skip
    return render(request, "channels/setup/template.html", context, status=422 if form.errors else 200)
