"""All addresses of the product."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from qiao.site import webhooks
from qiao.site.api import api, description

webhook_urls = [
    path("", webhooks.endpoints, name="list"),
    path("new/", webhooks.new, name="new"),
    path("<int:endpoint_id>/", webhooks.endpoint, name="endpoint"),
    path("<int:endpoint_id>/edit/", webhooks.edit, name="edit"),
    path("<int:endpoint_id>/switch/", webhooks.switch, name="switch"),
    path("<int:endpoint_id>/secret/", webhooks.rotate, name="rotate"),
    path("<int:endpoint_id>/test/", webhooks.test, name="test"),
    path("<int:endpoint_id>/delete/", webhooks.delete, name="delete"),
    path("<int:endpoint_id>/replay/", webhooks.replay_failed, name="replay_failed"),
    path("deliveries/<int:delivery_id>/replay/", webhooks.replay, name="replay"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(url="/desk/"), name="home"),
    path("accounts/", include("qiao.staff.account_urls")),
    path("portal/", include("qiao.tickets.portal_urls")),
    path("", include("qiao.tickets.portal_setup_urls")),
    path("api/v1/openapi.json", description, name="api_description"),
    path("api/v1/", api.urls),
    path("setup/webhooks/", include((webhook_urls, "webhooks"))),
]
_with_urls = ("kernel.files", "ui", "staff", "products", "customers", "channels", "tickets")
urlpatterns += [path("", include(f"qiao.{app}.urls")) for app in _with_urls]
