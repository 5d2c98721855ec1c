"""A certificate authority of this machine's own, so that phones on the school's network may trust it."""

import socket
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# Whoever steals the authority's key can speak for places inside a network, and for nothing on the internet.
NETWORKS: list[IPv4Network | IPv6Network] = [
    ip_network(network)
    for network in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "127.0.0.0/8",
        "fc00::/7",
        "fe80::/10",
        "::1/128",
    )
]
DOMAINS = ["local", "localhost"]
AUTHORITY_LASTS = timedelta(days=3650)
SERVER_LASTS = timedelta(
    days=397
)  # iPhones refuse a server's certificate of more than 825 days, others of 398
RENEW_BEFORE = timedelta(days=30)


class NoLocalNetwork(Exception):
    """This machine has no private address that a phone could reach."""


class Trusted(NamedTuple):
    """Files a server speaks HTTPS with, and the authority that a phone has to trust."""

    certificate: Path
    key: Path
    authority: Path


def trusted(folder: Path, addresses: list[IPv4Address], hostname: str) -> Trusted:
    """A certificate for these addresses, renewed when they change or time runs out; the authority stays."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = Trusted(folder / "server.pem", folder / "server.key", folder / "authority.pem")
    authority_key = folder / "authority.key"
    if not files.authority.exists() or not authority_key.exists():
        _found_authority(files.authority, authority_key)
    names = _names(addresses, hostname)
    if not _serves(files, names):
        _certify_server(files, authority_key, names)
    return files


def local_addresses() -> list[IPv4Address]:
    """Private addresses by which others may reach this machine, the likeliest first."""
    found: list[IPv4Address] = []
    # Connecting a datagram socket sends nothing; it only asks which address of ours the route would use.
    for towards in ("192.0.2.1", "192.168.255.254", "10.255.255.254", "172.31.255.254"):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((towards, 9))
            except OSError:
                continue
            found.append(IPv4Address(probe.getsockname()[0]))
    local = [address for address in dict.fromkeys(found) if is_local(address) and not address.is_loopback]
    if not local:
        raise NoLocalNetwork
    return local


def is_local(address: IPv4Address) -> bool:
    return any(address in network for network in NETWORKS)


def authority_der(files: Trusted) -> bytes:
    """The authority in the form both phones take when they are handed it by a page."""
    return x509.load_pem_x509_certificate(files.authority.read_bytes()).public_bytes(Encoding.DER)


def fingerprint(files: Trusted) -> str:
    """What a careful person compares: SHA-256 of the authority, in pairs."""
    digest = x509.load_pem_x509_certificate(files.authority.read_bytes()).fingerprint(SHA256())
    return digest.hex(" ").upper()


def _found_authority(certificate: Path, key_file: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    # The day in its name tells one machine's authority from the next in a phone's settings.
    name = _name(f"Rollcall on this school network, {datetime.now(UTC):%Y-%m-%d}")
    limits = [x509.IPAddress(network) for network in NETWORKS] + [x509.DNSName(domain) for domain in DOMAINS]
    authority = (
        _blank(AUTHORITY_LASTS, name, name, key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(limits, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    _write_key(key_file, key)
    certificate.write_bytes(authority.public_bytes(Encoding.PEM))


def _certify_server(files: Trusted, authority_key: Path, names: x509.SubjectAlternativeName) -> None:
    authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
    signer = load_pem_private_key(authority_key.read_bytes(), password=None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)  # noqa: S101 - we wrote it ourselves
    key = ec.generate_private_key(ec.SECP256R1())
    server = (
        _blank(SERVER_LASTS, _name("Rollcall"), authority.subject, key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(names, critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .sign(signer, SHA256())
    )
    _write_key(files.key, key)
    files.certificate.write_bytes(server.public_bytes(Encoding.PEM) + authority.public_bytes(Encoding.PEM))


def _names(addresses: list[IPv4Address], hostname: str) -> x509.SubjectAlternativeName:
    host = hostname.split(".", maxsplit=1)[0].lower()
    known = [x509.IPAddress(ip_address("127.0.0.1")), *(x509.IPAddress(address) for address in addresses)]
    return x509.SubjectAlternativeName([*known, x509.DNSName("localhost"), x509.DNSName(f"{host}.local")])


def _serves(files: Trusted, names: x509.SubjectAlternativeName) -> bool:
    """Whether the certificate at hand is for these names, of this authority, and good for a while."""
    if not files.certificate.exists() or not files.key.exists():
        return False
    server, issuer = x509.load_pem_x509_certificates(files.certificate.read_bytes())
    covered = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    ours = issuer == x509.load_pem_x509_certificate(files.authority.read_bytes())
    return (
        ours and set(covered) == set(names) and server.not_valid_after_utc > datetime.now(UTC) + RENEW_BEFORE
    )


def _blank(
    lasts: timedelta, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    # An hour's grace for phones whose clock is behind ours.
    since = now - timedelta(hours=1)
    return (
        builder.serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(now + lasts)
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write_key(file: Path, key: ec.EllipticCurvePrivateKey) -> None:
    file.touch(mode=0o600)
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
