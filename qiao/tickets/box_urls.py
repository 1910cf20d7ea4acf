"""Addresses of the boxes on customers' pages."""

from django.urls import path

from qiao.tickets.views import customer_boxes

urlpatterns = [
    path("figures/<str:kind>/<int:object_id>/", customer_boxes.customer_figures, name="customer-figures"),
    path("months/<str:kind>/<int:object_id>/", customer_boxes.customer_months, name="customer-months"),
    path("promises/<int:object_id>/", customer_boxes.customer_promises, name="customer-promises"),
]
