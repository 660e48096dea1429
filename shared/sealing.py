"""Sealed columns: AES-256-GCM with the key's id in the value, and a blind index for look-up by equality."""

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = "s1"
NONCE_BYTES = 12


class Seal:
    """Seals and opens personal data with keys derived from one 32-byte secret."""

    def __init__(self, secret: bytes) -> None:
        self._cipher = AESGCM(hashlib.sha256(b"seal" + secret).digest())
        self._index_key = hashlib.sha256(b"index" + secret).digest()
        self._key_id = hashlib.sha256(b"id" + secret).hexdigest()[:8]

    def close(self, plain: str) -> str:
        nonce = os.urandom(12)
        sealed = self._cipher.encrypt(nonce, plain.encode(), self._key_id.encode())
        return f"{VERSION}.{self._key_id}.{base64.b64encode(nonce + sealed).decode()}"

    def open(self, value: str) -> str:
        """Raises ValueError when the value was sealed with another key or altered."""
        version, key_id, data = value.split(".", 2)
        if version != VERSION or key_id != self._key_id:
            raise ValueError("sealed with another key")
        raw = base64.b64decode(data)
        return self._cipher.decrypt(raw[:12], raw[12:], key_id.encode()).decode()

    def close_bytes(self, plain: bytes) -> bytes:
        """Of a file; as long as it is and 28 bytes more."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, self._key_id.encode())

    def open_bytes(self, sealed: bytes) -> bytes:
        """Raises InvalidTag when it was sealed with another key or altered."""
        return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self._key_id.encode())

    def index(self, plain: str) -> str:
        """Keyed digest that is equal for equal values and tells nothing else."""
        return hmac.new(self._index_key, plain.encode(), hashlib.sha256).hexdigest()


def mask_id_number(value: str) -> str:
    return value[:6] + "********" + value[-4:] if len(value) >= 10 else "****"


def mask_phone(value: str) -> str:
    if not value:
        return ""
    return value[:3] + "****" + value[-4:] if len(value) >= 7 else "****"
