"""What every page needs: theme, zone, live address, who is reading."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from qiao.kernel import live


def page(request: HttpRequest) -> dict[str, Any]:
    """Template variables of the shells."""
    user = getattr(request, "user", None)
    person = user if user is not None and user.is_authenticated else None
    return {
        "ui_person": person,
        "ui_theme": getattr(person, "theme", ""),
        "ui_density": getattr(person, "density", "compact"),
        "ui_zone": timezone.get_current_timezone_name(),
        "ui_live_address": f"{live.address_for(request)}/live/events" if person else "",
    }
