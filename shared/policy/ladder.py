"""Ladders: for each kind of task its term and its rungs of reminding and rising (W-03, W-04, W-10)."""

from enum import StrEnum

from pydantic import Field

from shared.contract import Contract


class RungAction(StrEnum):
    REMIND = "REMIND"
    RAISE = "RAISE"
    EFFECT = "EFFECT"


class RungTarget(StrEnum):
    """Whom a rung speaks to, seen from the organisation that holds the task."""

    HOLDER = "HOLDER"
    COMMITTEE = "COMMITTEE"
    COMMITTEE_HEAD = "COMMITTEE_HEAD"
    COUNTY_DEPARTMENT = "COUNTY_DEPARTMENT"
    CITY_DEPARTMENT = "CITY_DEPARTMENT"
    PROVINCIAL_DEPARTMENT = "PROVINCIAL_DEPARTMENT"
    BOTH_DEPARTMENTS = "BOTH_DEPARTMENTS"


class RungEffect(StrEnum):
    """What a rung sets in motion in the process. None of them decides anything for people."""

    REPORT_OVERDUE = "report_overdue"
    ASK_HOST_TO_LOOK = "ask_host_to_look"
    CONTACT_AT_RISK = "contact_at_risk"
    MISS_CONTACT = "miss_contact"
    ACCEPTANCE_OVERDUE = "acceptance_overdue"
    OBJECTION_LAPSED = "objection_lapsed"
    FEEDBACK_OVERDUE = "feedback_overdue"
    OPEN_JOINT_COORDINATION = "open_joint_coordination"
    OPEN_PROVINCIAL_COORDINATION = "open_provincial_coordination"
    CHECK_OVERDUE = "check_overdue"
    ENTRY_UNCONFIRMED = "entry_unconfirmed"


class Anchor(StrEnum):
    """From where a rung counts its number."""

    AFTER_EVENT = "AFTER_EVENT"
    BEFORE_DUE = "BEFORE_DUE"
    AFTER_DUE = "AFTER_DUE"
    PERIOD_DAY = "PERIOD_DAY"
    LAST_DAYS = "LAST_DAYS"
    AFTER_PERIOD_END = "AFTER_PERIOD_END"


class Rung(Contract):
    """One rung as data. The number and its source stand in the pack's term `key`, so that a region which
    changes a term changes the ladder with it; without `counted` the rung fires at the anchor itself.

    A term with several numbers gives a rung for each (`remind-7`, `remind-15`).
    """

    name: str
    action: RungAction
    anchor: Anchor
    key: str
    counted: bool = True
    to: RungTarget
    effect: RungEffect | None = None
    only_if: str | None = None
    unless: str | None = None

    def applies(self, flags: frozenset[str]) -> bool:
        wanted = self.only_if is None or self.only_if in flags
        return wanted and (self.unless is None or self.unless not in flags)


class Ladder(Contract):
    """`term` is the policy key of the due date; `since` says in Chinese from which event it counts."""

    term: str
    since: str
    term_if: dict[str, str] = Field(default_factory=dict)
    rungs: tuple[Rung, ...]

    def term_key(self, flags: frozenset[str]) -> str:
        chosen = [key for flag, key in sorted(self.term_if.items()) if flag in flags]
        return chosen[0] if chosen else self.term
