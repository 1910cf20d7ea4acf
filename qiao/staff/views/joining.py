"""Where an invitation leads."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qiao.kernel.access import public_page
from qiao.kernel.forms import attempt
from qiao.staff import services
from qiao.staff.forms import AcceptForm, zone_choices


@public_page
@never_cache
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password and sign in."""
    try:
        person = services.open_invitation(token).person
    except services.InvitationNotValid as refusal:
        return render(request, "staff/invitation_gone.html", {"message": refusal.message}, status=refusal.status)
    initial = {"name": person.name, "language": person.language, "time_zone": person.time_zone}
    form = AcceptForm(request.POST if request.method == "POST" else None, person=person, initial=initial)
    if request.method == "POST" and form.is_valid():
        joined = attempt(form, lambda: services.accept_invitation(token, **form.cleaned_data))
        if joined:
            get_adapter(request).login(request, joined)
            record_authentication(request, joined, method="password")
            return redirect("/desk/")
    context = {"form": form, "person": person, "zones": zone_choices()}
    return render(request, "staff/accept.html", context, status=422 if form.errors else 200)
