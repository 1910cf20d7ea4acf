"""Addresses of what is set up for the portal, of all domains it is made of."""

from django.urls import URLPattern, URLResolver, include, path

from qiao.tickets.views import setup_requests

app_name = "portal_setup"
urlpatterns: list[URLPattern | URLResolver] = [
    path("setup/requests/", setup_requests.types, name="request-types"),
    path("setup/requests/new/", setup_requests.request_type, name="request-type-new"),
    path("setup/requests/<int:type_id>/", setup_requests.request_type, name="request-type"),
    path("setup/requests/<int:type_id>/questions/new/", setup_requests.question, name="question-new"),
    path("setup/requests/<int:type_id>/questions/<int:field_id>/", setup_requests.question, name="question"),
    path("setup/public-answers/", setup_requests.answers, name="public-answers"),
    path("setup/public-answers/new/", setup_requests.answer, name="public-answer-new"),
    path("setup/public-answers/<int:answer_id>/", setup_requests.answer, name="public-answer"),
    path("", include("qiao.customers.portal_setup_urls")),
    path("", include("qiao.products.portal_setup_urls")),
]
