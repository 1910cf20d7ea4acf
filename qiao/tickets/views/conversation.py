"""Writing: replies, notes, drafts, attachments, and presence."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import Refusal
from qiao.kernel.parameters import moment_given
from qiao.kernel.text import render_markdown
from qiao.tickets import selectors, services
from qiao.tickets.forms import NoteForm, ReplyForm
from qiao.tickets.message_cards import delivery_line
from qiao.tickets.refusals import SomeoneAnswered
from qiao.tickets.services import Reply
from qiao.tickets.templatetags.desk import frame_of
from qiao.tickets.views.answers import after_act
from qiao.tickets.views.composing import refused_composer, typed_settings
from qiao.tickets.views.panes import conversation_answer, filters_of, message_of, messages_of, ticket_context
from qiao.tickets.views.uploads import Attachments, TooBig, attachments, keep_upload, sealed
from qiao.ui.templatetags.ui import filesize


@desk_page("ticket.reply")
@require_POST
def reply(request: DeskRequest, number: int) -> HttpResponse:
    """Reply to the customer; refused when a colleague has replied in the meantime, whose reply is shown."""
    ticket_id = selectors.ticket_id(request.user, number)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        is_address_wrong = bool({"to", "cc"} & form.errors.keys())
        files, problem = _attachments(request), _first_problem(form)
        return _refused(request, number, "reply", files, problem, is_address_wrong=is_address_wrong)
    files = _attachments(request)
    return _sent(request, number, "reply", files, lambda: _send(ticket_id, _reply(request, form, files), request))


def _reply(request: DeskRequest, form: ReplyForm, files: Attachments) -> Reply:
    values = form.cleaned_data
    return Reply(
        values["markdown"],
        to=values["to"],
        cc=values["cc"] if "cc" in request.POST else None,
        attachments=files.all(),
        state_after=request.POST.get("state_after", "waiting_customer"),
        send_at=_moment(request, form),
        last_seen_message_id=values["last_seen_message_id"],
        send_anyway=values["send_anyway"],
        language=values["language"],
    )


def _moment(request: DeskRequest, form: ReplyForm) -> datetime | None:
    """When to send: `later` is a preset's moment, or `custom` for the one typed."""
    later = request.POST.get("later", "")
    if later == "custom":
        moment: datetime | None = form.cleaned_data["send_at"]
        return moment
    return moment_given(later) if later else None


def _send(ticket_id: int, given: Reply, request: DeskRequest) -> str:
    services.reply_to_ticket(ticket_id, given, by=request.actor)
    if given.send_at:
        return _("Will be sent %(when)s.") % {"when": f"{localtime(given.send_at):%Y-%m-%d %H:%M}"}
    return ""


@desk_page("ticket.note")
@require_POST
def note(request: DeskRequest, number: int) -> HttpResponse:
    """Write something only colleagues see."""
    ticket_id = selectors.ticket_id(request.user, number)
    form, files = NoteForm(request.POST), _attachments(request)
    if not form.is_valid():
        return _refused(request, number, "note", files, _first_problem(form))
    text = form.cleaned_data["markdown"]
    return _sent(request, number, "note", files, lambda: _add_note(ticket_id, text, files, request))


def _add_note(ticket_id: int, text: str, files: Attachments, request: DeskRequest) -> str:
    services.add_note(ticket_id, text, by=request.actor, attachments=files.all())
    return ""


def _sent(
    request: DeskRequest, number: int, kind: str, files: Attachments, write: Callable[[], str]
) -> HttpResponse:  # fmt: skip
    try:
        said = write()
    except SomeoneAnswered as refusal:
        return _refused(request, number, kind, files, refusal.message, status=409, news=refusal.new)
    except Refusal as refusal:
        return _refused(request, number, kind, files, refusal.message)
    return after_act(request, number, said)


def _refused(
    request: DeskRequest,
    number: int,
    kind: str,
    files: Attachments,
    problem: str,
    *,
    status: int = 422,
    news: object = (),
    is_address_wrong: bool = False,
) -> HttpResponse:
    """The composer as submitted, with the reason it was refused and new messages."""
    context = ticket_context(request, number)
    context |= {
        "problem": problem,
        "news": news,
        "is_address_wrong": is_address_wrong,
        "composer": refused_composer(context["composer"], kind, request.POST, files.files),
        "state_after": request.POST.get("state_after", ""),
    }
    if request.htmx:
        return conversation_answer(request, number, status=status, extra=context)
    return render(request, "tickets/refused.html", context, status=status)


