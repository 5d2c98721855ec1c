"""A phone that was given the authority's certificate believes this server, and nothing else."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from app.files import local_authority
from app.files.local_authority import Trusted

LIBRARY_LAPTOP = [IPv4Address("192.168.40.12")]


@contextmanager
def serving(files: Trusted) -> Iterator[int]:
    """An HTTPS server on loopback with this certificate; yields its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files.certificate, files.key)
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def shake_hands(port: int, name: str, authority: Path | None) -> None:
    """What a phone does first, for the name or address it was told to open."""
    phone = ssl.create_default_context(cafile=authority)
    with socket.create_connection(("127.0.0.1", port)) as line, phone.wrap_socket(line, server_hostname=name):
        pass


@pytest.mark.parametrize("name", ["127.0.0.1", "192.168.40.12", "localhost", "library-laptop.local"])
def test_a_phone_that_trusts_the_authority_trusts_the_server(tmp_path: Path, name: str) -> None:
    files = local_authority.trusted(tmp_path, LIBRARY_LAPTOP, "Library-Laptop.school.example")
    with serving(files) as port:
        shake_hands(port, name, files.authority)


@pytest.mark.parametrize("name", ["192.168.40.13", "bank.example"])
def test_nothing_else_is_believed(tmp_path: Path, name: str) -> None:
    files = local_authority.trusted(tmp_path, LIBRARY_LAPTOP, "library-laptop")
    with serving(files) as port, pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(port, name, files.authority)


def test_a_phone_that_was_not_told_refuses(tmp_path: Path) -> None:
    files = local_authority.trusted(tmp_path, LIBRARY_LAPTOP, "library-laptop")
    with serving(files) as port, pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(port, "127.0.0.1", None)


@pytest.mark.parametrize("name", [x509.DNSName("bank.example"), x509.IPAddress(IPv4Address("93.184.216.34"))])
def test_a_stolen_authority_cannot_speak_for_the_internet(tmp_path: Path, name: x509.GeneralName) -> None:
    files = local_authority.trusted(tmp_path, LIBRARY_LAPTOP, "library-laptop")
    forge(files, tmp_path / "authority.key", name)
    with serving(files) as port, pytest.raises(ssl.SSLCertVerificationError, match="subtree"):
        shake_hands(port, str(name.value), files.authority)


def forge(files: Trusted, authority_key: Path, name: x509.GeneralName) -> None:
    """Put a certificate for somebody else in the server's place, signed with the stolen key."""
    authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
    honest = x509.load_pem_x509_certificates(files.certificate.read_bytes())[0]
    stolen = load_pem_private_key(authority_key.read_bytes(), password=None)
    assert isinstance(stolen, ec.EllipticCurvePrivateKey)
    forged = (
        x509.CertificateBuilder(
            authority.subject,
            honest.subject,
            honest.public_key(),
            7,
            honest.not_valid_before_utc,
            honest.not_valid_after_utc,
        )
        .add_extension(x509.SubjectAlternativeName([name]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(stolen.public_key()), critical=False
        )
        .sign(stolen, SHA256())
    )
    files.certificate.write_bytes(forged.public_bytes(Encoding.PEM))


def test_the_next_start_changes_nothing(tmp_path: Path) -> None:
    first = local_authority.trusted(tmp_path, LIBRARY_LAPTOP, "library-laptop")
    before = [file.read_bytes() for file in first]
    again = local_authority.trusted(tmp_path, LIBRARY_LAPTOP, "library-laptop")
    assert [file.read_bytes() for file in again] == before


def test_a_new_address_gets_a_new_certificate_from_the_same_authority(tmp_path: Path) -> None:
    at_home = local_authority.trusted(tmp_path, LIBRARY_LAPTOP, "library-laptop")
    authority, certificate = at_home.authority.read_bytes(), at_home.certificate.read_bytes()
    at_school = local_authority.trusted(tmp_path, [IPv4Address("10.20.0.5")], "library-laptop")
    assert at_school.authority.read_bytes() == authority
    assert at_school.certificate.read_bytes() != certificate
    with serving(at_school) as port:
        shake_hands(port, "10.20.0.5", at_school.authority)


def test_the_keys_are_for_nobody_else_to_read(tmp_path: Path) -> None:
    folder = tmp_path / "authority"
    local_authority.trusted(folder, LIBRARY_LAPTOP, "library-laptop")
    assert folder.stat().st_mode & 0o077 == 0
    assert [key.stat().st_mode & 0o077 for key in sorted(folder.glob("*.key"))] == [0, 0]
