"""Controls: fields, buttons, chips, and the wrappers that elements/*.ts bring to life."""

from html import escape as escape_quotes
from typing import Any

from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BoundField, ModelChoiceField
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    EmailInput,
    PasswordInput,
    RadioSelect,
    Select,
    Textarea,
)  # fmt: skip
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from qiao.ui.marks import icon

Text = str | Promise


def attributes(**given: object) -> SafeString:
    """HTML attributes; `data_key` is written data-key, False and None are left out, True is bare."""
    pairs = [(name.rstrip("_").replace("_", "-"), value) for name, value in given.items()]
    bare = format_html_join("", " {}", ((name,) for name, value in pairs if value is True))
    # literals in templates count as safe although they may hold quotes: escaped whatever they say
    given_values = [(name, mark_safe(escape_quotes(str(v)))) for name, v in pairs if v not in (None, False, True, "")]
    full = format_html_join("", ' {}="{}"', given_values)
    return format_html("{}{}", bare, full)


def button(
    label: Text, kind: str = "", *, icon_name: str = "", href: str = "", size: str = "", only_icon: bool = False,
    type: str = "submit", **extra: object,
) -> SafeString:  # fmt: skip
    """A button, or a link that looks like one. `kind`: primary, danger, danger-quiet, quiet, soft."""
    css = "btn" + (f" btn--{kind}" if kind else "") + (f" btn--{size}" if size else "")
    mark = icon(icon_name) if icon_name else SafeString("")
    if only_icon:
        css += " btn--icon"
        extra |= {"aria_label": label, "title": label}
    text = "" if only_icon else label
    if href:
        return format_html('<a class="{}" href="{}"{}>{}{}</a>', css, href, attributes(**extra), mark, text)
    return format_html('<button class="{}"{}>{}{}</button>', css, attributes(type=type, **extra), mark, text)


def back_link(href: str) -> SafeString:
    """The arrow before a heading, to the page this one belongs to."""
    return button(_("Back"), "quiet", icon_name="arrow-left", href=href, size="sm", only_icon=True)


def field(bound: BoundField, hint: Text = "", css: str = "") -> SafeString:
    """Label, control, hint; an error replaces the hint. Works for any form field."""
    widget = bound.field.widget
    _say_what_empty_means(bound)
    if isinstance(widget, EmailInput | PasswordInput):
        widget.attrs.pop("placeholder", None)  # allauth repeats the label there
    if isinstance(widget, CheckboxInput):
        return _check_field(bound, hint)
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        control = format_html('<div class="check-list">{}</div>', bound.as_widget(attrs=described(bound, hint)))
    else:
        control = bound.as_widget(attrs={"class": _control_css(widget), **described(bound, hint)})
    return framed(bound, control, hint, css)


def _say_what_empty_means(bound: BoundField) -> None:
    """Words in place of the nine dashes with which Django marks a select's empty choice."""
    field, widget = bound.field, bound.field.widget
    words = _("Please choose") if field.required else _("Not set")
    if isinstance(field, ModelChoiceField) and field.empty_label == BLANK_CHOICE_DASH[0][1]:
        field.empty_label = words
    elif isinstance(widget, Select) and not isinstance(field, ModelChoiceField):
        widget.choices = [("", words) if choice == BLANK_CHOICE_DASH[0] else choice for choice in widget.choices]


def framed(bound: BoundField, control: SafeString, hint: Text = "", css: str = "") -> SafeString:
    """Any control with the label, need mark, hint or error of its form field around it."""
    need = SafeString('<span class="field__need" aria-hidden="true">*</span>') if bound.field.required else ""
    extra = f" {css}" if css else ""
    if bound.use_fieldset:
        return format_html(
            '<fieldset class="field{}"><legend class="field__label">{}{}</legend>{}{}</fieldset>',
            extra, bound.label, need, control, _note(bound, hint),
        )  # fmt: skip
    return format_html(
        '<div class="field{}"><label class="field__label" for="{}">{}{}</label>{}{}</div>',
        extra, bound.id_for_label, bound.label, need, control, _note(bound, hint),
    )  # fmt: skip


