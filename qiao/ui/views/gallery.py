"""The living gallery: every component in every state, made with the tags the pages use."""

import re
from datetime import timedelta
from pathlib import Path

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from qiao.kernel.access import DeskRequest, desk_page
from qiao.ui.charts import chart
from qiao.ui.templatetags.ui import PRIORITIES, STATES, TIERS

SPRITE = Path(__file__).parents[1] / "icons.svg"


class SampleForm(forms.Form):
    """One field of each kind."""

    subject = forms.CharField(label="Subject", help_text="Shown in the list")
    kind = forms.ChoiceField(label="Kind", choices=[("question", "Question"), ("incident", "Incident")])
    text = forms.CharField(label="Text", widget=forms.Textarea)
    is_urgent = forms.BooleanField(label="Urgent", required=False)
    person = forms.ChoiceField(label="Person", choices=[("", "—"), ("1", "Lin Zhiyuan"), ("2", "Ada Byron")], required=False)


@desk_page("ticket.view")
def gallery(request: DeskRequest) -> HttpResponse:
    """`/gallery/`."""
    now = timezone.now()
    context = {
        "states": list(STATES),
        "priorities": list(PRIORITIES),
        "tiers": list(TIERS),
        "icons": icon_names(),
        "empty_form": SampleForm(),
        "wrong_form": SampleForm(data={"subject": "", "kind": "nothing"}),
        "moments": [now - timedelta(seconds=5), now - timedelta(minutes=7), now - timedelta(hours=30), now - timedelta(days=400)],
        "deadlines": [now + timedelta(hours=6), now + timedelta(minutes=42), now - timedelta(minutes=18)],
        "tones": ["", "accent", "ok", "warn", "danger", "info", "ai", "line"],
        "buttons": ["", "primary", "danger", "quiet", "soft"],
        "chart": chart(sample_chart(), _("Tickets per day, this week and last")),
    }
    return render(request, "ui/gallery.html", context)


def sample_chart() -> dict[str, object]:
    """A small bar chart in the house's colours."""
    return {
        "color": ["var(--chart-rest)", "var(--chart-1)"],
        "grid": {"left": 32, "right": 8, "top": 16, "bottom": 24},
        "xAxis": {"type": "category", "data": ["Mon", "Tue", "Wed", "Thu", "Fri"]},
        "yAxis": {"type": "value", "splitLine": {"lineStyle": {"color": "var(--chart-grid)"}}},
        "series": [
            {"type": "bar", "name": "last", "data": [12, 18, 9, 14, 11]},
            {"type": "bar", "name": "this", "data": [14, 11, 16, 12, 8]},
        ],
    }


def icon_names() -> list[str]:
    """Names in the sprite."""
    return re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text(encoding="utf-8"))
