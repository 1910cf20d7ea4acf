"""Addresses of looking after customers: exports, personal data, merging, notes and files, what happened."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from qiao.customers.views import exports, merging, privacy, remarks


def _of_both(page: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """The same page of a customer and of a contact."""
    return [
        path(f"desk/customers/<int:object_id>/{page}/", view, {"kind": "organisation"}, f"organisation_{name}"),
        path(f"desk/contacts/<int:object_id>/{page}/", view, {"kind": "contact"}, f"contact_{name}"),
    ]


urlpatterns = [
    path("desk/customers/duplicates/", merging.duplicates, name="duplicates"),
    path("desk/customers/<int:object_id>/people/", remarks.people, {"kind": "organisation"}, "organisation_people"),
    *_of_both("timeline", remarks.timeline_page, "timeline"),
    *_of_both("notes", remarks.notes, "notes"),
    *_of_both("files", remarks.file_add, "files"),
    *_of_both("likely", merging.likely, "likely"),
    *_of_both("merge", merging.merge, "merge"),
    *_of_both("unmerge", merging.unmerge, "unmerge"),
    *_of_both("apart", merging.tell_apart, "apart"),
    path("desk/notes/<int:note_id>/edit/", remarks.note_edit, name="note_edit"),
    path("desk/notes/<int:note_id>/pin/", remarks.note_pin, name="note_pin"),
    path("desk/notes/<int:note_id>/remove/", remarks.note_remove, name="note_remove"),
    path("desk/kept-files/<int:file_id>/remove/", remarks.file_remove, name="file_remove"),
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
