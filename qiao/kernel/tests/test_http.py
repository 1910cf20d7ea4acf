"""The way out refuses our own network, whatever name or spelling leads there, and whatever comes back."""

import datetime
import gzip
import ipaddress
import socket
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from qiao.kernel.http import AddressRefused, AnswerRefused, client, is_public, vetted_addresses


class Answers(BaseHTTPRequestHandler):
    """A server with a good page and several bad ones."""

    def do_GET(self):
        if self.path == "/slow":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for _ in range(100):
                self.wfile.write(b"X-Drip: 1\r\n")
                time.sleep(0.05)
            return
        pages = {
            "/": (200, {}, f"host {self.headers['Host']}".encode()),
            "/away": (302, {"Location": "http://169.254.169.254/"}, b""),
            "/long": (200, {}, b"x" * 200_000),
            "/packed": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 10_000_000)),
        }
        status, headers, body = pages.get(self.path, (200, {}, b"y" * 200_000))
        self.send_response(status)
        if self.path != "/endless":
            self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture(scope="module")
def server():
    found = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    found.handle_error = lambda *args: None
    thread = threading.Thread(target=found.serve_forever)
    thread.start()
    yield found
    found.shutdown()
    thread.join()
    found.server_close()


@pytest.fixture
def port(server, settings):
    settings.HTTP_ALLOWED_HOSTS = [f"127.0.0.1:{server.server_port}"]
    return server.server_port


@pytest.fixture
def names(monkeypatch):
    """A name server of our own: {name: [addresses]}; lists what was asked."""
    table, asked = {}, []
    real = socket.getaddrinfo

    def resolve(host, port, *args, **options):
        if host not in table:
            return real(host, port, *args, **options)
        asked.append(host)
        return [
            (socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in table[host]
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    table["asked"] = asked
    return table


PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1", "239.1.1.1", "255.255.255.255",
    "240.0.0.1", "168.63.129.16", "192.0.2.1", "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::", "2002:a00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "100::1",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "223.5.5.5", "2606:4700::1111", "2400:3200::1", "::ffff:1.1.1.1", "64:ff9b::101:101"]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_our_own_is_refused(address, names):
    assert not is_public(ip_address(address))
    names["innocent.example"] = [address]
    with client() as http_client, pytest.raises(AddressRefused):
        http_client.get("http://innocent.example/")


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_taken(address, names):
    names["shop.example"] = [address, "10.0.0.1"]
    assert vetted_addresses("shop.example", 443) == [str(ip_address(address))]


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/", "http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/",
        "http://[::1]/", "http://[::ffff:7f00:1]/", "http://0/", "http://127.0.0.1.:80/", "https://localhost:5432/",
    ],
)  # fmt: skip
def test_no_spelling_of_localhost_gets_through(url):
    with client() as http_client, pytest.raises((AddressRefused, httpx.ConnectError, httpx.InvalidURL)) as refusal:
        http_client.get(url)
    assert "Connection refused" not in str(refusal.value), "it was tried"


@pytest.mark.parametrize("url", ["ftp://shop.example/", "file:///etc/passwd", "gopher://x/", "/relative"])
def test_other_schemes_are_refused(url):
    with client() as http_client, pytest.raises(httpx.HTTPError):
        http_client.get(url)


def test_a_host_inside_can_be_allowed_by_name_by_port_and_by_network(port, settings, names):
    names["tracker.test"] = ["127.0.0.1"]
    url = f"http://tracker.test:{port}/"
    for allowed in (["Tracker.test"], [f"tracker.test:{port}"], ["127.0.0.0/8"], ["127.0.0.1"]):
        settings.HTTP_ALLOWED_HOSTS = allowed
        with client() as http_client:
            assert http_client.get(url).text == f"host tracker.test:{port}"
    for other in ([], ["tracker.test:1"], ["other.test"], ["10.0.0.0/8"]):
        settings.HTTP_ALLOWED_HOSTS = other
        with client() as http_client, pytest.raises(AddressRefused):
            http_client.get(url)


def test_a_name_is_resolved_once_and_the_judged_address_is_used(port, settings, names, monkeypatch):
    names["rebind.example"] = ["1.1.1.1"]
    reached = []
    real = socket.create_connection

    def connect(address, *args, **options):
        reached.append(address)
        names["rebind.example"] = ["127.0.0.1"]
        return real(("127.0.0.1", port), *args, **options)

    monkeypatch.setattr(socket, "create_connection", connect)
    with client() as http_client:
        http_client.get(f"http://rebind.example:{port}/")
        assert (reached, names["asked"]) == ([("1.1.1.1", port)], ["rebind.example"])
        with pytest.raises(AddressRefused):
            http_client.get(f"http://rebind.example:{port}/")


def test_the_next_address_is_tried_when_one_does_not_answer(port, settings, names):
    names["two.test"] = ["127.0.0.2", "127.0.0.1"]
    settings.HTTP_ALLOWED_HOSTS = ["two.test"]
    with client() as http_client:
        assert http_client.get(f"http://two.test:{port}/").status_code == 200


def test_redirects_are_not_followed(port):
    with client() as http_client:
        assert http_client.get(f"http://127.0.0.1:{port}/away").status_code == 302


@pytest.mark.parametrize("page", ["long", "endless", "packed"])
def test_an_answer_that_is_too_long_is_refused(port, page):
    with client() as http_client, pytest.raises(AnswerRefused):
        http_client.get(f"http://127.0.0.1:{port}/{page}")
    if page != "packed":
        with client(max_bytes=300_000) as http_client:
            assert len(http_client.get(f"http://127.0.0.1:{port}/{page}").content) == 200_000


def test_a_dripping_answer_is_cut_off(port, monkeypatch):
    monkeypatch.setattr("qiao.kernel.http.outgoing.LONGEST", 0.3)
    began = time.monotonic()
    with client() as http_client, pytest.raises(httpx.TimeoutException):
        http_client.get(f"http://127.0.0.1:{port}/slow")
    assert time.monotonic() - began < 2


def test_the_environment_names_no_proxy(port, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with client() as http_client:
        assert http_client.get(f"http://127.0.0.1:{port}/").status_code == 200


@pytest.fixture
def secure_port(tmp_path, monkeypatch):
    """A TLS server with a certificate for tracker.test, which we trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tracker.test")])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    alternatives = x509.SubjectAlternativeName([x509.DNSName("tracker.test")])
    certificate = (
        builder.add_extension(alternatives, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    found = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    found.handle_error = lambda *args: None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    found.socket = context.wrap_socket(found.socket, server_side=True)
    thread = threading.Thread(target=found.serve_forever)
    thread.start()
    yield found.server_port
    found.shutdown()
    thread.join()
    found.server_close()


def test_a_certificate_is_checked_for_the_name_and_not_for_the_address(secure_port, settings, names):
    settings.HTTP_ALLOWED_HOSTS = ["127.0.0.0/8"]
    names["tracker.test"] = names["other.test"] = [str(ipaddress.IPv4Address("127.0.0.1"))]
    with client() as http_client:
        assert http_client.get(f"https://tracker.test:{secure_port}/").status_code == 200
        for wrong in ("other.test", "127.0.0.1"):
            with pytest.raises(httpx.ConnectError, match=r"(?i)certificate"):
                http_client.get(f"https://{wrong}:{secure_port}/")