def described(bound: BoundField, hint: Text) -> dict[str, str | bool]:
    """Attributes that tie a control to its hint or error."""
    if bound.errors:
        return {"aria-describedby": _note_id(bound), "aria-invalid": "true"}
    return {"aria-describedby": _note_id(bound)} if hint or bound.help_text else {}


def _note_id(bound: BoundField) -> str:
    # the ids Django itself would use
    return f"{bound.auto_id or bound.html_name}_{'error' if bound.errors else 'helptext'}"


def _note(bound: BoundField, hint: Text) -> SafeString:
    if bound.errors:
        lines = format_html_join("", "<span>{}</span>", ((error,) for error in bound.errors))
        mark = icon("warn", "sm")
        return format_html('<div class="field__error" id="{}" role="alert">{}{}</div>', _note_id(bound), mark, lines)
    text = hint or bound.help_text
    return format_html('<div class="field__hint" id="{}">{}</div>', _note_id(bound), text) if text else SafeString("")


def _check_field(bound: BoundField, hint: Text) -> SafeString:
    return format_html(
        '<div class="field"><label class="check">{}<span>{}</span></label>{}</div>',
        bound.as_widget(attrs=described(bound, hint)), bound.label, _note(bound, hint),
    )  # fmt: skip


def _control_css(widget: Any) -> str:
    if isinstance(widget, Textarea):
        return "area"
    return "select" if isinstance(widget, Select) and not widget.allow_multiple_selected else "input"


def form_errors(form: Any) -> SafeString:
    """What is wrong with the form as a whole; how many fields need another look."""
    if not form.errors:
        return SafeString("")
    lines = [str(line) for line in form.non_field_errors()]
    if not lines:
        lines = [_("Some fields need correction. Your input is kept.")]
    return callout(format_html_join("", "<p>{}</p>", ((line,) for line in lines)), "danger")


def callout(content: Text, tone: str = "info", icon_name: str = "") -> SafeString:
    """A fact beside the content. `tone`: info, ok, warn, danger, ai, or nothing."""
    marks = {"ok": "check-circle", "warn": "warn", "danger": "warn", "ai": "spark", "": "lock"}
    mark = icon(icon_name or marks.get(tone, "info"))
    role = SafeString(' role="alert"') if tone == "danger" else ""
    css = f"callout callout--{tone}" if tone else "callout"
    return format_html('<div class="{}"{}>{}<div class="callout__body">{}</div></div>', css, role, mark, content)


def filter_chip(key: Text, value: Text, remove_url: str, edit_menu: str = "") -> SafeString:
    """One condition of a list: what, which, and a link that takes it away. `edit_menu`: id of a popover."""
    shown: SafeString = format_html("<span>{}</span>", value)
    if edit_menu:
        shown = format_html('<button type="button" data-menu="{}" aria-haspopup="dialog">{}</button>', edit_menu, value)
    label = _("Remove filter %(name)s") % {"name": key}
    return format_html(
        '<span class="chip"><span class="chip__key">{}</span>{}'
        '<a class="chip__x" href="{}" aria-label="{}">{}</a></span>',
        key, shown, remove_url, label, icon("x"),
    )  # fmt: skip


def pager(previous_url: str = "", next_url: str = "", text: Text = "") -> SafeString:
    """Two steps and a sentence; keyset pages have no numbers."""
    steps = format_html_join(
        "", "{}",
        ((_step(url, mark, label, rel),) for url, mark, label, rel in (
            (previous_url, "left", _("Previous page"), "prev"), (next_url, "right", _("Next page"), "next"),
        )),
    )  # fmt: skip
    return format_html(
        '<nav class="pager" aria-label="{}"><span>{}</span><span class="push"></span>{}</nav>', _("Pages"), text, steps
    )


def _step(url: str, mark: str, label: str, rel: str) -> SafeString:
    if url:
        return button(label, icon_name=mark, href=url, size="sm", only_icon=True, rel=rel)
    return button(label, icon_name=mark, size="sm", only_icon=True, type="button", disabled=True)
