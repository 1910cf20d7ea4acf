"""The living gallery: every component in every state, made with the tags the pages use."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.ui.charts import chart
from qiao.ui.marks import PRIORITIES, STATES, TIERS
from qiao.ui.widgets import FindableMultiple

SPRITE = Path(__file__).parents[1] / "icons.svg"
RAMP = (
    "canvas", "rail", "surface", "hover", "selected", "fill", "accent", "soft", "strip", "danger", "warn", "ok", "info",
    "ai", "note", "reply",
)  # fmt: skip
PEOPLE = (("1", "Lin Zhiyuan", "lin zhi yuan lzy"), ("2", "Zhou Yining", "zhou yi ning zyn"), ("3", "Ada Byron", ""))


class SampleForm(forms.Form):
    """One field of each kind."""

    subject = forms.CharField(label=gettext_lazy("Subject"), help_text=gettext_lazy("Customers see this line, too."))
    email = forms.EmailField(label=gettext_lazy("Mail address"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("question", gettext_lazy("Question")), ("incident", gettext_lazy("Incident"))],
    )
    text = forms.CharField(label=gettext_lazy("Description"), widget=forms.Textarea(attrs={"rows": 3}))
    visible = forms.ChoiceField(
        label=gettext_lazy("Who sees it"), widget=forms.RadioSelect,
        choices=[("own", gettext_lazy("Only my team")), ("all", gettext_lazy("Everybody"))],
    )  # fmt: skip
    tell = forms.BooleanField(label=gettext_lazy("Tell the customer"), required=False)


class SampleControls(forms.Form):
    """Fields that elements bring to life."""

    owner = forms.ChoiceField(label=gettext_lazy("Owner"), required=False)
    helpers = forms.MultipleChoiceField(
        label=gettext_lazy("Helpers"), required=False, initial=["1"],
        widget=FindableMultiple(keys={value: keys for value, _name, keys in PEOPLE}),
    )  # fmt: skip
    since = forms.DateField(label=gettext_lazy("First day"), required=False)
    until = forms.DateField(label=gettext_lazy("Last day"), required=False)
    answer = forms.CharField(label=gettext_lazy("Answer"), widget=forms.Textarea, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(value, name) for value, name, _keys in PEOPLE]
        self._offer("owner", [("", "—"), *people])
        self._offer("helpers", people)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


@desk_page("ticket.view")
@require_safe
def gallery(request: DeskRequest) -> HttpResponse:
    """`/gallery/`."""
    now = timezone.now()
    context = {
        "states": list(STATES),
        "priorities": list(PRIORITIES),
        "tiers": list(TIERS),
        "tones": ["", "accent", "ok", "warn", "danger", "info", "ai", "line"],
        "callouts": ["info", "warn", "danger", "ok", "ai", ""],
        "buttons": ["primary", "", "quiet", "danger", "danger-quiet"],
        "ramp": RAMP,
        "icons": icon_names(),
        "empty_form": SampleForm(),
        "wrong_form": SampleForm(data={"email": "sumu@canglan", "kind": "nothing"}),
        "controls": SampleControls(),
        "now": now,
        "moments": moments(now),
        "deadlines": [now + timedelta(hours=6), now + timedelta(minutes=42), now - timedelta(minutes=18)],
        "chart": chart(sample_chart(), _("Tickets a day, this week and last")),
    }
    return render(request, "ui/gallery.html", context)


@desk_page("ticket.view")
@require_safe
def gallery_people(request: DeskRequest) -> HttpResponse:
    """What a search over people answers, for the samples of combobox and editor."""
    words = request.GET.get("q", "").casefold()
    found = [one for one in PEOPLE if words in one[1].casefold() or one[2].replace(" ", "").startswith(words)]
    options = [{"value": value, "label": name, "text": f"@{name} ", "hue": int(value)} for value, name, _keys in found]
    return JsonResponse(options, safe=False)


def moments(now: datetime) -> list[datetime]:
    """A few distances from now."""
    return [now - distance for distance in (
        timedelta(seconds=5), timedelta(minutes=7), timedelta(hours=30), timedelta(days=9), timedelta(days=400),
    )]  # fmt: skip


def sample_chart() -> dict[str, object]:
    """A small bar chart in the brand colours."""
    return {
        "color": ["var(--chart-rest)", "var(--chart-1)"],
        "grid": {"left": 32, "right": 8, "top": 16, "bottom": 24},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "category", "data": [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri")]},
        "yAxis": {"type": "value"},
        "series": [
            {"type": "bar", "name": _("Last week"), "data": [12, 18, 9, 14, 11]},
            {"type": "bar", "name": _("This week"), "data": [14, 11, 16, 12, 8]},
        ],
    }


def icon_names() -> list[str]:
    """Names in the sprite."""
    return re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text(encoding="utf-8"))
