"""An authority of the tests' own, and certificates by it."""

from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12

OFFICE = "中共石泉县委组织部"
BEGINS, ENDS = datetime(2018, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)
PASSPHRASE = "钥匙-for-tests"


def named(organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(x509.NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, organisation),
        ]
    )


class Authority:
    """A root that certifies."""

    def __init__(self, name: str = "测试根"):
        self.name, self.key = name, ec.generate_private_key(ec.SECP256R1())
        self.root = self.certify(name, self.key.public_key(), is_root=True)

    def certify(self, who, key, *, ends=ENDS, is_root=False) -> x509.Certificate:
        made = (
            x509.CertificateBuilder()
            .subject_name(named(who))
            .issuer_name(named(self.name))
            .public_key(key)
            .serial_number(0xABCDEF if not is_root else 1)
            .not_valid_before(BEGINS)
            .not_valid_after(ends)
            .add_extension(x509.BasicConstraints(is_root, None), critical=True)
            .add_extension(_usage(is_root), critical=True)
        )
        return made.sign(self.key, SHA256())

    def keep(self, path, *, kind="rsa", ends=ENDS, passphrase=PASSPHRASE):
        """Write an office's key and certificates to a PKCS #12 file."""
        key = (
            rsa.generate_private_key(65537, 2048)
            if kind == "rsa"
            else ec.generate_private_key(ec.SECP256R1())
        )
        own = self.certify(OFFICE, key.public_key(), ends=ends)
        locked = BestAvailableEncryption(passphrase.encode())
        path.write_bytes(
            pkcs12.serialize_key_and_certificates(b"office", key, own, [self.root], locked)
        )
        return path

    def pem(self, path):
        path.write_bytes(self.root.public_bytes(Encoding.PEM))
        return path


def _usage(is_root):
    """Signatures and non-repudiation for an office, certificates for a root."""
    off = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    mine = {"digital_signature": not is_root, "content_commitment": not is_root}
    return x509.KeyUsage(key_cert_sign=is_root, **mine, **off)
