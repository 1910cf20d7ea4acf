"""The card of a message in the conversation.

Written here and not in a template: a conversation holds fifty of them, and each has some sixty places to fill in.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from qiao.tickets.rows import Named, ticket_number
from qiao.ui.formats import relative_time
from qiao.ui.marks import avatar, filesize, icon
from qiao.ui.places import place

if TYPE_CHECKING:
    from qiao.tickets.selectors import FileCard, MessageCard

_BLOCK = re.compile(r"<(?:br|p|div|li|tr|blockquote|h[1-6]|pre)\b", re.IGNORECASE)
_TONES = {"out": " msg--reply", "internal": " msg--note"}
_CHANNEL_ICONS = {"phone": ("phone", "sm", "Phone"), "email": ("mail", "sm")}
_AT_REST = {"", "sent", "bounced", "cancelled"}
_SIGNATURES = {
    "valid": (
        " tag--ok",
        gettext_lazy("Signature verified"),
        gettext_lazy("Signed by %(signer)s and unchanged since."),
    ),
    "unknown_signer": (
        "",
        gettext_lazy("Signer not trusted"),
        gettext_lazy("Signed by %(signer)s, whose certificate or key this mailbox does not trust."),
    ),
    "another_sender": (
        " tag--warn",
        gettext_lazy("Signed by another"),
        gettext_lazy("Signed by %(signer)s, who is not the sender."),
    ),
    "broken": (
        " tag--danger",
        gettext_lazy("Signature broken"),
        gettext_lazy("What arrived is not what %(signer)s signed."),
    ),
    "unchecked": (
        "",
        gettext_lazy("Signed, not checked"),
        gettext_lazy("The signature covers a part of the mail only, or cannot be read; it is kept with the original."),
    ),
}


class CardWords(NamedTuple):
    """What every card says, as HTML."""

    quote: str
    more: str
    copy_link: str
    split_from_here: str


@lru_cache(maxsize=8)
def card_words(_language: str | None) -> CardWords:
    """In the active language."""
    said = (_("Quote in the reply"), _("More"), _("Copy link"), _("Split from here"))
    return CardWords(*map(escape, said))


@dataclass(frozen=True, slots=True)
class Frame:
    """What the cards of one conversation have in common: ticket, queue beside it, and what the reader may do.

    `origin` is the address of the installation; `csrf_field` the hidden field of forms.
    """

    number: int
    query: str
    origin: str
    csrf_field: str
    may_reply: bool
    may_note: bool
    may_edit: bool
    may_merge: bool
    may_see_mail: bool
    words: "CardWords" = field(default_factory=lambda: card_words(get_language()))

    def form(self, url_name: str, message_id: int, button: str) -> str:
        """An act on a message: its conversation comes back."""
        address = f"{place(url_name, self.number, message_id)}?{escape(self.query)}"
        return (
            f'<form method="post" action="{address}" hx-post="{address}" hx-target="#thread" hx-swap="outerHTML">'
            f"{self.csrf_field}{button}</form>"
        )


def message_card(message: "MessageCard", key: str, frame: Frame) -> SafeString:
    """A message; a machine's is folded behind one line. `key` is its id in the page."""
    own_id = "" if message.machine_kind else f' id="{key}"'
    doubt = " msg--doubt" if message.visibility == "unverified" else ""
    card = (
        f'<article class="msg{_TONES.get(message.direction, doubt)}"{own_id} data-message="{message.id}">'
        f'{_author_avatar(message)}\n<div class="msg__card">\n'
        f"{_head(message, key, frame)}\n{_questions(message, frame)}"
        f'<div class="msg__body">{_body(message, frame)}</div>\n</div></article>'
    )
    return SafeString(_folded(message, key, card) if message.machine_kind else card)


def exactly(at: datetime | None) -> str:
    """Date, hour and minute in the reader's zone."""
    return timezone.localtime(at).isoformat(" ", "minutes")[:16] if at else ""


def time_mark(at: datetime, css: str = "") -> SafeString:
    """A moment of the timeline: hour and minute, the day on hover. The format is the one of `date:"c"`."""
    moment = timezone.localtime(at).isoformat()
    kind = f' class="{escape(css)}"' if css else ""
    return SafeString(f'<time{kind} datetime="{moment}" title="{moment[:10]} {moment[11:16]}">{moment[11:16]}</time>')


