"""The calendar of a person, for the program that subscribes to it."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qiao.kernel.access import public_page
from qiao.kernel.api.tokens import living_token
from qiao.kernel.errors import NotFound
from qiao.kernel.i18n import in_language
from qiao.kernel.icalendar import calendar_text
from qiao.kernel.models import ApiToken
from qiao.staff.models import Person
from qiao.tickets.selectors.agenda import agenda


@public_page
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The feed behind a secret address; a revoked or expired one does not exist."""
    token = living_token(secret, (ApiToken.Kind.CALENDAR,))
    if token is None or not isinstance(token.person, Person):
        raise NotFound
    person, now = token.person, timezone.now()
    with in_language(person.language):
        name = _("Qiao: %(name)s") % {"name": person.name}
        text = calendar_text(name, agenda(person, now=now), now=now.replace(minute=0, second=0, microsecond=0))
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    headers = {"ETag": tag, "Cache-Control": "private, max-age=300", "Referrer-Policy": "no-referrer"}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
