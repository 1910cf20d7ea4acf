"""Stores a user's display preferences."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from qiao.kernel.access import public_page

CHOICES = {"theme": ("auto", "light", "dark"), "density": ("compact", "roomy")}


@public_page
@require_POST
def looks(request: HttpRequest) -> HttpResponse:
    """Store theme or row height with the person; who is not signed in keeps it in the browser only."""
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    chosen = [name for name, allowed in CHOICES.items() if request.POST.get(name) in allowed]
    for name in chosen:
        setattr(request.user, name, request.POST[name])
    if chosen:
        request.user.save(update_fields=chosen)
    return HttpResponse(status=204)
