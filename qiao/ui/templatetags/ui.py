"""The leaf components: `{% load ui %}`. Usage of each stands in qiao/ui/README.md."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Textarea
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from qiao.ui import formats
from qiao.ui.names import hue_of, initials
from qiao.ui.navigation import Entry, modules, setup_pages

register = template.Library()

STATES: dict[str, tuple[str, str, Any]] = {
    # state: glyph, css variant, label
    "new": ("st-new", "new", pgettext_lazy("ticket state", "New")),
    "open": ("st-open", "open", pgettext_lazy("ticket state", "In progress")),
    "waiting_customer": ("st-wait", "wait", pgettext_lazy("ticket state", "Waiting for customer")),
    "waiting_rnd": ("st-wait", "wait", pgettext_lazy("ticket state", "Waiting for R&D")),
    "waiting_third_party": ("st-wait", "wait", pgettext_lazy("ticket state", "Waiting for third party")),
    "waiting_release": ("st-wait", "wait", pgettext_lazy("ticket state", "Waiting for release")),
    "scheduled": ("st-wait", "wait", pgettext_lazy("ticket state", "Scheduled")),
    "solved": ("st-solved", "solved", pgettext_lazy("ticket state", "Solved")),
    "closed": ("st-closed", "closed", pgettext_lazy("ticket state", "Closed")),
    "merged": ("merge", "closed", pgettext_lazy("ticket state", "Merged")),
    "spam": ("shield", "closed", pgettext_lazy("ticket state", "Spam")),
}
PRIORITIES: dict[str, tuple[str, Any]] = {
    "urgent": ("pr-urgent", pgettext_lazy("priority", "Urgent")),
    "high": ("pr-high", pgettext_lazy("priority", "High")),
    "normal": ("", pgettext_lazy("priority", "Normal")),
    "low": ("pr-low", pgettext_lazy("priority", "Low")),
}
TIERS: dict[str, tuple[str, Any]] = {
    "strategic": ("a", pgettext_lazy("tier", "Strategic")),
    "key": ("b", pgettext_lazy("tier", "Key")),
    "normal": ("", pgettext_lazy("tier", "Standard")),
}


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """An icon of the sprite. `size`: sm, lg, xl. With `label` it speaks, without it is decoration."""
    css = f"icon icon--{size}" if size else "icon"
    href = f"{static('ui/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', css, label, href)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', css, href)


@register.simple_tag
def avatar(who: Any, size: str = "", kind: str = "") -> SafeString:
    """Initial on a colour. `who`: something with a name, a name, or nothing (nobody yet). `kind`: org."""
    name = str(getattr(who, "name", who) or "")
    css = "avatar" + (f" avatar--{size}" if size else "") + (f" avatar--{kind}" if kind else "")
    if not name:
        return format_html('<span class="{} avatar--none" title="{}"></span>', css, _("Unassigned"))
    hue = getattr(who, "avatar_hue", None)
    number = hue_of(name) if hue is None else int(hue) % 6 + 1
    return format_html('<span class="{} avatar--{}" title="{}">{}</span>', css, number, name, initials(name))


@register.simple_tag
def status(state: str, css: str = "") -> SafeString:
    """Glyph and word of a ticket state."""
    glyph, variant, label = STATES.get(state, STATES["open"])
    return format_html('<span class="status status--{} {}">{}{}</span>', variant, css, icon(glyph), label)


@register.simple_tag
def status_label(state: str) -> str:
    """Only the word of a ticket state."""
    return str(STATES[state][2]) if state in STATES else state


@register.simple_tag
def status_glyph(state: str) -> SafeString:
    """Only the glyph of a ticket state, with its word for screen readers."""
    glyph, variant, label = STATES.get(state, STATES["open"])
    return format_html('<span class="status status--{}" title="{}">{}</span>', variant, label, icon(glyph, "", str(label)))


@register.simple_tag
def priority(value: str, words: bool = False) -> SafeString:
    """Mark of a priority; normal shows nothing unless `words`."""
    glyph, label = PRIORITIES.get(value, PRIORITIES["normal"])
    if words:
        mark = icon(glyph) if glyph else ""
        return format_html('<span class="prio prio--{}">{}{}</span>', value, mark, label)
    if not glyph:
        return SafeString("")
    return format_html('<span class="prio--{}" title="{}">{}</span>', value, label, icon(glyph, "sm", str(label)))


@register.simple_tag
def tier(value: str) -> SafeString:
    """Frame with the tier's word; standard customers show nothing."""
    variant, label = TIERS.get(value, TIERS["normal"])
    return format_html('<span class="tier tier--{}">{}</span>', variant, label) if variant else SafeString("")


