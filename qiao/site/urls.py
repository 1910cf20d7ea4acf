"""All addresses of the product."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from qiao.site.api import api, description

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(url="/desk/"), name="home"),
    path("accounts/", include("qiao.staff.account_urls")),
    path("portal/", include("qiao.tickets.portal_urls")),
    path("", include("qiao.tickets.portal_setup_urls")),
    path("api/v1/openapi.json", description, name="api_description"),
    path("api/v1/", api.urls),
]
_with_urls = ("kernel.files", "ui", "staff", "products", "customers", "channels", "tickets")
urlpatterns += [path("", include(f"qiao.{app}.urls")) for app in _with_urls]
