"""Addresses of the design system."""

from django.urls import path

from qiao.ui.views.gallery import gallery
from qiao.ui.views.looks import looks

app_name = "ui"
urlpatterns = [
    path("gallery/", gallery, name="gallery"),
    path("me/looks/", looks, name="looks"),
]
