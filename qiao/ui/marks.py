"""Marks: icons, people, states, priorities, times, deadlines, tags: the leaves of every page."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import Any

from django.templatetags.static import static
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from qiao.ui import formats
from qiao.ui.folding import says_the_same
from qiao.ui.names import hue_of, initials

Text = str | Promise

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


def name_states(labels: Mapping[str, Text]) -> None:
    """Let marks of states carry these words, as the domain of tickets (and its administrators) call them."""
    for state, label in labels.items():
        glyph, variant, _usual = STATES[state]
        STATES[state] = (glyph, variant, label)


@says_the_same
def icon(name: str, size: str = "", label: Text = "") -> SafeString:
    """An icon of the sprite. `size`: sm, lg, xl. With `label` it speaks, without it is decoration."""
    if not label:
        return _silent_icon(name, size)
    css = f"icon icon--{size}" if size else "icon"
    href = f"{static('ui/icons.svg')}#{name}"
    return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', css, label, href)


@lru_cache(maxsize=512)
def _silent_icon(name: str, size: str) -> SafeString:
    # a list page shows some hundred of them
    css = f"icon icon--{size}" if size else "icon"
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, static("ui/icons.svg"), name
    )


def avatar(who: Any, size: str = "", kind: str = "") -> SafeString:
    """Initial on a colour. `who`: something with a name, a name, or nothing (nobody yet). `kind`: org."""
    name = str(getattr(who, "name", who) or "")
    css = "avatar" + (f" avatar--{size}" if size else "") + (f" avatar--{kind}" if kind else "")
    if not name:
        return _nobody(css, _("Unassigned"))
    hue = getattr(who, "avatar_hue", None)
    return _avatar(name, hue_of(name) if hue is None else int(hue) % 6 + 1, css, 2 if size in {"lg", "xl"} else 1)


@lru_cache(maxsize=64)
def _nobody(css: str, label: str) -> SafeString:
    return format_html('<span class="{} avatar--none" title="{}"></span>', css, label)


@lru_cache(maxsize=2_048)
def _avatar(name: str, number: int, css: str, letters: int) -> SafeString:
    shown = initials(name, letters)
    return format_html('<span class="{} avatar--{}" title="{}">{}</span>', css, number, name, shown)


def status(state: str, css: str = "") -> SafeString:
    """Glyph and label of a ticket state."""
    glyph, variant, label = STATES.get(state, STATES["open"])
    return _status(glyph, variant, str(label), css)


@lru_cache(maxsize=512)
def _status(glyph: str, variant: str, label: str, css: str) -> SafeString:
    return format_html(
        '<span class="status status--{}{}">{}{}</span>', variant, f" {css}" if css else "", icon(glyph), label
    )


def status_label(state: str) -> str:
    """Only the label of a ticket state."""
    return str(STATES[state][2]) if state in STATES else state


def status_glyph(state: str) -> SafeString:
    """Only the glyph of a ticket state, with its word for screen readers."""
    glyph, variant, label = STATES.get(state, STATES["open"])
    return _glyph(glyph, variant, str(label))


@lru_cache(maxsize=512)
def _glyph(glyph: str, variant: str, label: str) -> SafeString:
    return format_html('<span class="status status--{}" title="{}">{}</span>', variant, label, icon(glyph, "", label))


def priority(value: str, words: bool = False) -> SafeString:
    """Mark of a priority; normal shows nothing unless `words`."""
    glyph, label = PRIORITIES.get(value, PRIORITIES["normal"])
    return _priority(value, glyph, str(label), words) if words or glyph else SafeString("")


@lru_cache(maxsize=512)
def _priority(value: str, glyph: str, label: str, words: bool) -> SafeString:
    if words:
        mark = icon(glyph) if glyph else ""
        return format_html('<span class="prio prio--{}">{}{}</span>', value, mark, label)
    return format_html('<span class="prio--{}" title="{}">{}</span>', value, label, icon(glyph, "sm", label))


def tier(value: str) -> SafeString:
    """Frame with the tier's word; standard customers show nothing."""
    variant, label = TIERS.get(value, TIERS["normal"])
    return _tier(variant, str(label)) if variant else SafeString("")


