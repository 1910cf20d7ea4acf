"""Addresses of the design system."""

from django.urls import path

from qiao.ui.views.gallery import gallery

app_name = "ui"
urlpatterns = [path("gallery/", gallery, name="gallery")]
