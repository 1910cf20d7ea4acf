"""Queues with their counts, saved views, quick replies, search."""

from typing import Annotated, Any

from django.db import transaction
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from pydantic import Field

from qiao.kernel.api.answers import Id, Listing, answer, nothing
from qiao.kernel.api.auth import ApiRequest, need, need_person
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, close_cursor, open_cursor
from qiao.kernel.api.problems import Invalid
from qiao.kernel.api.references import check_references
from qiao.kernel.errors import NotFound
from qiao.products.models import Product
from qiao.staff.models import Team
from qiao.tickets import selectors, services
from qiao.tickets.api.given import DeskGiven, QuickReplyGiven, SavedViewChangeGiven, SavedViewGiven, StepGiven
from qiao.tickets.api.showing import ticket_row
from qiao.tickets.api.shown import (
    DeskShown,
    FoundShown,
    MadeShown,
    MarkdownShown,
    QuickReplyShown,
    SavedViewShown,
    SearchShown,
    ViewShown,
)
from qiao.tickets.models import QuickReply
from qiao.tickets.services import QuickReplyDraft

arranging = Operations("views, texts, search")


@arranging.get("/views", "ticket.view", Listing[ViewShown], screens=["tickets:rail"])
def list_views(request: ApiRequest) -> HttpResponseBase:
    """List the queues with their counts."""
    rail = selectors.rail(request.user)
    shown = [
        ViewShown(
            view=one.view, name=one.label, count=one.count, is_capped=one.is_capped, saved_id=one.saved_id,
            is_shared=one.is_shared,
        )
        for one in (*rail.personal, *rail.teams, *rail.saved)
    ]  # fmt: skip
    return answer(request, Listing[ViewShown](items=shown, next_cursor=None))


@arranging.get("/saved-views", "ticket.view", Listing[SavedViewShown])
def list_saved_views(request: ApiRequest) -> HttpResponseBase:
    """List the saved views I may use."""
    shown = [
        SavedViewShown(
            id=view.pk, name=view.name, query=view.query, columns=view.columns, is_shared=view.is_shared,
            team_id=view.team_id, owner_id=view.owner_id,
        )
        for view in selectors.saved_views(request.user)
    ]  # fmt: skip
    return answer(request, Listing[SavedViewShown](items=shown, next_cursor=None))


@arranging.post("/saved-views", "ticket.view", MadeShown, status=201, screens=["tickets:save-view"])
def create_saved_view(request: ApiRequest, data: SavedViewGiven) -> HttpResponseBase:
    """Keep a view under a name; sharing it needs view.share."""
    return answer(request, MadeShown(id=_save_view(request, data, None)), status=201)


@arranging.put("/saved-views/{view_id}", "ticket.view", MadeShown, screens=["tickets:saved-view"])
def replace_saved_view(request: ApiRequest, view_id: Id, data: SavedViewGiven) -> HttpResponseBase:
    """Change a saved view."""
    selectors.saved_view(request.user, view_id)
    return answer(request, MadeShown(id=_save_view(request, data, view_id)))


@arranging.delete("/saved-views/{view_id}", "ticket.view", screens=["tickets:arrange-view"])
def delete_saved_view(request: ApiRequest, view_id: Id) -> HttpResponseBase:
    """Forget a saved view."""
    need_person(request)
    view = selectors.saved_view(request.user, view_id)
    if view.owner_id != request.user.pk:
        need(request, "view.share")
    services.delete_view(view_id, by=request.actor)
    return nothing()


@arranging.patch("/saved-views/{view_id}", "ticket.view", MadeShown, screens=["tickets:arrange-view"])
def arrange_saved_view(request: ApiRequest, view_id: Id, data: SavedViewChangeGiven) -> HttpResponseBase:
    """Rename a saved view, share it, or keep it to oneself again."""
    need_person(request)
    selectors.saved_view(request.user, view_id)
    if data.is_shared is not None:
        need(request, "view.share")
    with transaction.atomic():
        if data.name is not None:
            services.rename_view(view_id, data.name, by=request.actor)
        if data.is_shared is not None:
            services.share_view(view_id, is_shared=data.is_shared, by=request.actor)
    return answer(request, MadeShown(id=view_id))


@arranging.post("/saved-views/{view_id}/move", "ticket.view", DeskShown, screens=["tickets:arrange-view"])
def move_saved_view(request: ApiRequest, view_id: Id, data: StepGiven) -> HttpResponseBase:
    """Put a view further down or up in my own order."""
    need_person(request)
    services.move_view(view_id, step=data.step, by=request.actor)
    return answer(request, _desk(request))


@arranging.post("/saved-views/{view_id}/restore", "ticket.view", MadeShown, screens=["tickets:restore-view"])
def restore_saved_view(request: ApiRequest, view_id: Id) -> HttpResponseBase:
    """Bring a deleted view back to where it was."""
    need_person(request)
    services.restore_view(view_id, by=request.actor)
    return answer(request, MadeShown(id=view_id))


@arranging.get("/me/desk", "ticket.view", DeskShown, screens=["tickets:views"])
def get_my_desk(request: ApiRequest) -> HttpResponseBase:
    """Get how my desk is arranged."""
    return answer(request, _desk(request))


@arranging.patch("/me/desk", "ticket.view", DeskShown, screens=["tickets:start-view", "tickets:columns"])
def arrange_my_desk(request: ApiRequest, data: DeskGiven) -> HttpResponseBase:
    """Choose the queue my desk opens with, or the columns of its table."""
    need_person(request)
    with transaction.atomic():
        if data.start_view is not None:
            services.choose_start_view(data.start_view, by=request.actor)
        if data.columns is not None:
            services.choose_columns(data.columns, by=request.actor)
    return answer(request, _desk(request))


