"""Certificates of the city's own authority: for https through a tunnel, sound or lapsed."""

import ssl
import tempfile
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_YEARS = timedelta(days=20 * 365)
_LAPSED = datetime(2020, 1, 1, tzinfo=UTC)  # long ago by any clock that a client may have


class Authority:
    """Signs for any host. Its keys live as long as the process and are written nowhere else."""

    def __init__(self, as_of: datetime, lapsed: Collection[str]) -> None:
        self._as_of = as_of
        self._lapsed = frozenset(lapsed)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named("模拟城市根证书")
        self.root = self._sign(self._name, self._key, as_of + _YEARS, ca=True)
        self._contexts: dict[str, ssl.SSLContext] = {}

    @property
    def pem(self) -> bytes:
        """The root that a client must trust to find the others sound."""
        return self.root.public_bytes(serialization.Encoding.PEM)

    def context(self, host: str) -> ssl.SSLContext:
        """What a server of that host shakes hands with."""
        if host not in self._contexts:
            self._contexts[host] = self._for(host)
        return self._contexts[host]

    def _for(self, host: str) -> ssl.SSLContext:
        until = _LAPSED if host in self._lapsed else self._as_of + _YEARS
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = self._sign(_named(host), key, until, host=host)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.TemporaryDirectory() as folder:  # ssl reads its own from files only
            file = Path(folder) / "pair.pem"
            file.touch(0o600)
            file.write_bytes(_secret(key) + leaf.public_bytes(serialization.Encoding.PEM))
            context.load_cert_chain(file)
        return context

    def _sign(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        until: datetime,
        *,
        host: str = "",
        ca: bool = False,
    ) -> x509.Certificate:
        draft = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(min(until, self._as_of) - _YEARS)
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        if host:
            names = x509.SubjectAlternativeName([x509.DNSName(host)])
            draft = draft.add_extension(names, critical=False)
        return draft.sign(self._key, hashes.SHA256())


def _named(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _secret(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
