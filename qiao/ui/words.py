"""Texts the elements show: translated here, read by `word("key")` in elements/dom.ts."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_PLACEHOLDER = re.compile(r"%\((\w+)\)\d*[ds]")


def element_words() -> dict[str, str]:
    """Every text in the active language, placeholders as `{name}`."""
    texts = {key: text for part in (_moments, _lists, _files, _writing, _dates) for key, text in part().items()}
    return {key: _PLACEHOLDER.sub(r"{\1}", text) for key, text in texts.items()}


def _moments() -> dict[str, str]:
    # the same texts as in formats.py, so that a page reads the same before and after a refresh
    return {
        "justNow": _("just now"),
        "minutesAgo": ngettext("%(n)d min ago", "%(n)d min ago", 2),
        "yesterday": _("yesterday %(time)s"),
        "tomorrow": _("tomorrow %(time)s"),
        "daysHours": _("%(days)d d %(hours)d h"),
        "days": _("%(days)d d"),
        "hoursMinutes": _("%(hours)d h %(minutes)02d m"),
        "hours": _("%(hours)d h"),
        "minutes": _("%(minutes)d m"),
        "late": _("%(time)s late"),
    }


def _lists() -> dict[str, str]:
    return {
        "nextRow": _("Next row"),
        "previousRow": _("Previous row"),
        "openRow": _("Open"),
        "selectRow": _("Select"),
        "selectRange": _("Select all rows up to here"),
        "escapeKey": _("Close, leave a field, clear the selection"),
        "palette": _("Search or jump"),
        "sendKey": _("Send"),
        "selected": _("%(n)s selected"),
        "newCount": _("%(n)s new"),
        "recent": _("Recent"),
        "nothing": _("Nothing found"),
        "typeToFind": _("Type to find"),
        "addNew": _("Add “%(text)s”"),
        "removeOne": _("Remove %(name)s"),
    }


def _files() -> dict[str, str]:
    return {
        "close": _("Close"),
        "copied": _("Copied"),
        "failed": _("That did not work. Try again."),
        "offline": _("The server cannot be reached. Nothing was lost; try again."),
        "cancelUpload": _("Stop uploading %(name)s"),
        "uploadFailed": _("%(name)s could not be uploaded. Try again."),
    }


def _writing() -> dict[str, str]:
    return {
        "suggestions": _("Suggestions"),
        "boldKey": _("Bold"),
        "mentionKey": _("Name a colleague"),
        "quickKey": _("Bring a quick reply"),
        "boldText": _("bold"),
        "codeText": _("code"),
        "linkText": _("text"),
        "nothingToPreview": _("Nothing to preview yet."),
        "saving": _("Saving…"),
        "saved": _("Draft saved"),
        "notSaved": _("Draft not saved, trying again"),
    }


def _dates() -> dict[str, str]:
    return {
        "dateRange": _("Dates"),
        "fromTo": _("%(from)s to %(to)s"),
        "anyTime": _("Any time"),
        "today": _("Today"),
        "last7": _("Last 7 days"),
        "lastWeek": _("Last week"),
        "thisMonth": _("This month"),
        "last30": _("Last 30 days"),
        "previousMonth": _("Previous month"),
        "nextMonth": _("Next month"),
    }
