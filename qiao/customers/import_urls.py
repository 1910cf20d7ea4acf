"""Addresses of imports from tables."""

from django.urls import path

from qiao.customers.views import importing

urlpatterns = [
    path("", importing.imports, name="imports"),
    path("new/<slug:kind>/", importing.import_new, name="import_new"),
    path("example/<slug:kind>.csv", importing.import_example, name="import_example"),
    path("<int:run_id>/", importing.import_page, name="import"),
    path("<int:run_id>/preview/", importing.import_preview, name="import_preview"),
    path("<int:run_id>/progress/", importing.import_progress, name="import_progress"),
    path("<int:run_id>/check/", importing.import_check, name="import_check"),
    path("<int:run_id>/columns/", importing.import_columns, name="import_columns"),
    path("<int:run_id>/encoding/", importing.import_encoding, name="import_encoding"),
    path("<int:run_id>/run/", importing.import_run, name="import_run"),
    path("<int:run_id>/stop/", importing.import_stop, name="import_stop"),
    path("<int:run_id>/undo/", importing.import_undo, name="import_undo"),
    path("<int:run_id>/go-on/", importing.import_go_on, name="import_go_on"),
    path("<int:run_id>/refused/", importing.import_refused, name="import_refused"),
]