@register.simple_tag(name="time")
def time_tag(at: datetime | None, css: str = "") -> SafeString:
    """A moment, relative, exact on hover, in the reader's zone; kept fresh in the browser."""
    if at is None:
        return SafeString("")
    return format_html(
        '<time data-relative class="{}" datetime="{}" title="{}">{}</time>',
        css, at.isoformat(), formats.exact_time(at), formats.relative_time(at, timezone.now()),
    )  # fmt: skip


@register.filter
def duration(seconds: float | None) -> str:
    """Seconds as two units."""
    return "" if seconds is None else formats.duration(seconds)


@register.filter
def filesize(size: int | None) -> str:
    """Bytes as KB or MB."""
    return "" if size is None else formats.file_size(int(size))


@register.simple_tag
def deadline(
    due_at: datetime | None, *, target_seconds: float | None = None, paused: bool = False, met: bool = False
) -> SafeString:
    """How a clock stands: ring with what remains, late, paused or met."""
    if met:
        return format_html('<span class="sla sla--met">{}{}</span>', icon("check", "sm"), _("met"))
    if paused:
        return format_html('<span class="sla">{}{}</span>', icon("pause", "sm"), _("paused"))
    if due_at is None:
        return SafeString("")
    left = (due_at - timezone.now()).total_seconds()
    title = formats.exact_time(due_at)
    if left < 0:
        text = _("%(time)s late") % {"time": formats.duration(left)}
        return format_html('<span class="sla sla--late" title="{}">{}{}</span>', title, icon("clock", "sm"), text)
    share = min(100, max(0, round(100 * left / target_seconds))) if target_seconds else 60
    soon = left < 7_200 or (target_seconds is not None and left < target_seconds / 3)
    css = "sla sla--soon" if soon else "sla"
    return format_html('<span class="{}" title="{}">{}{}</span>', css, title, _ring(share), formats.duration(left))


def _ring(share: int) -> SafeString:
    return format_html(
        '<svg class="ring" viewBox="0 0 16 16" aria-hidden="true"><circle class="ring__base" cx="8" cy="8" r="6"/>'
        '<circle class="ring__arc" cx="8" cy="8" r="6" pathLength="100" stroke-dasharray="{} 100"/></svg>',
        share,
    )


@register.simple_tag
def tags(names: Iterable[str], most: int = 2) -> SafeString:
    """At most `most` tags and then +n, whose title names the rest."""
    listed = [str(name) for name in names]
    shown = format_html_join("", '<span class="tag">{}</span>', ((name,) for name in listed[:most]))
    rest = listed[most:]
    more = format_html('<span class="tag" title="{}">+{}</span>', ", ".join(rest), len(rest)) if rest else ""
    return format_html("{}{}", shown, more)


@register.simple_tag
def badge(text: str, tone: str = "") -> SafeString:
    """A small mark. `tone`: accent, ok, warn, danger, info, ai, line."""
    return format_html('<span class="tag{}">{}</span>', f" tag--{tone}" if tone else "", text)


@register.simple_tag
def count(number: int | None, *, hot: bool = False, cap: int = 999) -> SafeString:
    """A quiet number; more than `cap` is shown as cap+."""
    if not number:
        return SafeString('<span class="count"></span>')
    text = f"{cap}+" if number > cap else str(number)
    return format_html('<span class="count{}">{}</span>', " count--hot" if hot else "", text)


@register.simple_tag
def empty_state(icon_name: str, title: str, text: str = "", href: str = "", label: str = "") -> SafeString:
    """What will appear here, and what to do now."""
    act = format_html('<div class="row"><a class="btn btn--primary" href="{}">{}</a></div>', href, label) if href else ""
    return format_html('<div class="empty">{}<h3>{}</h3><p>{}</p>{}</div>', icon(icon_name, "xl"), title, text, act)


