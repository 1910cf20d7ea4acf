"""Addresses of the design system."""

from django.urls import path

from qiao.ui.views.gallery import gallery, gallery_people
from qiao.ui.views.looks import looks
from qiao.ui.views.setup import setup

app_name = "ui"
urlpatterns = [
    path("gallery/", gallery, name="gallery"),
    path("gallery/people/", gallery_people, name="gallery-people"),
    path("me/looks/", looks, name="looks"),
    path("setup/", setup, name="setup"),
]
