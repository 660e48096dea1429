"""Sending notices through apprise. What is sent names no person; addresses are opened for the one call and kept
nowhere."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from apprise import Apprise

from services.registry.client import RegistryClient
from services.registry.notices.contract import RecordSending, Sending
from shared.service_client import Refused

TITLE = "共管提醒"


def channels(own: Path | None) -> Mapping[str, str]:
    """Way of telling → address as apprise writes it. Raises OSError, TOMLDecodeError for a file that cannot be read."""
    text = own.read_text(encoding="utf-8") if own else files("workflows.notices").joinpath("channels.toml").read_text()
    found: dict[str, str] = tomllib.loads(text)
    return found


@dataclass(frozen=True)
class Sender:
    registry: RegistryClient
    channels: Mapping[str, str]

    def send_what_waits(self) -> int:
        """How many notices arrived. Raises Outage."""
        return sum(self._send(one) for one in self.registry.list_sendings().items)

    def _send(self, sending: Sending) -> bool:
        arrived = self._arrives(sending)
        try:
            self.registry.record_sending(
                sending.notice_id, RecordSending(channel_id=sending.channel_id, arrived=arrived)
            )
        except Refused as refused:
            if refused.problem.status != 404:
                raise
        return arrived

    def _arrives(self, sending: Sending) -> bool:
        way = Apprise()
        address = self.channels.get(sending.kind, "").format(address=sending.address)
        return bool(address) and way.add(address) and bool(way.notify(title=TITLE, body=sending.words))
