"""Outgoing requests reach the internet, and nothing inside."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from qiao.kernel.http import AddressRefused, AnswerTooLarge, client, fetch
from qiao.kernel.http.client import is_public


class Inner(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(302 if self.path == "/away" else 200)
        if self.path == "/away":
            self.send_header("Location", "http://169.254.169.254/latest/")
        body = b"x" * 300_000 if self.path == "/large" else b"inner secret"
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        return


@pytest.fixture
def inner():
    server = HTTPServer(("127.0.0.1", 0), Inner)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "127.1", "[64:ff9b::7f00:1]"]
)
def test_inner_addresses_are_refused(inner, host):
    with pytest.raises(httpx.ConnectError), client() as http:
        http.get(f"http://{host}:{inner}/")


@pytest.mark.parametrize(
    "address",
    ["10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "fe80::1", "fc00::1", "::",
     "::ffff:10.0.0.1", "2002:0a00:0001::", "64:ff9b::a9fe:a9fe", "198.18.0.1", "255.255.255.255"],
)  # fmt: skip
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_that_are_public(address):
    assert is_public(address)


def test_a_trusted_host_is_reached(inner, settings):
    settings.HTTP_ALLOWED_HOSTS = [f"127.0.0.1:{inner}"]
    assert fetch("GET", f"http://127.0.0.1:{inner}/").text == "inner secret"


def test_redirects_are_not_followed(inner, settings):
    settings.HTTP_ALLOWED_HOSTS = ["127.0.0.1"]
    assert fetch("GET", f"http://127.0.0.1:{inner}/away").status_code == 302


def test_a_long_answer_is_cut_off(inner, settings):
    settings.HTTP_ALLOWED_HOSTS = ["127.0.0.1"]
    with pytest.raises(AnswerTooLarge):
        fetch("GET", f"http://127.0.0.1:{inner}/large")


def test_a_name_is_resolved_once_and_connected_as_checked(inner, monkeypatch):
    answers = iter([[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", inner))]])
    connected = []

    def rebinding(*_arguments, **_options):
        return next(answers)  # a second look-up would fail the test

    def note(address, *_arguments, **_options):
        connected.append(address[0])
        raise OSError("no internet in tests")

    monkeypatch.setattr("qiao.kernel.http.client.socket.getaddrinfo", rebinding)
    monkeypatch.setattr("httpcore._backends.sync.socket.create_connection", note)
    with pytest.raises(httpx.ConnectError), client() as http:
        http.get(f"http://rebind.example:{inner}/")
    assert connected == ["93.184.216.34"]


@pytest.mark.parametrize("url", ["ftp://example.com/", "file:///etc/passwd"])
def test_other_schemes_are_refused(url):
    with pytest.raises((AddressRefused, httpx.UnsupportedProtocol)), client() as http:
        http.get(url)
