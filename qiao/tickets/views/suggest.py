"""Suggestions for comboboxes and the editor."""

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from qiao.customers.public import find_contacts
from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.i18n import CHINESE, ENGLISH
from qiao.kernel.parameters import number_or_none
from qiao.tickets import selectors, services
from qiao.tickets.labels import STATE_LABELS
from qiao.tickets.rows import ticket_number as shown_number

MOST = 20
SHOWN_BY_EDITOR = 8
SHOWN_OF_A_TEXT = 80


def _answer(options: list[dict[str, str]]) -> JsonResponse:
    return JsonResponse(options, safe=False)


def _asked(request: DeskRequest) -> str:
    return request.GET.get("q", "").strip()


@desk_page("ticket.view")
@require_safe
def people(request: DeskRequest) -> HttpResponse:
    """Colleagues who could own a ticket, by name, pinyin or initials."""
    found = selectors.assignees(request.user, _asked(request), limit=MOST)
    return _answer([{"value": str(card.id), "label": card.name, "meta": card.hint} for card in found])


@desk_page("ticket.view")
@require_safe
def tags(request: DeskRequest) -> HttpResponse:
    """Tags that were used before."""
    return _answer(
        [{"value": name, "label": name} for name in selectors.tag_suggestions(request.user, _asked(request))]
    )


@desk_page("ticket.view")
@require_safe
def tickets(request: DeskRequest) -> HttpResponse:
    """Tickets by number or words."""
    but = number_or_none(request.GET.get("not", ""))
    own = selectors.ticket_id(request.user, but) if but is not None else None
    found = selectors.ticket_suggestions(request.user, _asked(request), exclude_id=own) if _asked(request) else ()
    return _answer([_option(line.number, line.subject, line.state) for line in found])


@desk_page("ticket.merge")
@require_safe
def merges(request: DeskRequest, number: int) -> HttpResponse:
    """Tickets to merge with this one, by number, words or customer; without words the same customer's open ones."""
    found = selectors.merge_candidates(request.user, selectors.ticket_of(request.user, number), _asked(request))
    return _answer([_option(one.number, one.subject, one.state, one.customer) for one in found])


def _option(number: int, subject: str, state: str, customer: str = "") -> dict[str, str]:
    about = f"{shown_number(number)} · {STATE_LABELS[state]}"
    return {"value": str(number), "label": subject, "detail": f"{about} · {customer}" if customer else about}


@desk_page("customer.view")
@require_safe
def contacts(request: DeskRequest) -> HttpResponse:
    """Contacts by name, pinyin, initials, address or customer."""
    return _answer(
        [
            {
                "value": str(card.id),
                "label": card.name,
                "meta": " ".join(filter(None, (card.organisation_name, card.email))),
            }
            for card in find_contacts(_asked(request), limit=MOST)
        ]
    )


@desk_page("ticket.note")
@require_safe
def mentions(request: DeskRequest, number: int) -> HttpResponse:
    """Colleagues who may be mentioned here: those who may see the ticket."""
    ticket_id = selectors.ticket_id(request.user, number)
    found = selectors.mention_candidates(request.user, ticket_id, _asked(request))
    return _answer(
        [{"label": card.name, "text": f"@[{card.name}](person:{card.id}) ", "meta": card.hint} for card in found]
    )


@desk_page("ticket.note")
@require_safe
def quick_replies(request: DeskRequest, number: int) -> HttpResponse:
    """Quick replies that fit the ticket's product."""
    ticket = selectors.ticket_of(request.user, number)
    found = selectors.quick_replies(request.user, _asked(request), product_id=ticket.product_id, limit=SHOWN_BY_EDITOR)
    language = request.GET.get("language", "")
    language = language if language in {ENGLISH, CHINESE} else ""
    texts = selectors.render_quick_replies([card.id for card in found], ticket.pk, request.user, language=language)
    return _answer(
        [
            {
                "label": card.name,
                "text": texts[card.id],
                "meta": " ".join(texts[card.id].split())[:SHOWN_OF_A_TEXT],
                "used": reverse("tickets:quick-reply-used", args=[card.id]),
            }
            for card in found
        ]
    )


@desk_page("ticket.note")
@require_POST
def quick_reply_used(request: DeskRequest, reply_id: int) -> HttpResponse:
    """The editor has inserted a quick reply; the ones used most are suggested first."""
    services.count_quick_reply(reply_id, by=request.actor)
    return HttpResponse(status=204)
