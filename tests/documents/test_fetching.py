"""Fetching: only over TLS, only from public addresses, held to the address that was checked."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from memos.documents.fetching import REDIRECTS, Fetcher, is_public
from memos.documents.limits import LIMITS
from memos.errors import DocumentRefused, Refused

BLOCKED = [
    "0.0.0.0",  # noqa: S104
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.100.100.200", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254",
    "ff02::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2001:db8::1", "localhost", "2130706433",
]  # fmt: skip


@pytest.mark.parametrize("address", BLOCKED)
def test_no_address_within_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_of_the_world_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", BLOCKED)
def test_nothing_is_fetched_from_within(address: str) -> None:
    fetcher = Fetcher(lambda _host, _port: ["8.8.8.8", address])
    with pytest.raises(Refused, match="no public address"):
        fetcher.fetch("https://example.org/")


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "ftp://example.org/", "file:///etc/passwd", "https://", "https://ana:secret@example.org/",
        "https://exa mple.org/", "https://example.org:99999/", "https://[::1/", "//example.org/", "",
    ],
)  # fmt: skip
def test_no_other_address_is_fetched(url: str) -> None:
    with pytest.raises(Refused):
        Fetcher(lambda _host, _port: ["8.8.8.8"]).fetch(url)


class Site(NamedTuple):
    """A real server over TLS on this machine, and who may be reached for it."""

    port: int
    trusted: ssl.SSLContext

    def fetcher(self, resolve: Callable[[str, int], Sequence[str]] | None = None, most: int = LIMITS.bytes) -> Fetcher:
        return Fetcher(
            resolve or (lambda _host, _port: ["127.0.0.1"]),
            trusted=self.trusted,
            public=lambda address: address == "127.0.0.1" or is_public(address),
            limits=LIMITS._replace(bytes=most),
            seconds=5.0,
        )

    def at(self, path: str) -> str:
        return f"https://pages.example:{self.port}{path}"


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        target = self.path
        if target.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", target.removeprefix("/to?"))
            self.end_headers()
        elif target == "/page":
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"<html><p>hello</p></html>")
        else:
            self.send_error(404)

    def log_message(self, *args: object) -> None:
        del args


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    certificate, key = _certificate(tmp_path)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(server.server_address[1], ssl.create_default_context(cafile=str(certificate)))
    server.shutdown()
    server.server_close()
    thread.join()


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "pages.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("pages.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths


def test_a_page_is_fetched_and_a_redirect_followed(site: Site) -> None:
    fetched = site.fetcher().fetch(site.at("/to?/page"))
    assert fetched.data == b"<html><p>hello</p></html>"
    assert (fetched.media_type, fetched.url) == ("text/html; charset=utf-8", site.at("/page"))


def test_the_certificate_is_that_of_the_host(site: Site) -> None:
    with pytest.raises(DocumentRefused, match="SSLCertVerificationError"):
        site.fetcher().fetch(f"https://other.example:{site.port}/page")


def test_the_name_is_resolved_once_for_each_connection_and_held_to(site: Site) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        del port
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    site.fetcher(resolve).fetch(site.at("/page"))
    assert asked == ["pages.example"]


@pytest.mark.parametrize("target", ["https://inner.example/", "http://pages.example/", "file:///etc/passwd"])
def test_a_redirect_is_checked_like_an_address(site: Site, target: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        del port
        return ["127.0.0.1"] if host == "pages.example" else ["169.254.169.254"]

    with pytest.raises(Refused):
        site.fetcher(resolve).fetch(site.at(f"/to?{target}"))


def test_redirects_end(site: Site) -> None:
    def chain(times: int) -> str:
        return site.at("/to?" * times + "/page")

    assert site.fetcher().fetch(chain(REDIRECTS)).data
    with pytest.raises(DocumentRefused, match="redirected more than"):
        site.fetcher().fetch(chain(REDIRECTS + 1))


def test_no_more_is_taken_than_is_allowed(site: Site) -> None:
    assert len(site.fetcher(most=25).fetch(site.at("/page")).data) == 25
    with pytest.raises(DocumentRefused, match="more than 24 bytes"):
        site.fetcher(most=24).fetch(site.at("/page"))


def test_what_is_not_there_is_told(site: Site) -> None:
    with pytest.raises(DocumentRefused, match="404"):
        site.fetcher().fetch(site.at("/none"))

    def nobody(host: str, port: int) -> list[str]:
        raise OSError(host, port)

    with pytest.raises(DocumentRefused, match="no host"):
        site.fetcher(nobody).fetch(site.at("/page"))