def _desk(request: ApiRequest) -> DeskShown:
    person = request.user
    return DeskShown(
        start_view=selectors.start_view(person), view_order=[view.pk for view in selectors.saved_views(person)],
        columns=list(selectors.table_columns(person, "")),
    )  # fmt: skip


def _save_view(request: ApiRequest, data: SavedViewGiven, view_id: int | None) -> int:
    need_person(request)
    if data.is_shared or data.team_id:
        need(request, "view.share")
    check_references({"team_id": (Team, data.team_id)})
    return services.save_view(
        data.name, data.query, by=request.actor, is_shared=data.is_shared, team_id=data.team_id,
        columns=data.columns, view_id=view_id,
    )  # fmt: skip


@arranging.get("/quick-replies", "ticket.view", Listing[QuickReplyShown], screens=["tickets:quick-replies"])
def list_quick_replies(request: ApiRequest) -> HttpResponseBase:
    """List the quick replies I may use."""
    shown = [
        QuickReplyShown(
            id=row.pk, name=row.name, body_en=row.body.en, body_zh_hans=row.body.zh_hans,
            product_ids=sorted(product.pk for product in row.products.all()), is_shared=row.owner_id is None,
            used_count=row.used_count,
        )
        for row in selectors.quick_reply_list(request.user)
    ]  # fmt: skip
    return answer(request, Listing[QuickReplyShown](items=shown, next_cursor=None))


@arranging.post("/quick-replies", "ticket.reply", MadeShown, status=201, screens=["tickets:quick-reply-new"])
def create_quick_reply(request: ApiRequest, data: QuickReplyGiven) -> HttpResponseBase:
    """Create a quick reply."""
    return answer(request, MadeShown(id=_save_reply(request, data, None)), status=201)


@arranging.put("/quick-replies/{reply_id}", "ticket.reply", MadeShown, screens=["tickets:quick-reply"])
def replace_quick_reply(request: ApiRequest, reply_id: Id, data: QuickReplyGiven) -> HttpResponseBase:
    """Change a quick reply."""
    return answer(request, MadeShown(id=_save_reply(request, data, reply_id)))


@arranging.delete("/quick-replies/{reply_id}", "ticket.reply", screens=["tickets:quick-reply"])
def delete_quick_reply(request: ApiRequest, reply_id: Id) -> HttpResponseBase:
    """Delete a quick reply."""
    need_person(request)
    services.delete_quick_reply(reply_id, by=request.actor)
    return nothing()


@arranging.post("/quick-replies/{reply_id}/used", "ticket.note", screens=["tickets:quick-reply-used"])
def count_quick_reply(request: ApiRequest, reply_id: Id) -> HttpResponseBase:
    """Count that I inserted a quick reply: the ones used most are listed first."""
    need_person(request)
    services.count_quick_reply(reply_id, by=request.actor)
    return nothing()


@arranging.get("/tickets/{number}/quick-replies/{reply_id}", "ticket.view", MarkdownShown)
def render_quick_reply(request: ApiRequest, number: Id, reply_id: Id) -> HttpResponseBase:
    """Fill in a quick reply for a ticket, in the ticket's language."""
    ticket = ticket_row(request, number)
    known = QuickReply.objects.filter(pk=reply_id).values_list("owner_id", flat=True)
    if not set(known) & {None, request.user.pk}:
        raise NotFound
    return answer(request, MarkdownShown(markdown=selectors.render_quick_reply(reply_id, ticket.pk, request.user)))


def _save_reply(request: ApiRequest, data: QuickReplyGiven, reply_id: int | None) -> int:
    need_person(request)
    ids = data.product_ids
    if len(set(ids)) != Product.objects.filter(pk__in=ids).count():
        raise Invalid({"product_ids": _("does not exist.")})
    draft = QuickReplyDraft(
        data.name, {"en": data.body_en, "zh-hans": data.body_zh_hans}, tuple(ids), data.is_shared
    )  # fmt: skip
    return services.save_quick_reply(draft, by=request.actor, reply_id=reply_id)


@arranging.get("/search", "search", SearchShown, screens=["tickets:search"])
def search_tickets(
    request: ApiRequest,
    q: Annotated[str, Field(min_length=1, max_length=400, description="Words in any language, or a ticket's number.")],
    cursor: Cursor = "",
) -> HttpResponseBase:
    """Find tickets by words in what was said, most relevant first."""
    need(request, "ticket.view")
    filters = selectors.TicketFilters(view="all")
    found = selectors.search_tickets(request.user, q, filters=filters, **_place(open_cursor("search", cursor)))
    shown = [
        FoundShown.model_validate({
            "number": row.number, "subject": row.subject, "title_html": str(row.title_html), "state": row.state,
            "excerpt_html": str(row.excerpt_html), "organisation": row.organisation, "updated_at": row.updated_at,
        })
        for row in found.rows
    ]  # fmt: skip
    following = f"page:{found.page + 1}" if found.page < found.pages else found.next_cursor
    return answer(
        request,
        SearchShown(
            items=shown, total=found.total, is_capped=found.is_capped, next_cursor=close_cursor("search", following)
        ),
    )


def _place(position: str) -> dict[str, Any]:
    """What the search goes on from: a page number, or its own cursor beyond the last page."""
    if position.startswith("page:"):
        return {"page": int(position.removeprefix("page:"))}
    return {"cursor": position}
