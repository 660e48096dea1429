"""Connecting to Temporal: pydantic payloads, encrypted by a codec as the second line of defence; what workflows are
found by."""

import os
from collections.abc import Mapping, Sequence
from typing import ClassVar, Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from temporalio.api.common.v1 import Payload
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.client import Client
from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes
from temporalio.contrib.pydantic import PydanticPayloadConverter
from temporalio.converter import DataConverter, PayloadCodec
from temporalio.service import RPCError, RPCStatusCode

from shared.followed import CASE, OWNER

ENCODING = b"binary/gongguan-aes256gcm"
KNOWN_OR_NOT_OURS = (RPCStatusCode.ALREADY_EXISTS, RPCStatusCode.PERMISSION_DENIED, RPCStatusCode.UNIMPLEMENTED)
"""Where only an administrator may register search attributes, nothing starts until he has; the outbox waits."""


class SealedPayloads(PayloadCodec):
    """AES-256-GCM over every payload; histories can be read only with the deployment's codec key."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [self._seal(payload) for payload in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [self._open(payload) for payload in payloads]

    def _seal(self, payload: Payload) -> Payload:
        nonce = os.urandom(12)
        data = nonce + self._cipher.encrypt(nonce, payload.SerializeToString(), ENCODING)
        return Payload(metadata={"encoding": ENCODING}, data=data)

    def _open(self, payload: Payload) -> Payload:
        if payload.metadata.get("encoding") != ENCODING:
            return payload
        return Payload.FromString(self._cipher.decrypt(payload.data[:12], payload.data[12:], ENCODING))


class OneConverter(PydanticPayloadConverter):
    """The SDK makes a converter for every activation of a workflow, and each would learn all types anew."""

    _one: ClassVar[Self | None] = None

    def __new__(cls) -> Self:
        if cls._one is None:
            cls._one = super().__new__(cls)
            PydanticPayloadConverter.__init__(cls._one)
        return cls._one

    def __init__(self) -> None:
        """Made ready by `__new__`, once."""


def data_converter(codec_key: bytes) -> DataConverter:
    return DataConverter(payload_converter_class=OneConverter, payload_codec=SealedPayloads(codec_key))


def search_attributes(values: Mapping[str, str]) -> TypedSearchAttributes:
    keys = {name: SearchAttributeKey.for_keyword(name) for name in values}
    return TypedSearchAttributes([SearchAttributePair(keys[name], value) for name, value in values.items()])


async def register_search_attributes(client: Client) -> None:
    """What the namespace knows already stays as it is."""
    keywords = dict.fromkeys((CASE, OWNER), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
    adding = AddSearchAttributesRequest(namespace=client.namespace, search_attributes=keywords)
    try:
        await client.operator_service.add_search_attributes(adding)
    except RPCError as error:
        if error.status not in KNOWN_OR_NOT_OURS:
            raise


async def connect(address: str, namespace: str, codec_key: bytes) -> Client:
    return await Client.connect(address, namespace=namespace, data_converter=data_converter(codec_key))
