"""The list of what a region has voided, signed with its key (JWS): a copy of it serves where there is no network."""

from collections.abc import Iterable

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from pydantic import AwareDatetime, ValidationError

from shared.contract import Contract
from shared.identifiers import RegionCode
from shared.papers.contract import VoidPaper
from shared.papers.seal import KeyOf

ALGORITHMS = ["Ed25519"]


class VoidList(Contract):
    """Of one region, complete as of a moment; names nobody."""

    region: RegionCode
    as_of: AwareDatetime
    void: list[VoidPaper]


class VoidListRefused(Exception):
    """Not signed by the region that it speaks of."""


def sign_void_list(void_list: VoidList, key: OKPKey) -> str:
    header = {"alg": "Ed25519", "kid": void_list.region}
    return jws.serialize_compact(header, void_list.model_dump_json().encode(), key, algorithms=ALGORITHMS)


def read_void_list(token: str, key_of: KeyOf) -> VoidList:
    """Raises VoidListRefused."""
    try:
        region = jws.extract_compact(token.encode()).headers()["kid"]
        key = key_of(region)
        if key is None:
            raise VoidListRefused(region)
        found = VoidList.model_validate_json(jws.deserialize_compact(token, key, algorithms=ALGORITHMS).payload)
    except (JoseError, ValidationError, ValueError, KeyError, TypeError) as error:
        raise VoidListRefused() from error
    if found.region != region:
        raise VoidListRefused(region)
    return found


def newest(lists: Iterable[VoidList], region: str) -> VoidList | None:
    """The newest of the region's."""
    own = [one for one in lists if one.region == region]
    return max(own, key=lambda one: one.as_of, default=None)