def _first_problem(form: ReplyForm | NoteForm) -> str:
    return next(str(problem) for problems in form.errors.values() for problem in problems)


def _attachments(request: DeskRequest) -> Attachments:
    """Files uploaded before (by drag or paste) and those sent with the form."""
    return attachments(request.POST.getlist("attachment"), request.FILES.getlist("files"))


@desk_page("ticket.note")
@require_POST
def upload(request: DeskRequest) -> HttpResponse:
    """Store a file dragged or pasted into the composer; answers with the sealed reference for the form."""
    given = request.FILES.get("file")
    if given is None:
        return JsonResponse({"error": _("No file arrived.")}, status=422)
    try:
        kept = keep_upload(given)
    except TooBig as refusal:
        return JsonResponse({"error": refusal.message}, status=413)
    return JsonResponse({"id": sealed(kept), "name": kept.name, "size": filesize(given.size)})


@desk_page("ticket.note")
@require_POST
def draft(request: DeskRequest, number: int) -> HttpResponse:
    """Keep the text shown in the composer and `aside`, the one of the other kind; empty drafts are deleted."""
    ticket = selectors.ticket_of(request.user, number)
    kind, other = ("note", "reply") if request.POST.get("kind") == "note" else ("reply", "note")
    texts = {kind: request.POST.get("markdown", ""), other: request.POST.get("aside", "")}
    files = {kind: _attachments(request).files, other: ()}
    services.save_draft(ticket.pk, "note", texts["note"], by=request.actor, attachments=files["note"])
    services.save_draft(
        ticket.pk, "reply", texts["reply"], by=request.actor, attachments=files["reply"],
        **typed_settings(ticket, request.POST),
    )  # fmt: skip
    if files[kind] or any(text.strip() for text in texts.values()):
        return HttpResponse(_("Draft saved"), content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@desk_page("ticket.view")
@require_POST
def presence(request: DeskRequest, number: int) -> HttpResponse:
    """Record that I am viewing or typing; answers with the others who are."""
    ticket_id = selectors.ticket_id(request.user, number)
    if request.POST.get("left"):
        services.leave(ticket_id, by=request.actor)
        return HttpResponse(status=204)
    others = services.heartbeat(ticket_id, by=request.actor, is_typing=bool(request.POST.get("typing")))
    return render(request, "tickets/fragments/presence.html", {"presence": others})


@desk_page("ticket.note")
@require_POST
def preview(request: DeskRequest, number: int) -> HttpResponse:
    """How the text will look."""
    selectors.ticket_id(request.user, number)
    return HttpResponse(render_markdown(request.POST.get("text", "")))


@desk_page("ticket.reply")
@require_POST
def undo_send(request: DeskRequest, number: int, message_id: int) -> HttpResponse:
    """Withdraw a reply before it is sent; its text returns to the composer."""
    message_of(request, number, message_id)
    services.undo_send(message_id, by=request.actor)
    return after_act(request, number, _("Withdrawn. The text is back in the composer."))


@desk_page("ticket.reply")
@require_POST
def send_now(request: DeskRequest, number: int, message_id: int) -> HttpResponse:
    """Send a held or scheduled reply at once, or retry a failed one."""
    message_of(request, number, message_id)
    services.send_now(message_id, by=request.actor)
    return after_act(request, number)


@desk_page("ticket.view")
@require_safe
def delivery(request: DeskRequest, number: int, message_id: int) -> HttpResponse:
    """The delivery state of a reply; no content when it no longer exists."""
    message = messages_of(request, number).filter(pk=message_id).first()
    if message is None:  # withdrawn in the meantime: the conversation itself is reloaded
        return HttpResponse(status=204)
    return HttpResponse(delivery_line(message, frame_of(request, number, filters_of(request).to_query())))


@desk_page("ticket.edit")
@require_POST
def accept(request: DeskRequest, number: int, message_id: int) -> HttpResponse:
    """Accept the sender of a message as genuine."""
    message_of(request, number, message_id)
    services.accept_message(message_id, by=request.actor)
    return after_act(request, number, _("The sender is accepted."))
