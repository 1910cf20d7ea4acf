"""The virus scanner, asked over its real protocol: a small server that speaks clamd's INSTREAM."""

import base64
import socketserver
import threading

import pytest
from django.utils import timezone

from qiao.channels.models import RawMail
from qiao.channels.services.processing import process_waiting
from qiao.channels.services.quarantine import release_mail
from qiao.channels.services.scanning import scan, scanner_problem
from qiao.channels.testing import make_mail, take_mail
from qiao.kernel.access import Actor
from qiao.kernel.testing import run_jobs

pytestmark = pytest.mark.django_db
# the industry's harmless test string, in two halves so that no scanner minds this file
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
MOST = 1_000_000


class Clamd(socketserver.StreamRequestHandler):
    """zPING, zINSTREAM: chunks of four octets of length and data, the empty one ends; answers end with a zero."""

    def handle(self):
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command == b"zPING\0":
            self.wfile.write(b"PONG\0")
            return
        assert command == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(length)
            if len(content) > MOST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.scanned.append(content)
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0")


class Tcp(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


class Unix(socketserver.ThreadingUnixStreamServer):
    pass


def serve(server):
    server.scanned = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def clamd(monkeypatch):
    server = Tcp(("127.0.0.1", 0), Clamd)
    monkeypatch.setenv("QIAO_CLAMAV", f"127.0.0.1:{server.server_address[1]}")
    yield from serve(server)


def with_file(content, name="invoice.exe"):
    body = (
        "--b\nContent-Type: text/plain\n\nSee the file.\n--b\nContent-Type: application/octet-stream\n"
        f"Content-Disposition: attachment; filename={name}\nContent-Transfer-Encoding: base64\n\n"
        f"{base64.encodebytes(content).decode()}\n--b--"
    )
    return make_mail(body, MIME_Version="1.0", Content_Type="multipart/mixed; boundary=b")


def test_without_a_scanner_nothing_is_asked(mailbox):
    assert take_mail(with_file(EICAR), mailbox).state == "ticketed"


def test_an_infected_file_goes_into_quarantine_with_its_name(mailbox, clamd, keeper):
    raw = take_mail(with_file(EICAR), mailbox)
    assert (raw.state, raw.reason, raw.detail) == ("quarantined", "malware", "invoice.exe: Eicar-Test-Signature")
    assert keeper.received() == []


def test_a_clean_mail_passes_after_every_file_and_the_whole_were_looked_at(mailbox, clamd):
    data = with_file(b"just numbers" * 50_000, "numbers.bin")
    assert take_mail(data, mailbox).state == "ticketed"
    assert clamd.scanned == [b"just numbers" * 50_000, data]


def test_what_is_too_large_for_the_scanner_is_not_let_in_unseen(mailbox, clamd):
    raw = take_mail(with_file(bytes(MOST + 1)), mailbox)
    assert (raw.state, raw.reason) == ("quarantined", "not_scanned")
    assert "size limit exceeded" in raw.detail


def test_a_person_may_release_a_false_alarm(mailbox, clamd):
    raw = take_mail(with_file(EICAR), mailbox)
    release_mail(raw.pk, by=Actor("person", 1, "Mei"))
    run_jobs()
    raw.refresh_from_db()
    assert raw.state == "ticketed"


def test_while_the_scanner_is_away_mail_waits_and_then_goes_on(mailbox, clamd, monkeypatch):
    place = f"127.0.0.1:{clamd.server_address[1]}"
    monkeypatch.setenv("QIAO_CLAMAV", "127.0.0.1:9")
    raw = take_mail(make_mail(), mailbox)
    for _ in range(7):
        RawMail.objects.filter(pk=raw.pk).update(next_attempt_at=timezone.now())
        process_waiting()
    raw.refresh_from_db()
    assert (raw.state, raw.attempts) == ("waiting", 0), "a scanner that is restarted sends no mail into quarantine"
    assert "127.0.0.1:9" in raw.detail
    assert "127.0.0.1:9" in scanner_problem()
    monkeypatch.setenv("QIAO_CLAMAV", place)
    assert scanner_problem() == ""
    RawMail.objects.filter(pk=raw.pk).update(next_attempt_at=timezone.now())
    process_waiting()
    raw.refresh_from_db()
    assert raw.state == "ticketed"


def test_the_daemon_may_listen_on_a_socket_of_the_machine(tmp_path, monkeypatch):
    monkeypatch.setenv("QIAO_CLAMAV", str(tmp_path / "clamd"))
    for _server in serve(Unix(str(tmp_path / "clamd"), Clamd)):
        assert scan(EICAR) == "Eicar-Test-Signature"
        assert scan(b"clean") == ""