@register.simple_tag
def field(bound: BoundField, hint: str = "", css: str = "") -> SafeString:
    """Label, control, hint; an error replaces the hint. Works for any form field."""
    widget = bound.field.widget
    note_id = f"{bound.id_for_label}_note"
    attributes: dict[str, Any] = {"class": _control_css(widget)}
    note = str(bound.errors[0] if bound.errors else (hint or bound.help_text))
    if note:
        attributes["aria-describedby"] = note_id
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if isinstance(widget, CheckboxInput) and not isinstance(widget, CheckboxSelectMultiple):
        return _check_field(bound, attributes, note_id, note)
    control = bound.as_widget(attrs=attributes)
    need = mark_safe('<span class="field__need" aria-hidden="true">*</span>') if bound.field.required else ""  # noqa: S308
    return format_html(
        '<div class="field {}"><label class="field__label" for="{}">{}{}</label>{}{}</div>',
        css, bound.id_for_label, bound.label, need, control, _note(note_id, note, is_error=bool(bound.errors)),
    )  # fmt: skip


def _check_field(bound: BoundField, attributes: dict[str, Any], note_id: str, note: str) -> SafeString:
    attributes.pop("class")
    return format_html(
        '<div class="field"><label class="check">{}<span>{}</span></label>{}</div>',
        bound.as_widget(attrs=attributes), bound.label, _note(note_id, note, is_error=bool(bound.errors)),
    )  # fmt: skip


def _note(note_id: str, text: str, *, is_error: bool) -> SafeString:
    if not text:
        return SafeString("")
    if is_error:
        return format_html('<div class="field__error" id="{}" role="alert">{}<span>{}</span></div>', note_id,
                           icon("warn", "sm"), text)  # fmt: skip
    return format_html('<div class="field__hint" id="{}">{}</div>', note_id, text)


def _control_css(widget: Any) -> str:
    if isinstance(widget, Textarea):
        return "area"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "check-list"
    return "select" if isinstance(widget, Select) and not widget.allow_multiple_selected else "input"


@register.simple_tag
def panels(slot: str, obj: Any) -> SafeString:
    """Boxes other domains hang into this page; each is fetched on its own, so a slow one slows nobody."""
    from qiao.ui.slots import panels_of

    return format_html_join(
        "",
        '<section class="section" hx-get="{}" hx-trigger="load" hx-swap="innerHTML"><div class="section__head">'
        "<h3>{}</h3></div></section>",
        ((panel.address(obj), panel.title) for panel in panels_of(slot)),
    )


@register.filter
def lang_attr(language: str | None) -> str:
    """Value for `lang` on user text, so that glyphs and quotes come from the right font."""
    return "zh-CN" if (language or "").startswith("zh") else "en"


@register.simple_tag(takes_context=True)
def ui_modules(context: Any, where: str = "strip") -> SafeString:
    """Links of the module strip (or phone tab bar) this person may use."""
    css, size = ("strip__item", "lg") if where == "strip" else ("", "")
    entries = _entries(context, modules())[: None if where == "strip" else 4]
    return format_html_join("", '<a class="{}" href="{}"{}>{}<span>{}</span></a>',
                            ((css, href, current, icon(one.icon, size), one.title) for one, href, current in entries))  # fmt: skip


@register.simple_tag(takes_context=True)
def ui_setup_nav(context: Any) -> SafeString:
    """Links of the setup pages this person may use."""
    entries = _entries(context, setup_pages())
    links = format_html_join("", '<a class="rail__item" href="{}"{}>{}<span class="cut">{}</span></a>',
                             ((href, current, icon(one.icon), one.title) for one, href, current in entries))  # fmt: skip
    return format_html('<div class="rail__group">{}</div>', links)


def _entries(context: Any, entries: list[Entry]) -> list[tuple[Entry, str, SafeString]]:
    person, path = context.get("ui_person"), context["request"].path
    best = max((one.prefix for one in entries if path.startswith(one.prefix)), key=len, default=None)
    return [
        (one, reverse(one.url_name), SafeString(' aria-current="page"') if one.prefix == best else SafeString(""))
        for one in entries
        if person is not None and person.may(one.permission)
    ]