@lru_cache(maxsize=64)
def _tier(variant: str, label: str) -> SafeString:
    return format_html('<span class="tier tier--{}">{}</span>', variant, label)


def time_tag(at: datetime | None, css: str = "") -> SafeString:
    """A moment, relative, exact on hover, in the reader's zone; kept fresh in the browser."""
    if at is None:
        return SafeString("")
    kind = format_html(' class="{}"', css) if css else ""
    exact, relative = formats.exact_time(at), escape(formats.relative_time(at, timezone.now()))
    return SafeString(
        f'<time data-relative{kind} datetime="{at.isoformat()}" title="{escape(exact)}">{relative}</time>'
    )


def duration(seconds: float | None) -> str:
    """Seconds as two units."""
    return "" if seconds is None else formats.duration(seconds)


def filesize(size: int | None) -> str:
    """Bytes as KB or MB."""
    return "" if size is None else formats.file_size(int(size))


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
        return SafeString(
            f'<span class="sla sla--late" title="{escape(title)}" data-due="{due_at.isoformat()}">'
            f"{icon('clock', 'sm')}<span>{escape(text)}</span></span>"
        )
    share = min(100, max(0, round(100 * left / target_seconds))) if target_seconds else 60
    soon = left < 7_200 or (target_seconds is not None and left < target_seconds / 3)
    css = "sla sla--soon" if soon else "sla"
    return SafeString(
        f'<span class="{css}" title="{escape(title)}" data-due="{due_at.isoformat()}"'
        f' data-target="{int(target_seconds or 0)}">{_ring(share)}<span>{escape(formats.duration(left))}</span></span>'
    )


@lru_cache(maxsize=128)
def _ring(share: int) -> SafeString:
    return format_html(
        '<svg class="ring" viewBox="0 0 16 16" aria-hidden="true"><circle class="ring__base" cx="8" cy="8" r="6"/>'
        '<circle class="ring__arc" cx="8" cy="8" r="6" pathLength="100" stroke-dasharray="{} 100"/></svg>',
        share,
    )


def tags(names: Iterable[str], most: int = 2) -> SafeString:
    """At most `most` tags and then +n, whose title names the rest."""
    return _tags(tuple(map(str, names)), most)


@lru_cache(maxsize=2_048)
def _tags(listed: tuple[str, ...], most: int) -> SafeString:
    shown = format_html_join("", '<span class="tag">{}</span>', ((name,) for name in listed[:most]))
    rest = listed[most:]
    more = format_html('<span class="tag" title="{}">+{}</span>', ", ".join(rest), len(rest)) if rest else ""
    return format_html("{}{}", shown, more)


def badge(text: str, tone: str = "") -> SafeString:
    """A small mark. `tone`: accent, ok, warn, danger, info, ai, line."""
    return format_html('<span class="tag{}">{}</span>', f" tag--{tone}" if tone else "", text)


def count(number: int | None, *, hot: bool = False, cap: int = 999) -> SafeString:
    """A quiet number; more than `cap` is shown as cap+."""
    if not number:
        return SafeString('<span class="count"></span>')
    text = f"{cap}+" if number > cap else str(number)
    return format_html('<span class="count{}">{}</span>', " count--hot" if hot else "", text)


def empty_state(icon_name: str, title: str, text: str = "", href: str = "", label: str = "") -> SafeString:
    """What will appear here, and what to do now."""
    act = (
        format_html('<div class="row"><a class="btn btn--primary" href="{}">{}</a></div>', href, label) if href else ""
    )
    return format_html(
        '<div class="empty">{}<p class="empty__title">{}</p><p>{}</p>{}</div>', icon(icon_name, "xl"), title, text, act
    )
