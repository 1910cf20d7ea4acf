"""Which products a person is limited to: a box on the person's setup page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from qiao.kernel.access import DeskRequest, desk_page
from qiao.products import services
from qiao.products.forms import ScopeForm
from qiao.staff.models import Person


@desk_page("people.manage")
@require_http_methods(["GET", "POST"])
def person_scope(request: DeskRequest, person_id: int) -> HttpResponse:
    """The box, or the chosen products."""
    person = get_object_or_404(Person, pk=person_id)
    limited_to = list(person.products.all())
    initial = {"reach": "some" if limited_to else "all", "products": limited_to}
    form = ScopeForm(request.POST if request.method == "POST" else None, initial=initial)
    is_saved = False
    if request.method == "POST" and form.is_valid():
        chosen = [product.pk for product in form.cleaned_data["products"]]
        services.set_product_scope(person.pk, chosen, by=request.actor)
        if not request.htmx:
            return redirect("staff:person", person.pk)
        is_saved = True
    context = {"person": person, "form": form, "is_saved": is_saved}
    return render(request, "products/scope.html", context, status=422 if form.errors else 200)
