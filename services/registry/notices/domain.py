"""What is said, when it is sent, how an address is shown: pure."""

from dataclasses import dataclass
from datetime import date, time
from typing import Self

from shared.announcing.contract import DueCount, RungToTell
from shared.policy.ladder import RungAction
from shared.policy.pack import PolicyPack

SHOWN = 2


@dataclass(frozen=True)
class Manners:
    """From the policy pack (`notice.…`): when nobody is disturbed, how often of one task, how often a sending is
    tried."""

    quiet_from: time
    quiet_to: time
    per_task: int
    attempts: int

    @classmethod
    def of(cls, pack: PolicyPack) -> Self:
        def moment(key: str) -> time:
            return time.fromisoformat(str(pack.term(f"notice.{key}").value))

        return cls(
            moment("quiet_from"),
            moment("quiet_to"),
            pack.term("notice.per_task").amount,
            pack.term("notice.attempts").amount,
        )

    def disturbs_at(self, moment: time) -> bool:
        """The quiet hours go over midnight, as a rule."""
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= moment < self.quiet_to
        return moment >= self.quiet_from or moment < self.quiet_to


def digest_words(counts: list[DueCount]) -> str:
    """Empty when there is nothing to do within three days."""
    overdue, today, soon = (sum(getattr(one, part) for one in counts) for part in ("overdue", "today", "soon"))
    if not overdue + today + soon:
        return ""
    return f"今日待办：超期 {overdue} 项，今天到期 {today} 项，三天内到期 {soon} 项。"


def rung_words(rung: RungToTell) -> str:
    what = f"{rung.label}（{rung.case_label}），{_day(rung.due_on)}到期"
    return f"【催办】{what}，请及时办理。" if rung.action is RungAction.REMIND else f"【上送】{what}，请督促办理。"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def mask_address(address: str) -> str:
    name, at, host = address.partition("@")
    return f"{name[:SHOWN]}****{at}{host}" if at else f"{address[:SHOWN]}****{address[-SHOWN:]}"
