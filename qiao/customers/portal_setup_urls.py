"""Addresses of the portal's sign-in and of what contacts see there."""

from django.urls import path

from qiao.customers.views import portal_setup

urlpatterns = [
    path("setup/portal-sign-in/", portal_setup.issuers, name="issuers"),
    path("setup/portal-sign-in/new/", portal_setup.issuer, name="issuer-new"),
    path("setup/portal-sign-in/<int:issuer_id>/", portal_setup.issuer, name="issuer"),
    path("desk/contacts/<int:contact_id>/portal/", portal_setup.account, name="account"),
]
