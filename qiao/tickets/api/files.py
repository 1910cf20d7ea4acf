"""Files: kept before the message they go with, fetched by whoever may read the message."""

from django.http.response import HttpResponseBase
from ninja import File
from ninja.files import UploadedFile

from qiao.kernel.api.answers import Id, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.problems import refuse_nul
from qiao.kernel.errors import NotFound
from qiao.kernel.files.names import UNKNOWN
from qiao.kernel.files.views import serve_file
from qiao.tickets.api.showing import visible_tickets
from qiao.tickets.api.shown import UploadShown
from qiao.tickets.models import MessageAttachment
from qiao.tickets.views.uploads import keep_upload, sealed

files = Operations("files")


@files.post("/files", "ticket.note", UploadShown, status=201, screens=["tickets:upload"])
def upload_file(request: ApiRequest, file: File[UploadedFile]) -> HttpResponseBase:
    """Keep a file for a message to come, 25 MB at most."""
    refuse_nul(file)
    kept = keep_upload(file)
    return answer(request, UploadShown(id=sealed(kept), name=kept.name, size=file.size or 0), status=201)


@files.get("/attachments/{attachment_id}", "ticket.view", None, answer_type="application/octet-stream")
def download_attachment(request: ApiRequest, attachment_id: Id) -> HttpResponseBase:
    """Fetch a file of a message; parts of it too, by Range."""
    rows, _scope = visible_tickets(request)
    found = MessageAttachment.objects.filter(pk=attachment_id, message__ticket__in=rows.values("pk"))
    row = found.select_related("file").first()
    if row is None or row.file is None:
        raise NotFound
    response = serve_file(request, row.file.sha256, row.name)
    response.headers["Content-Type"] = UNKNOWN
    return response
