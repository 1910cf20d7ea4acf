"""Files: kept once, durable, given only to those who may have them, and harmless in the browser."""

import hashlib
import io
import os
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from django.db import connections
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve
from hypothesis import given
from hypothesis import strategies as st

from qiao.kernel.files import (
    FileMissing,
    check_storage,
    file_url,
    open_file,
    read,
    register_guard,
    safe_name,
    store,
)
from qiao.kernel.files import guards as guards_module
from qiao.kernel.files.names import believed_content_type
from qiao.kernel.files.s3 import S3Storage
from qiao.kernel.files.store import storage
from qiao.kernel.files.views import serve_file
from qiao.kernel.models import StoredFile

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100
LIN = SimpleNamespace(name="Lin")
EVE = SimpleNamespace(name="Eve")


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path):
    settings.FILES_BACKEND = "local"
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


@pytest.fixture(scope="module")
def s3_endpoint():
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_endpoint, settings):
    settings.FILES_BACKEND = "s3"
    settings.S3_ENDPOINT, settings.S3_BUCKET, settings.S3_REGION = s3_endpoint, "qiao", "us-east-1"
    settings.S3_ACCESS_KEY, settings.S3_SECRET_KEY = "key", "secret"
    client = storage()._client
    if not client.bucket_exists("qiao"):
        client.make_bucket("qiao")
    return client


@pytest.fixture(params=["local", "s3"])
def either_storage(request):
    if request.param == "s3":
        request.getfixturevalue("bucket")
    return request.param


@pytest.mark.django_db
def test_what_is_stored_is_read(either_storage):
    data = os.urandom(3_000_000)
    stored = store(data, name="日志.bin")
    assert (stored.sha256, stored.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert read(stored) == data
    with open_file(stored, 1000, 500_000) as part:
        assert part.read() == data[1000:501_000]
    with open_file(stored, len(data) - 5) as end:
        assert end.read() == data[-5:]
    assert read(store(b"")) == b""


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once(either_storage):
    first = store(b"twice", content_type="text/plain")
    second = store(io.BytesIO(b"twice"), content_type="text/csv")
    assert second == first
    assert StoredFile.objects.count() == 1


@pytest.mark.django_db
def test_a_missing_file_is_told_from_a_broken_storage(either_storage):
    gone = StoredFile.objects.create(sha256="0" * 64, size=1, content_type="text/plain")
    with pytest.raises(FileMissing):
        read(gone)
    assert check_storage() == ""


def test_a_storage_that_cannot_be_used_says_so(settings, s3_endpoint, tmp_path):
    (tmp_path / "taken").write_text("a file where the folder should be")
    settings.FILES_ROOT = tmp_path / "taken"
    assert "cannot be used" in check_storage()
    nowhere = S3Storage(endpoint=s3_endpoint, bucket="nowhere", access_key="a", secret_key="b", region="us-east-1")
    assert "'nowhere' cannot be used" in nowhere.check()


@pytest.mark.django_db(transaction=True)
def test_many_storing_the_same_at_once_get_one_row():
    barrier = threading.Barrier(6)

    def store_it(_):
        barrier.wait()
        try:
            return store(b"at once" * 1000).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(store_it, range(6)))) == 1
    assert StoredFile.objects.count() == 1


@pytest.mark.django_db
def test_a_stream_that_breaks_leaves_nothing_behind(files_root):
    class Broken(io.BytesIO):
        def read(self, *args):
            raise OSError("line cut")

    with pytest.raises(OSError, match="line cut"):
        store(Broken())
    assert not StoredFile.objects.exists()
    assert not [path for path in files_root.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_file_cut_short_by_a_crash_is_written_again(files_root):
    stored = store(b"whole file")
    path = next(path for path in files_root.rglob(stored.sha256))
    path.write_bytes(b"who")
    assert read(store(b"whole file")) == b"whole file"
    assert path.parent.parent.parent == files_root
    assert path.relative_to(files_root).parts[:2] == (stored.sha256[:2], stored.sha256[2:4])


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Lin\\日志.txt", "日志.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\r\nSet-Cookie: x.txt", "a Set-Cookie_ x.txt"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ('what<is>"this"?.txt', "what_is__this__.txt"),
        (" .hidden. ", "hidden"),
        ("...", "file"),
        ("", "file"),
        (".png", "png"),
        ("zero\u200bwidth.txt", "zerowidth.txt"),
        ("half\ud800.txt", "half.txt"),
        ("e\u0301.txt", "\u00e9.txt"),
        ("x" * 300 + ".log", "x" * 116 + ".log"),
    ],
)
def test_a_name_is_made_safe(name, safe):
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_a_safe_name_is_safe_to_save_and_stays_as_it_is(name):
    safe = safe_name(name)
    assert 0 < len(safe) <= 120
    assert not set(safe) & set('/\\<>:"|?*\0\r\n\u202e')
    assert not {unicodedata.category(character) for character in safe} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert safe == safe.strip(" ")
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("claimed", "head", "believed"),
    [
        ("image/png", PNG, "image/png"),
        ("text/html", PNG, "image/png"),
        ("image/png", b"<script>", "application/octet-stream"),
        ("application/pdf", b"%PDF-1.7", "application/pdf"),
        ("Text/Plain; charset=gbk", b"hello", "text/plain"),
        ("image/webp", b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        ("nonsense\r\nX: y", b"", "application/octet-stream"),
    ],
)
def test_bytes_are_believed_before_claims(claimed, head, believed):
    assert believed_content_type(claimed, head) == believed