def delivery_line(message: Any, frame: Frame) -> SafeString:
    """How far a reply is on its way, with what one can do about it. `message`: the row or its card."""
    quiet = '<button class="btn btn--quiet btn--xs">{}</button>'.format
    match message.delivery:
        case "":
            return SafeString("")
        case "sent":
            line = _state_of_delivery("check", _("Sent"))
        case "scheduled":
            when = relative_time(message.leaves_at, timezone.now())
            line = _state_of_delivery("clock", _("leaves %(when)s") % {"when": when}, exactly(message.leaves_at))
            line += frame.form("tickets:undo-send", message.id, quiet(escape(pgettext("a reply", "Take back"))))
            line += frame.form("tickets:send-now", message.id, quiet(escape(_("Send now"))))
        case "failed" | "bounced":
            said = _("Not sent") if message.delivery == "failed" else _("Came back")
            why = escape(message.delivery_detail)
            line = f'<span class="row row--1 danger-t nowrap" title="{why}">{icon("warn", "sm")}{escape(said)}</span>'
            if frame.may_reply and message.delivery == "failed":
                line += frame.form("tickets:send-now", message.id, quiet(escape(_("Try again"))))
        case "cancelled":
            line = f'<span class="t3 nowrap">{escape(_("Taken back"))}</span>'
        case _:
            line = _state_of_delivery("send", _("On its way"))
    return SafeString(line)


def _state_of_delivery(mark: str, said: str, title: str = "") -> str:
    more = f' title="{escape(title)}"' if title else ""
    return f'<span class="row row--1 t3 nowrap"{more}>{icon(mark, "sm")}{escape(said)}</span>'


def _author_avatar(message: "MessageCard") -> SafeString:
    is_ours = message.direction in {"out", "internal"}
    return avatar(Named(message.author_name, message.author_hue if is_ours else None))


def _folded(message: "MessageCard", key: str, card: str) -> str:
    kinds = {"ooo": _("Out of office:"), "bounce": _("Delivery report:"), "list": _("Mailing list:")}
    kind = kinds.get(message.machine_kind, _("Automatic message:"))
    beginning = escape(Truncator(message.text).chars(80))
    return (
        f'<details class="msg-fold" id="{key}"><summary class="ev"><span class="ev__node">{icon("mail")}</span>'
        f'<span>{escape(kind)} <b>{escape(message.author_name)}</b> <span class="cut">{beginning}</span>'
        f"{time_mark(message.created_at, 'ev__t')}</span></summary>\n{card}</details>"
    )


def _head(message: "MessageCard", key: str, frame: Frame) -> str:
    who = escape(message.author_name)
    merged = moved = ""
    if message.merged_from:
        address = f"{place('tickets:ticket', message.merged_from)}?{escape(frame.query)}"
        merged = f'<a class="tag" href="{address}">{ticket_number(message.merged_from)}</a>'
    if message.moved_from:
        moved = (
            f'<span class="tag">{escape(_("from %(ticket)s") % {"ticket": ticket_number(message.moved_from)})}</span>'
        )
    return (
        f'<header class="msg__head"><span class="msg__who cut" title="{who}">{who}</span>\n{_direction(message)}\n'
        f"{time_mark(message.created_at)}\n{merged}\n{moved}\n{_trust(message)}\n{_acts(message, key, frame)}</header>"
    )


def _direction(message: "MessageCard") -> str:
    line = escape(message.recipients_line)
    if message.direction == "internal":
        return f"{icon('lock', 'sm')}<span>{escape(_('Internal note'))}</span>"
    if message.direction == "out":
        said = _("to %(who)s") % {"who": message.recipients_line} if line else _("Reply to the customer")
        return f'<span class="cut" title="{line}">{escape(said)}</span>'
    mark = icon(*_CHANNEL_ICONS.get(message.channel, ("chat", "sm")))
    said = pgettext("incoming", "to %(who)s") % {"who": message.recipients_line}
    to = f'<span class="cut hide-phone" title="{line}">{escape(said)}</span>' if line else ""
    return f'<span class="row row--1">{mark}</span>{to}'


