"""All addresses of the product."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(url="/desk/"), name="home"),
    path("accounts/", include("qiao.staff.account_urls")),
]
for _app in ("kernel.files", "ui", "staff", "products", "customers", "channels", "tickets"):
    if find_spec(f"qiao.{_app}.urls"):
        urlpatterns.append(path("", include(f"qiao.{_app}.urls")))
