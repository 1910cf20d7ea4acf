"""Addresses of the product pages."""

from django.urls import path

from qiao.products.views import desk, setup

app_name = "products"
urlpatterns = [
    path("desk/products/", desk.products, name="list"),
    path("desk/products/new/", desk.product_new, name="new"),
    path("desk/products/<int:product_id>/", desk.product, name="product"),
    path("desk/products/<int:product_id>/edit/", desk.product_edit, name="edit"),
    path("desk/products/<int:product_id>/archive/", desk.product_archive, name="archive"),
    path("desk/products/<int:product_id>/components/new/", desk.component_new, name="component_new"),
    path("desk/products/<int:product_id>/versions/new/", desk.version_new, name="version_new"),
    path("desk/components/<int:component_id>/edit/", desk.component_edit, name="component_edit"),
    path("desk/components/<int:component_id>/archive/", desk.component_archive, name="component_archive"),
    path("desk/versions/<int:version_id>/edit/", desk.version_edit, name="version_edit"),
    path("desk/versions/<int:version_id>/state/", desk.version_state, name="version_state"),
    path("setup/people/<int:person_id>/products/", setup.person_scope, name="person_scope"),
]