@pytest.fixture
def lin_may(monkeypatch):
    monkeypatch.setattr(guards_module, "_guards", {})
    register_guard("test.thing", lambda user, stored: user is LIN)


def fetch(stored, *, user=LIN, name="shot.png", method="GET", query="", **headers):
    request = RequestFactory().generic(method, f"/files/{query}", **headers)
    request.user = user
    response = serve_file(request, stored.sha256, name)
    response.body = b"".join(response) if response.streaming else response.content
    for close in response._resource_closers:
        close()
    return response


@pytest.mark.django_db
def test_a_file_is_given_to_whom_a_guard_lets_have_it_and_to_nobody_else(lin_may):
    stored = store(PNG)
    assert fetch(stored).body == PNG
    with pytest.raises(Http404):
        fetch(stored, user=EVE)
    guards_module._guards.clear()
    with pytest.raises(Http404):
        fetch(stored)


@pytest.mark.django_db
def test_an_unknown_file_and_lost_bytes_are_not_found(lin_may, files_root):
    stored = store(PNG)
    for path in files_root.rglob(stored.sha256):
        path.unlink()
    with pytest.raises(Http404):
        fetch(stored)
    stored.delete()
    with pytest.raises(Http404):
        fetch(stored)
    for path in ("/files/short/x", f"/files/{'G' * 64}/x", f"/files/{'a' * 64}"):
        with pytest.raises(Http404):
            resolve(path, urlconf="qiao.kernel.files.urls")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["shot.png", "图 1.png", "a\r\nb?#%2f.png", "../x.png", ""])
def test_every_name_has_an_address_that_leads_to_its_file(settings, name):
    settings.ROOT_URLCONF = "qiao.kernel.files.urls"
    stored = store(PNG)
    found = resolve(unquote(file_url(stored, name)))
    assert (found.func, found.kwargs) == (serve_file, {"sha256": stored.sha256, "name": safe_name(name)})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "kind", "shown"),
    [
        (PNG, "image/png", "inline"),
        (b"plain", "text/plain", "inline"),
        (b"%PDF-1.7", "application/pdf", "inline"),
        (b"<script>alert(1)</script>", "text/html", "attachment"),
        (b"<svg onload=alert(1)>", "image/svg+xml", "attachment"),
        (b"<?xml?>", "application/xhtml+xml", "attachment"),
        (b"PK", "application/zip", "attachment"),
    ],
)
def test_only_harmless_kinds_are_shown(lin_may, data, kind, shown):
    response = fetch(store(data, content_type=kind))
    assert response.headers["Content-Disposition"].startswith(shown)
    assert response.headers["Content-Type"].split(";")[0] == (kind if shown == "inline" else "application/octet-stream")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "script-src" not in response.headers["Content-Security-Policy"]
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Cache-Control"].startswith("private")
    assert fetch(store(data), query="?download").headers["Content-Disposition"].startswith("attachment")


@pytest.mark.django_db
def test_a_name_cannot_break_out_of_its_header(lin_may):
    response = fetch(store(PNG), name='a"b\r\nX-Evil: 1;错误\u202egnp.exe')
    disposition = response.headers["Content-Disposition"]
    assert "\n" not in disposition
    assert "X-Evil" not in response.headers
    assert "filename*=utf-8''" in disposition
    assert "%E9%94%99" in disposition
    assert "%E2%80%AE" not in disposition


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "status", "span"),
    [
        ("bytes=0-9", 206, (0, 10)),
        ("bytes=100-", 206, (100, 256)),
        ("bytes=-6", 206, (250, 256)),
        ("bytes=-9999", 200, (0, 256)),
        ("bytes=250-9999", 206, (250, 256)),
        ("bytes=256-", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=9-1", 416, None),
        ("bytes=0-1,5-6", 200, (0, 256)),
        ("lines=1-2", 200, (0, 256)),
    ],
)
def test_a_part_of_a_file_can_be_had(lin_may, either_storage, wanted, status, span):
    data = bytes(range(256))
    response = fetch(store(data), headers={"Range": wanted})
    assert response.status_code == status
    if span:
        assert response.body == data[slice(*span)]
        assert response.headers["Content-Length"] == str(span[1] - span[0])
    if status == 206:
        assert response.headers["Content-Range"] == f"bytes {span[0]}-{span[1] - 1}/256"
    if status == 416:
        assert response.headers["Content-Range"] == "bytes */256"


@pytest.mark.django_db
def test_a_file_the_browser_has_is_not_sent_again_and_a_stale_part_is_sent_whole(lin_may):
    stored = store(PNG)
    tag = fetch(stored).headers["ETag"]
    again = fetch(stored, headers={"If-None-Match": tag})
    assert (again.status_code, again.body) == (304, b"")
    stale = fetch(stored, headers={"Range": "bytes=0-1", "If-Range": '"other"'})
    assert (stale.status_code, stale.body) == (200, PNG)
    with pytest.raises(Http404):
        fetch(stored, user=EVE, headers={"If-None-Match": tag})


@pytest.mark.django_db
def test_files_are_only_read(lin_may):
    assert fetch(store(PNG), method="POST").status_code == 405
    assert fetch(store(PNG), method="HEAD").headers["Content-Length"] == str(len(PNG))
