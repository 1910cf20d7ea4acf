"""What every page needs: theme, live address, who is reading."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from qiao.kernel import live


def page(request: HttpRequest) -> dict[str, Any]:
    """Template variables of the shells."""
    person = request.user if getattr(request, "user", None) and request.user.is_authenticated else None
    return {
        "ui_person": person,
        "ui_theme": getattr(person, "theme", "auto") if person else "auto",
        "ui_density": getattr(person, "density", "compact") if person else "compact",
        "ui_live_address": f"{live.address_for(request)}/live/events" if person else "",
        "ui_is_demo": getattr(settings, "DEMO", False),
    }
