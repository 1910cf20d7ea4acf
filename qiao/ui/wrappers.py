"""Markup of the custom elements: each works as the plain control inside it when scripts do not."""

from typing import Any

from django.forms import BoundField, DateInput
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qiao.ui.controls import Text, attributes, described, framed
from qiao.ui.marks import icon

TOOLS: tuple[tuple[str, str, Any], ...] = (
    ("bold", "bold", gettext_lazy("Bold")),
    ("list", "list", gettext_lazy("List")),
    ("code", "code", gettext_lazy("Code")),
    ("link", "link", gettext_lazy("Link")),
    ("quote", "quote", gettext_lazy("Quote")),
)


class _DateField(DateInput):
    input_type = "date"


def combobox(
    bound: BoundField, src: str = "", *, placeholder: Text = "", none: Text = "", free: bool = False, hint: Text = ""
) -> SafeString:
    """A field that finds by Han text, pinyin or initials. `src` ends in "q=" and answers [{value, label, meta, keys}].

    `free` lets people add what is not there. The field's widget is a select (multiple or not).
    """
    given = attributes(src=src, placeholder=placeholder, none=none, free=free, label=bound.label)
    control = bound.as_widget(attrs={"class": "select", **described(bound, hint)})
    return framed(bound, format_html("<qiao-combobox{}>{}</qiao-combobox>", given, control), hint)


def daterange(first: BoundField, last: BoundField, label: Text = "", marks: str = "") -> SafeString:
    """Two date fields as one. `marks`: JSON of dates to a sign, e.g. public holidays."""
    inputs = format_html_join(
        "", '<label class="field"><span class="field__label">{}</span>{}</label>',
        ((one.label, one.as_widget(_DateField(format="%Y-%m-%d"), attrs={"class": "input"})) for one in (first, last)),
    )  # fmt: skip
    return format_html("<qiao-daterange{}>{}</qiao-daterange>", attributes(label=label, marks=marks), inputs)


def filedrop(upload_url: str, name: str = "attachment", hint: Text = "", *, many: bool = True) -> SafeString:
    """Where files are dropped or chosen. `upload_url` takes one `file`, answers {id, name, size} or {error}."""
    return format_html(
        '<qiao-filedrop upload-url="{}" name="{}"><label class="drop">{}<span>{}</span>'
        '<span class="t3 xs">{}</span><input class="sr" type="file" name="files"{}></label>'
        '<div class="row row--wrap" data-files></div></qiao-filedrop>',
        upload_url, name, icon("upload", "lg"), _("Drop files here, or choose some"), hint, attributes(multiple=many),
    )  # fmt: skip


def editor(
    bound: BoundField, *, preview_url: str = "", draft_url: str = "", upload_url: str = "", mention_url: str = "",
    quick_url: str = "", name: str = "attachment", hint: Text = "", css: str = "area",
) -> SafeString:  # fmt: skip
    """Markdown in a real textarea with toolbar, preview, drafts, files, mentions and quick replies."""
    area = bound.as_widget(attrs={"class": css, **described(bound, hint)})
    given = attributes(preview_url=preview_url, draft_url=draft_url, mention_url=mention_url, quick_url=quick_url)
    tools = [_tool(tool, mark, label) for tool, mark, label in TOOLS]
    if upload_url:
        tools.append(_file_tool())
    if quick_url:
        tools.append(_tool("quick", "bolt", _("Quick replies")))
    if preview_url:
        tools.append(_tool("preview", "eye", _("Preview")))
    row = format_html_join("", "{}", ((tool,) for tool in tools))
    state = SafeString('<span class="push saved" aria-live="polite"></span>')
    bar = format_html('<div class="composer__bar" role="toolbar" aria-label="{}">{}{}</div>', _("Format"), row, state)
    if upload_url:
        files = SafeString('<div class="composer__files row row--wrap" data-files></div>')
        bar = format_html('<qiao-filedrop upload-url="{}" name="{}">{}{}</qiao-filedrop>', upload_url, name, files, bar)
    return framed(bound, format_html('<qiao-editor class="editor"{}>{}{}</qiao-editor>', given, area, bar), hint)


def _tool(tool: str, mark: str, label: Text) -> SafeString:
    return format_html(
        '<button class="btn btn--quiet btn--sm btn--icon" type="button" data-tool="{}" aria-label="{}" title="{}">'
        "{}</button>",
        tool, label, label, icon(mark),
    )  # fmt: skip


def _file_tool() -> SafeString:
    label = _("Attach files")
    return format_html(
        '<label class="btn btn--quiet btn--sm btn--icon" title="{}">{}'
        '<input class="sr" type="file" name="files" multiple></label>',
        label, icon("attach", "", label),
    )  # fmt: skip
