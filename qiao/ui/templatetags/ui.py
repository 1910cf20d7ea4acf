"""The tags: `{% load ui %}`. Usage of each stands in qiao/ui/README.md."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from qiao.ui import controls, marks, slots, wrappers
from qiao.ui.folding import says_the_same
from qiao.ui.marks import (
    PRIORITIES,
    STATES,
    TIERS,
    avatar,
    deadline,
    duration,
    filesize,
    icon,
    priority,
    status,
    tags,
    tier,
    time_tag,
)
from qiao.ui.navigation import Entry, modules, setup_group, setup_pages
from qiao.ui.places import place
from qiao.ui.words import element_words

__all__ = [
    "PRIORITIES", "STATES", "TIERS", "avatar", "deadline", "duration", "filesize", "icon", "priority", "register",
    "status", "tags", "tier", "time_tag",
]  # fmt: skip

register = template.Library()

for leaf in (
    place, icon, avatar, status, marks.status_label, marks.status_glyph, priority, tier, deadline, tags, marks.badge,
    marks.count, marks.empty_state,
    controls.button, controls.back_link, controls.field, controls.form_errors, controls.filter_chip, controls.pager,
    wrappers.combobox, wrappers.daterange, wrappers.filedrop, wrappers.editor,
):  # fmt: skip
    register.simple_tag(leaf)
register.simple_tag(time_tag, name="time")
register.simple_block_tag(controls.callout)
register.filter(duration)
register.filter(filesize)


@register.simple_tag
@says_the_same
def ui_words() -> SafeString:
    """The texts of the elements as JSON, once a page."""
    return json_script(element_words(), "ui-words")


@register.simple_tag
def panels(slot: str, obj: Any) -> SafeString:
    """Boxes other domains hang into this page; each is fetched on its own, so a slow one slows nobody."""
    return format_html_join(
        "",
        '<section class="section" hx-get="{}" hx-trigger="load" hx-swap="innerHTML"><div class="section__head">'
        "<h2>{}</h2></div></section>",
        ((panel.address(obj), panel.title) for panel in slots.panels_of(slot)),
    )


@register.filter
def lang_attr(language: str | None) -> str:
    """Value for `lang` on user text, so that glyphs and quotes come from the right font."""
    return "zh-CN" if (language or "").startswith("zh") else "en"


@register.simple_tag
@says_the_same
def ui_sprite() -> str:
    """Address of the sprite, for icons the elements draw."""
    return static("ui/icons.svg")


@register.simple_tag
def ui_themes() -> list[tuple[str, str, str]]:
    """Themes one can choose: value, icon, label."""
    return [("auto", "monitor", _("As the device")), ("light", "sun", _("Light")), ("dark", "moon", _("Dark"))]


@register.simple_tag
def ui_densities() -> list[tuple[str, str]]:
    """Heights of rows one can choose: value, label."""
    return [("compact", _("Compact")), ("roomy", _("Roomy"))]


@register.simple_tag(takes_context=True)
def ui_modules(context: Any, where: str = "strip") -> SafeString:
    """Links of the module strip (or phone tab bar) this person may use."""
    css, size = ("strip__item", "lg") if where == "strip" else ("", "")
    entries = _entries(context, modules())[: None if where == "strip" else 4]
    links = [(css, href, current, icon(one.icon, size), one.title) for one, href, current in entries]
    if where == "strip" and (first := ui_setup_start(context)):
        links.append(
            (css, first, _current(context["request"].path.startswith("/setup/")), icon("sliders", size), _("Setup"))
        )
    return format_html_join("", '<a class="{}" href="{}"{}>{}<span>{}</span></a>', links)


@register.simple_tag(takes_context=True)
def ui_setup_start(context: Any) -> str:
    """Address of the first setup page this person may use; empty when there is none."""
    return next((href for _entry, href, _is_current in _entries(context, setup_pages())), "")


@register.simple_tag(takes_context=True)
def ui_setup_nav(context: Any) -> SafeString:
    """Links of the setup pages this person may use."""
    groups = groupby(_entries(context, setup_pages()), key=lambda line: setup_group(line[0]))
    return format_html_join(
        "", '<div class="rail__group"><h2 class="rail__head">{}</h2>{}</div>',
        ((title, _setup_links(lines)) for title, lines in groups),
    )  # fmt: skip


def _setup_links(lines: Iterable[tuple[Entry, str, SafeString]]) -> SafeString:
    parts = ((href, current, icon(one.icon), one.title) for one, href, current in lines)
    return format_html_join("", '<a class="rail__item" href="{}"{}>{}<span class="cut">{}</span></a>', parts)


def _entries(context: Any, entries: list[Entry]) -> list[tuple[Entry, str, SafeString]]:
    person, path = context.get("ui_person"), context["request"].path
    reach = [(len(prefix), one) for one in entries for prefix in (one.prefix, *one.also) if path.startswith(prefix)]
    best = max(reach, key=lambda pair: pair[0], default=(0, None))[1]
    return [
        (one, place(one.url_name), _current(one is best))
        for one in entries
        if person is not None and person.may(one.permission)
    ]


def _current(is_here: bool) -> SafeString:
    return SafeString(' aria-current="page"' if is_here else "")
