"""Addresses of how portals look."""

from django.urls import path

from qiao.products.views import portal

urlpatterns = [
    path("setup/portal/", portal.brands, name="brands"),
    path("setup/portal/<int:product_id>/", portal.brand, name="brand"),
]
