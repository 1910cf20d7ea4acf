"""Wording of mails: what is in force for a kind, a language and a product, and replacing it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from django.db import transaction
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import Query

from qiao.channels.api.mail_schemas import MailTemplateGiven, MailTemplateShown, TemplateKind, TemplatesWanted
from qiao.channels.api.mailbox_schemas import Language
from qiao.channels.forms import TemplateForm
from qiao.channels.models import MailTemplate
from qiao.channels.selectors import own_wordings, template_in_force, visible_products, wording_for
from qiao.channels.services.mailboxes import drop_template, save_template
from qiao.channels.wording import VARIABLES
from qiao.kernel.api.answers import Id, Listing, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.checking import checked
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.versions import expect_version, versioned
from qiao.products.models import Product

templates = Operations("mail wording")

_template = "/mail-templates/{kind}/{language}"
Source = Literal["own", "all_products", "built_in"]


@templates.get("/mail-templates", "mail.view", Listing[MailTemplateShown], screens=["channels:templates"])
def list_mail_templates(
    request: ApiRequest, wanted: Query[TemplatesWanted], cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List the wordings that replace built-in ones."""
    rows = own_wordings(request.user).filter(**wanted.model_dump(exclude_none=True))
    found, following = page_of(rows, ("id",), cursor=cursor, limit=limit, name="mail-templates")
    items = [_shown(row.kind, row.language, row.product_id, row, "own") for row in found]
    return answer(request, Listing[MailTemplateShown](items=items, next_cursor=following))


@templates.get(_template, "mail.view", MailTemplateShown, is_versioned=True, screens=["channels:template"])
def get_mail_template(
    request: ApiRequest, kind: TemplateKind, language: Language, product_id: Id | None = None
) -> HttpResponseBase:
    """Get the wording in force for a kind of mail in a language, for a product or for all."""
    _product(request, product_id)
    return versioned(request, _in_force(kind, language, product_id))


@templates.put(_template, "mail.manage", MailTemplateShown, is_versioned=True, screens=["channels:template"])
def replace_mail_template(
    request: ApiRequest, kind: TemplateKind, language: Language, data: MailTemplateGiven, product_id: Id | None = None
) -> HttpResponseBase:
    """Replace the wording of a kind of mail in a language, for a product or for all."""
    product = _product(request, product_id)
    form = TemplateForm(data.model_dump(), instance=MailTemplate(kind=kind, language=language, product=product))
    checked(form)
    with _at_its_version(request, kind, language, product_id):
        save_template(kind, language, product, form.wording, by=request.actor)
    return versioned(request, _in_force(kind, language, product_id))


@templates.delete(_template, "mail.manage", MailTemplateShown, is_versioned=True, screens=["channels:template"])
def restore_mail_template(
    request: ApiRequest, kind: TemplateKind, language: Language, product_id: Id | None = None
) -> HttpResponseBase:
    """Go back to the default wording: that for all products, or the built-in one."""
    product = _product(request, product_id)
    with _at_its_version(request, kind, language, product_id):
        drop_template(kind, language, product, by=request.actor)
    return versioned(request, _in_force(kind, language, product_id))


def _product(request: ApiRequest, product_id: int | None) -> Product | None:
    return None if product_id is None else get_object_or_404(visible_products(request.user), pk=product_id)


@contextmanager
def _at_its_version(
    request: ApiRequest, kind: TemplateKind, language: Language, product_id: int | None
) -> Iterator[None]:
    """What is stored for the kind and language stays locked to the end of the block. Raises ChangedSince."""
    with transaction.atomic():
        list(MailTemplate.objects.select_for_update(no_key=True).filter(kind=kind, language=language))
        expect_version(request, _in_force(kind, language, product_id))
        yield


def _in_force(kind: TemplateKind, language: Language, product_id: int | None) -> MailTemplateShown:
    row = template_in_force(kind, product_id, language)
    source: Source = "built_in" if row is None else "own" if row.product_id == product_id else "all_products"
    return _shown(kind, language, product_id, row, source)


def _shown(
    kind: str, language: str, product_id: int | None, row: MailTemplate | None, source: Source
) -> MailTemplateShown:
    wording = row or wording_for(kind, product_id, language)
    return MailTemplateShown.model_validate({
        "kind": kind, "language": language, "product_id": product_id, "subject": wording.subject,
        "body": wording.body, "source": source, "variables": list(VARIABLES[kind]),
        "updated_at": row.updated_at if row else None,
    })  # fmt: skip
