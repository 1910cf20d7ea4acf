"""Tags of the portal's pages: `{% load portal %}`."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from qiao.kernel.visitors import device_of
from qiao.ui.controls import field

register = template.Library()
register.filter("device", device_of)


@register.simple_tag
def portal_words() -> SafeString:
    """The texts of the portal's scripts as JSON, once a page."""
    words = {
        "remove": _("Remove %(name)s"),
        "uploading": _("Sending %(name)s"),
        "failed": _("%(name)s could not be sent. Try again."),
        "saved": _("Draft saved"),
        "answers": _("This may help at once"),
        "pasted": _("screenshot"),
    }
    return json_script(words, "portal-words")


@register.simple_tag
def portal_question(question: Any) -> SafeString:
    """A question of a request form, with the sign that it must be answered; the server checks, not the browser."""
    bound = question.bound
    bound.field.required = question.row.is_required
    bound.field.widget.is_required = False
    return field(bound)


@register.simple_tag
def place_versions(places: Iterable[Any]) -> SafeString:
    """Which version each place runs, for the script that fills it in."""
    known = {one.key: str(one.version_id) for one in places if one.version_id}
    return json_script(known, "place-versions")