def _trust(message: "MessageCard") -> str:
    """Marks when the sender's domain contradicts the mail, or the mail is signed or encrypted."""
    trust = message.trust or {}
    marks = []
    if trust.get("dmarc") == "fail":
        marks.append((" tag--danger", _("Sender not proven"), _("The sender’s domain says that this mail is forged.")))
    elif trust.get("dmarc") == "pass":
        marks.append(("", "DMARC", _("The sender’s domain confirms this mail.")))
    security = trust.get("security", {})
    if security.get("signed"):
        tone, what, why = _SIGNATURES[security.get("verdict", "unchecked")]
        marks.append((tone, str(what), why % {"signer": security.get("signer") or _("the sender")}))
    if security.get("decrypted"):
        marks.append(("", _("Encrypted"), _("The mail was encrypted and opened with the mailbox's key.")))
    elif security.get("encrypted"):
        marks.append((" tag--warn", _("Encrypted"), _("The mail is encrypted; the original is kept.")))
    return "".join(f'<span class="tag{tone}" title="{escape(why)}">{escape(what)}</span>' for tone, what, why in marks)


def _acts(message: "MessageCard", key: str, frame: Frame) -> str:
    delivery = quote = ""
    if message.direction == "out":
        live = ""
        if message.delivery not in _AT_REST:
            address = f"{place('tickets:delivery', frame.number, message.id)}?{escape(frame.query)}"
            live = (
                f' data-live="ticket:{message.ticket_id}" hx-get="{address}" hx-trigger="qiao:live delay:500ms"'
                f' hx-target="this"'
            )
        delivery = f'<span class="row row--1"{live}>{delivery_line(message, frame)}</span>'
    if frame.may_note and message.direction != "system":
        said = frame.words.quote
        # on a phone what one can do about a planned reply takes the line
        place_taken = " hide-phone" if message.delivery == "scheduled" else ""
        quote = (
            f'<button class="btn btn--quiet btn--xs btn--icon{place_taken}" type="button" data-quote="{message.id}"'
            f' aria-label="{said}" title="{said}">{icon("reply")}</button>'
        )
    more = frame.words.more
    return (
        f'<span class="msg__acts">\n{delivery}\n{quote}\n<button class="btn btn--quiet btn--xs btn--icon" type="button"'
        f' aria-haspopup="menu" data-menu="message-{message.id}" aria-label="{more}" title="{more}">{icon("more")}'
        f"</button></span>\n{_menu(message, key, frame)}"
    )


def _menu(message: "MessageCard", key: str, frame: Frame) -> str:
    link = f"{escape(frame.origin)}{place('tickets:ticket', frame.number)}#{key}"
    items = [
        f'<button class="menu__item" role="menuitem" type="button" data-copy="{link}">{icon("link")}'
        f"{frame.words.copy_link}</button>"
    ]
    if frame.may_merge and not message.merged_from and message.direction != "system":
        items.append(
            f'<a class="menu__item" role="menuitem" {_split_address(message, frame)}>{icon("split")}'
            f"{frame.words.split_from_here}</a>"
        )
    if message.raw_mail_id and frame.may_see_mail:
        address = place("channels:mail", message.raw_mail_id)
        items.append(
            f'<a class="menu__item" role="menuitem" href="{address}">{icon("mail")}'
            f"{escape(_('The mail as it came'))}</a>"
        )
    return f'<div class="menu" id="message-{message.id}" popover role="menu">\n{"".join(items)}\n</div>'


def _split_address(message: "MessageCard", frame: Frame) -> str:
    address = f"{place('tickets:split', frame.number)}?message={message.id}"
    return f'href="{address}" hx-get="{address}" hx-target="#dialogs"'


def _questions(message: "MessageCard", frame: Frame) -> str:
    """What the reader is asked to decide about the message."""
    asked = ""
    if message.visibility == "unverified":
        why = _(
            "This sender is not a participant of the ticket. Their message is not shown to the customer, "
            "and they receive no replies until you accept them."
        )
        button = f'<button class="btn btn--sm">{escape(_("Accept sender"))}</button>'
        asked += (
            f'<div class="callout callout--warn msg__doubt">{icon("shield")}<div class="callout__body">{escape(why)}'
            f"</div>{frame.form('tickets:accept', message.id, button) if frame.may_edit else ''}</div>\n"
        )
    if message.suggests_split and frame.may_merge:
        why = _("The subject is a new one. Is this another question?")
        asked += (
            f'<div class="callout msg__doubt">{icon("split")}<div class="callout__body">{escape(why)}</div>'
            f'<a class="btn btn--sm" {_split_address(message, frame)}>{escape(_("Split off"))}</a></div>\n'
        )
    return asked


