"""What the fake registry has told people, and where they want to be told."""

from datetime import timedelta
from uuid import UUID

from fastapi import FastAPI, Response

from services.registry.notices import contract as c
from tests.console.far_side.incidents import SINCE

DIGEST = c.Notice(
    notice_id=UUID(int=1), words="今日待办：超期 1 项，今天到期 0 项，三天内到期 2 项。", at=SINCE, read_at=None,
    service="", task_id=None,
)  # fmt: skip
REMINDER = c.Notice(
    notice_id=UUID(int=2), words="【催办】季度联系（321003-2026-000012），9月30日到期，请及时办理。", at=SINCE,
    read_at=SINCE + timedelta(hours=1), service="outflow", task_id=UUID(int=3),
)  # fmt: skip
CHANNEL = c.Channel(
    channel_id=UUID(int=4), kind=c.ChannelKind.EMAIL, label="电子邮件", address_masked="zh****@example.cn",
    added_at=SINCE, failing_since=SINCE + timedelta(hours=2),
)  # fmt: skip


def answers_of_notices(app: FastAPI, notices: list[c.Notice], channels: list[c.Channel]) -> None:
    @app.get("/notices")
    def list_notices(after: str = "") -> Response:
        unread = sum(one.read_at is None for one in notices)
        items = [] if after else notices
        page = c.NoticePage(unread=unread, items=items, next="older" if items else None)
        return Response(page.model_dump_json(), media_type="application/json")

    @app.post("/notices/read")
    def read_notices() -> c.NoticesRead:
        return c.NoticesRead(read=len(notices))

    @app.get("/notice-channels")
    def list_channels() -> c.Channels:
        return c.Channels(items=channels)

    @app.post("/notice-channels")
    def add_channel() -> c.Channel:
        return CHANNEL

    @app.post("/notice-channels/{channel_id}/removal")
    def remove_channel(channel_id: UUID) -> c.Channel:
        return CHANNEL
