"""The mail log: incoming, outgoing and quarantined mail, with the reasons."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from qiao.channels import selectors
from qiao.channels.models import OutgoingMail, RawMail
from qiao.channels.models.outgoing import OutgoingState
from qiao.channels.models.raw_mail import RawState
from qiao.channels.reasons import confirmation_text, reason_text
from qiao.channels.rules.authentication import trusted_checks
from qiao.channels.selectors import MAIL_PER_PAGE, MailFilter
from qiao.channels.services.quarantine import discard_mail, release_mail, replay_mail
from qiao.channels.services.reading import NO_KEYS, read_or_header
from qiao.channels.services.sending import cancel_mail, retry_mail, send_mail_now
from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.audit import entries_for
from qiao.kernel.files import read
from qiao.kernel.history import history_lines
from qiao.kernel.keyset import keyset_page

MOST_ENTRIES = 20


def _wanted(request: DeskRequest, states: list[str]) -> MailFilter:
    state, mailbox = request.GET.get("state", ""), request.GET.get("mailbox", "")
    return MailFilter(
        state=state if state in states else "",
        mailbox_id=int(mailbox) if mailbox.isdecimal() and len(mailbox) < 19 else None,
        address=request.GET.get("q", "").strip()[:320],
    )


def _kept(request: DeskRequest) -> str:
    kept = request.GET.copy()
    kept.pop("after", None)
    return kept.urlencode()


@desk_page("mail.view")
@require_safe
def incoming(request: DeskRequest) -> HttpResponse:
    """Mail that came."""
    wanted = _wanted(request, RawState.values)
    after = request.GET.get("after", "")
    page = keyset_page(selectors.incoming_log(request.user, wanted), ("-pk",), after=after, size=MAIL_PER_PAGE)
    context = {
        "page": page,
        "wanted": wanted,
        "states": RawState.choices,
        "mailboxes": selectors.visible_mailboxes(request.user),
        "query_string": _kept(request),
        "is_filtered": wanted != MailFilter(),
        "rows": [(raw, reason_text(raw.reason) if raw.reason else "") for raw in page.rows],
    }
    return render(request, "channels/setup/incoming.html", context)


@desk_page("mail.view")
@require_safe
def outgoing(request: DeskRequest) -> HttpResponse:
    """Mail that leaves."""
    wanted = _wanted(request, OutgoingState.values)
    after = request.GET.get("after", "")
    context = {
        "page": keyset_page(selectors.outgoing_log(request.user, wanted), ("-pk",), after=after, size=MAIL_PER_PAGE),
        "wanted": wanted,
        "states": OutgoingState.choices,
        "mailboxes": selectors.visible_mailboxes(request.user),
        "query_string": _kept(request),
        "is_filtered": wanted != MailFilter(),
        "may_manage": request.user.may("mail.manage"),
    }
    return render(request, "channels/setup/outgoing.html", context)


@desk_page("mail.view")
@require_safe
def inspect(request: DeskRequest, raw_id: int) -> HttpResponse:
    """One incoming mail: its outcome with the reason, its headers and text."""
    raw = _visible(request, raw_id)
    mail = read_or_header(read(raw.file), raw.mailbox.keys if raw.mailbox else NO_KEYS)
    context = {
        "raw": raw,
        "reason": reason_text(raw.reason) if raw.reason else "",
        "confirmation": confirmation_text(raw.confirmation) if raw.confirmation else "",
        "mail": mail,
        "checks": trusted_checks(mail.authentication_results, raw.mailbox.authserv_id if raw.mailbox else ""),
        "headers": mail.headers[: selectors.MOST_HEADERS],
        "text": mail.text[: selectors.LONGEST_PREVIEW],
        "may_manage": request.user.may("mail.manage"),
        "ticket_prefix": settings.TICKET_PREFIX,
        "history": history_lines(entries_for("channels.rawmail", raw.pk).order_by("-pk")[:MOST_ENTRIES]),
    }
    return render(request, "channels/setup/inspect.html", context)


@desk_page("mail.view")
@require_safe
def download(request: DeskRequest, raw_id: int) -> HttpResponse:
    """The bytes as they came; never shown inside the browser."""
    data = read(_visible(request, raw_id).file)
    headers = {"Content-Disposition": f'attachment; filename="mail-{raw_id}.eml"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)


@desk_page("mail.manage")
@require_POST
def decide(request: DeskRequest, raw_id: int) -> HttpResponse:
    """Retry, release or discard."""
    raw = _visible(request, raw_id)
    acts = {"replay": replay_mail, "release": release_mail, "discard": discard_mail}
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        return HttpResponse(status=400)
    act(raw.pk, by=request.actor)
    return redirect("channels:mail", raw.pk)


@desk_page("mail.manage")
@require_POST
def push(request: DeskRequest, outgoing_id: int) -> HttpResponse:
    """Stop a mail that waits, send it now, or try a failed one again."""
    visible = selectors.outgoing_log(request.user, MailFilter())
    mail: OutgoingMail = get_object_or_404(visible, pk=outgoing_id)
    acts = {"cancel": cancel_mail, "now": send_mail_now, "retry": retry_mail}
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        return HttpResponse(status=400)
    act(mail.pk, by=request.actor)
    return redirect("channels:outgoing")


def _visible(request: DeskRequest, raw_id: int) -> RawMail:
    visible = selectors.incoming_log(request.user, MailFilter()).select_related("file", "mailbox")
    return get_object_or_404(visible, pk=raw_id)
