"""The seal of a paper: claims in COSE_Sign1 (RFC 9052, 8392), Ed25519 with the region's key, as text for a QR.

Text: base45 (RFC 9285), its blank and percent sign escaped, so that it may stand in the fragment of an address and
still fits the QR's alphanumeric mode. There is exactly one text for each seal: everything else is refused.
"""

import hashlib
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote, unquote

import base45
import cbor2
from cwt import COSE, COSEKey
from cwt.exceptions import CWTError
from joserfc.jwk import OKPKey

from shared.business_clock import SHANGHAI
from shared.papers.contract import LONGEST_TEXT, PaperSeal

ALG, KID, EDDSA = 1, 4, -8
SIGN1, PARTS = 18, 4
ISS, EXP, IAT = 1, 4, 6
KIND, NUMBER, ORGANISATION, HOLDER = -65537, -65538, -65539, -65540
"""Claims of our own (private use); EXP is the end of the last good day in Asia/Shanghai."""
HOLDER_BYTES = 4
PLAIN = "$*+-./:"
"""Of base45's signs those that may stand in a fragment as they are (RFC 3986)."""
DOTS = str.maketrans(dict.fromkeys("•・∙‧．", "·"))
KeyOf = Callable[[str], OKPKey | None]
"""The public key of a region; None for a region that we do not know."""


class SealRefused(Exception):
    """The text is no seal of ours, or not the one that was signed: the sentence says which, and what to do."""


NO_SEAL = "这不是本系统纸件上的二维码内容，或内容不完整；请重新扫描，或把二维码里的网址完整复制过来。"
ALTERED = "签名不符：内容被改动过，或不是所称地区签发的。请扣留纸件，与所称签发单位联系。"
UNKNOWN_REGION = "没有地区 {} 的公钥，无法认定真伪；请先登记该地区（gongguan regions register），或向签发单位核实。"


def write_seal(seal: PaperSeal, key: OKPKey) -> str:
    """`key`: the private key of `seal.region`. The same seal always gives the same text."""
    claims: dict[int, Any] = {
        ISS: seal.region,
        EXP: _last_moment(seal.valid_until),
        IAT: int(seal.issued_at.timestamp()),
        KIND: seal.kind.value,
        NUMBER: seal.number,
        ORGANISATION: seal.organisation,
    }
    if seal.holder:
        claims[HOLDER] = seal.holder
    signed = COSE.new(deterministic_header=True).encode_and_sign(
        cbor2.dumps(claims, canonical=True), _cose(key, seal.region), protected={ALG: EDDSA, KID: seal.region.encode()}
    )
    return _text(signed)


def read_seal(text: str, key_of: KeyOf) -> PaperSeal:
    """`text`: the address in the QR, or its fragment. Raises SealRefused."""
    data = _data(text)
    region = _region(data)
    key = key_of(region)
    if key is None:
        raise SealRefused(UNKNOWN_REGION.format(region))
    try:
        payload = COSE.new().decode(data, _cose(key, region))
    except (CWTError, ValueError) as error:
        raise SealRefused(ALTERED) from error
    seal = _seal(payload)
    if seal.region != region:
        raise SealRefused(ALTERED)
    return seal


def holder_digest(number: str, name: str, born_on: date | None) -> bytes:
    """Empty without a name or birth date. Full width, blanks and the dot in a name make no difference."""
    plain = "".join(unicodedata.normalize("NFKC", name).translate(DOTS).split())
    if not plain or born_on is None:
        return b""
    return hashlib.sha256(f"{number}\n{plain}\n{born_on.isoformat()}".encode()).digest()[:HOLDER_BYTES]


def _cose(key: OKPKey, region: str) -> Any:
    return COSEKey.from_pem(key.as_pem(private=key.is_private), kid=region, alg="EdDSA")


def _text(data: bytes) -> str:
    return quote(base45.b45encode(data).decode("ascii"), safe=PLAIN)


def _data(text: str) -> bytes:
    """Line breaks and blanks come in by copying; a seal has none of its own."""
    if len(text) > LONGEST_TEXT:
        raise SealRefused(NO_SEAL)
    bare = "".join(text.split()).rpartition("#")[2]
    try:
        data: bytes = base45.b45decode(unquote(bare))
    except ValueError as error:
        raise SealRefused(NO_SEAL) from error
    if not data or _text(data) != bare:
        raise SealRefused(NO_SEAL)
    return data


def _region(data: bytes) -> str:
    """The key id, from the one form that we write; the signature is not checked yet."""
    message = _loaded(data)
    if not isinstance(message, cbor2.CBORTag) or message.tag != SIGN1 or cbor2.dumps(message, canonical=True) != data:
        raise SealRefused(NO_SEAL)
    parts = message.value
    if not isinstance(parts, list) or len(parts) != PARTS or parts[1] != {}:
        raise SealRefused(NO_SEAL)
    if not all(isinstance(part, bytes) for part in (parts[0], *parts[2:])):
        raise SealRefused(NO_SEAL)
    header = _loaded(parts[0])
    if not isinstance(header, dict) or header.keys() != {ALG, KID} or header[ALG] != EDDSA:
        raise SealRefused(NO_SEAL)
    kid = header[KID]
    if not isinstance(kid, bytes) or len(kid) > 6 or not kid.isdigit():
        raise SealRefused(NO_SEAL)
    return kid.decode("ascii")


def _loaded(data: bytes) -> Any:
    try:
        return cbor2.loads(data)
    except (ValueError, TypeError, OverflowError, RecursionError, EOFError) as error:
        raise SealRefused(NO_SEAL) from error


def _seal(payload: bytes) -> PaperSeal:
    """Of signed claims: what does not fit was not written by us."""
    claims = _loaded(payload)
    if not isinstance(claims, dict):
        raise SealRefused(ALTERED)
    try:
        last_moment = datetime.fromtimestamp(claims[EXP], SHANGHAI)
        return PaperSeal(
            region=claims[ISS],
            kind=claims[KIND],
            number=claims[NUMBER],
            organisation=claims[ORGANISATION],
            issued_at=datetime.fromtimestamp(claims[IAT], UTC).astimezone(SHANGHAI),
            valid_until=last_moment.date(),
            holder=claims.get(HOLDER, b""),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
        raise SealRefused(ALTERED) from error


def _last_moment(day: date) -> int:
    return int((datetime.combine(day, time(), SHANGHAI) + timedelta(days=1)).timestamp()) - 1