def _body(message: "MessageCard", frame: Frame) -> str:
    language = f' lang="{"zh-CN" if message.language.startswith("zh") else "en"}"' if message.language else ""
    subject = f'<p class="b"{language}>{escape(message.subject)}</p>' if message.subject else ""
    return (
        f'{subject}\n{_blocked_images(message, frame)}\n<div class="msg__text" id="body-{message.id}"{language}>'
        f"{message.html}</div>\n{_files(message.attachments)}\n{_decorations(message.decorations)}\n"
        f"{_folds(message, language)}\n"
    )


def _blocked_images(message: "MessageCard", frame: Frame) -> str:
    if not message.remote_images:
        return ""
    said = ngettext(
        "%(n)s remote image is not loaded, so that the sender does not learn that you read this.",
        "%(n)s remote images are not loaded, so that the sender does not learn that you read this.",
        message.remote_images,
    ) % {"n": message.remote_images}
    address = place("tickets:images", frame.number, message.id)
    return (
        f'<div class="blocked" id="images-{message.id}">{icon("image", "sm")}<span>{escape(said)}</span>'
        f'<a class="push nowrap" href="{address}" hx-get="{address}" hx-target="#body-{message.id}"'
        f' hx-swap="innerHTML">{escape(_("Show images"))}</a></div>'
    )


def _files(files: "Iterable[FileCard]") -> str:
    shown = "".join(map(_file, files))
    return f'<div class="row row--wrap files">{shown}</div>' if shown else ""


def _file(file: "FileCard") -> str:
    name = escape(file.name)
    if file.omitted_reason:
        return (
            f'<span class="file" title="{escape(file.omitted_reason)}">{icon("warn")}<span class="cut">{name}</span>'
            f'<span class="file__size">{escape(_("not kept"))}</span></span>'
        )
    if file.is_inline:
        return ""
    if file.is_image:
        address = escape(reverse("file", args=[file.sha256, file.name]))
        return (
            f'<a class="shot" href="{address}" target="_blank" rel="noopener" title="{name} · {filesize(file.size)}">'
            f'<img src="{address}" alt="{name}" loading="lazy"></a>'
        )
    return _file_link(file, "file")


def _file_link(file: "FileCard", mark: str) -> str:
    name, address = escape(file.name), escape(reverse("file", args=[file.sha256, file.name]))
    return (
        f'<a class="file" href="{address}" target="_blank" rel="noopener" title="{name}">{icon(mark)}'
        f'<span class="cut">{name}</span><span class="file__size">{filesize(file.size)}</span></a>'
    )


def _decorations(files: "tuple[FileCard, ...]") -> str:
    if not files:
        return ""
    said = ngettext("%(n)s small picture", "%(n)s small pictures", len(files)) % {"n": len(files)}
    links = "".join(_file_link(file, "image") for file in files)
    return (
        f'<details class="fold"><summary>{icon("image", "sm")}{escape(said)}</summary>'
        f'<div class="row row--wrap files">{links}</div></details>'
    )


def _folds(message: "MessageCard", language: str) -> str:
    """What was quoted, and the signature."""
    folds = ""
    if message.quoted_html:
        lines = max(1, len(_BLOCK.findall(message.quoted_html)))
        said = ngettext("%(n)s quoted line", "%(n)s quoted lines", lines) % {"n": lines}
        folds += (
            f'<details class="fold"{language}><summary>{icon("more", "sm")}{escape(said)}</summary>'
            f"<div>{message.quoted_html}</div></details>"
        )
    if message.signature_text:
        folds += (
            f'<details class="fold"><summary>{escape(_("Signature"))}</summary>'
            f"<p>{linebreaksbr(message.signature_text)}</p></details>"
        )
    return f'<div class="row row--1 row--top row--wrap">{folds}</div>' if folds else ""
