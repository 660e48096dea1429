"""Calls about notices and channels."""

from uuid import UUID

from services.registry.contract import Nothing
from services.registry.notices import contract as c
from shared.kernel_client import KernelClient


class NoticeCalls(KernelClient):
    def list_notices(self, after: str | None = None) -> c.NoticePage:
        return self.get(c.NoticePage, "/notices", after=after)

    def read_notices(self, key: str | None = None) -> c.NoticesRead:
        return self.command(c.NoticesRead, "/notices/read", Nothing(), key)

    def list_channels(self) -> c.Channels:
        return self.get(c.Channels, "/notice-channels")

    def add_channel(self, body: c.AddChannel, key: str | None = None) -> c.Channel:
        """Raises Refused 409 `channel_known`."""
        return self.command(c.Channel, "/notice-channels", body, key)

    def remove_channel(self, channel_id: UUID, key: str | None = None) -> c.Channel:
        return self.command(c.Channel, f"/notice-channels/{channel_id}/removal", Nothing(), key)

    def tell_of_day(self, body: c.TellOfDay) -> c.Told:
        return self.system(c.Told, "/notices/day", body)

    def tell_of_rungs(self, body: c.TellOfRungs) -> c.Told:
        return self.system(c.Told, "/notices/rungs", body)

    def list_sendings(self) -> c.Sendings:
        return self.get(c.Sendings, "/notice-sendings")

    def record_sending(self, notice_id: UUID, body: c.RecordSending) -> c.RecordSending:
        """Raises Refused 404 for a channel that has been removed meanwhile."""
        return self.system(c.RecordSending, f"/notices/{notice_id}/sending", body)
