"""Addresses of looking after customers: exports, personal data, merging, notes and files, what happened."""

from django.urls import path

from qiao.customers.views import exports, privacy

urlpatterns = [
    path("desk/exports/", exports.exports, name="exports"),
    path("desk/exports/rows/", exports.export_rows, name="export_rows"),
    path("desk/exports/<int:export_id>/cancel/", exports.export_cancel, name="export_cancel"),
    path("desk/exports/<int:export_id>/file/", exports.export_file, name="export_file"),
    path("desk/contacts/<int:contact_id>/data-request/", privacy.data_request_new, name="data_request_new"),
    path("desk/contacts/<int:contact_id>/hold/", privacy.hold_place, name="hold_place"),
    path("setup/privacy/", privacy.data_requests, name="data_requests"),
    path("setup/privacy/deadlines/", privacy.privacy_policy, name="privacy_policy"),
    path("setup/privacy/<int:request_id>/", privacy.data_request, name="data_request"),
    path("setup/privacy/<int:request_id>/<slug:act>/", privacy.data_request_act, name="data_request_act"),
    path("setup/privacy/holds/<int:hold_id>/release/", privacy.hold_release, name="hold_release"),
]
