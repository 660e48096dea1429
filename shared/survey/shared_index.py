"""A blind index that two operators share for one exchange of lists (docs/decisions/0008).

Each side makes an X25519 pair for this exchange alone; the halves cross in signed letters. Who reads the letters
without a private half cannot compute the index of a guessed ID number.
"""

import base64
import hmac
from hashlib import sha256
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = b"gongguan survey index v1/"


def new_private_half() -> str:
    return base64.b64encode(X25519PrivateKey.generate().private_bytes_raw()).decode()


def public_half(private: str) -> str:
    raw = X25519PrivateKey.from_private_bytes(base64.b64decode(private)).public_key().public_bytes_raw()
    return base64.b64encode(raw).decode()


def agreed_key(private: str, their_public: str, exchange: UUID) -> str:
    """Hexadecimal, 32 bytes; the same on both sides. Raises ValueError for what is no key."""
    mine = X25519PrivateKey.from_private_bytes(base64.b64decode(private))
    secret = mine.exchange(X25519PublicKey.from_public_bytes(base64.b64decode(their_public, validate=True)))
    return HKDF(SHA256(), length=32, salt=exchange.bytes, info=PURPOSE).derive(secret).hex()


def shared_index(key: str, id_number: str) -> str:
    """The same person has the same index in both lists of one exchange, and another in every other."""
    return hmac.new(bytes.fromhex(key), id_number.strip().upper().encode(), sha256).hexdigest()
