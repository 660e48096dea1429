"""Connecting to Temporal: pydantic payloads, encrypted by a codec as the second line of defence."""

import os
from collections.abc import Sequence
from dataclasses import replace

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from temporalio.api.common.v1 import Payload
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.converter import DataConverter, PayloadCodec

ENCODING = b"binary/gongguan-aes256gcm"


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


def data_converter(codec_key: bytes) -> DataConverter:
    return replace(pydantic_data_converter, payload_codec=SealedPayloads(codec_key))


async def connect(address: str, namespace: str, codec_key: bytes) -> Client:
    return await Client.connect(address, namespace=namespace, data_converter=data_converter(codec_key))
