"""A policy pack: what one region's documents fix, with the source of every figure."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Strict, model_validator

from shared.contract import Contract
from shared.policy.choices import ContactChannel, DepartureReason, RefusalRules
from shared.policy.ladder import Ladder
from shared.policy.task_kinds import TaskKind


class Unit(StrEnum):
    WORKING_DAYS = "wd"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    DAY_OF_QUARTER = "day_of_quarter"
    DAY_OF_MONTH = "day_of_month"
    MONTH_DAY = "month_day"
    PERSONS = "persons"
    TIMES = "times"
    SWITCH = "switch"
    CODE = "code"


UNIT_WORDS = {
    Unit.WORKING_DAYS: "{}个工作日",
    Unit.DAYS: "{}日",
    Unit.MONTHS: "{}个月",
    Unit.YEARS: "{}年",
    Unit.QUARTER: "每季度{}次",
    Unit.HALF_YEAR: "每半年{}次",
    Unit.YEAR: "每年{}次",
    Unit.DAY_OF_QUARTER: "每季度第{}日",
    Unit.DAY_OF_MONTH: "每月{}日",
    Unit.MONTH_DAY: "{}（月日）",
    Unit.PERSONS: "{}人",
    Unit.TIMES: "{}次",
    Unit.SWITCH: "{}",
    Unit.CODE: "{}",
}

Number = Annotated[int, Strict()]
TermValue = Annotated[bool, Strict()] | Number | Annotated[str, Strict()] | tuple[Number, ...]


class Term(Contract):
    """One figure of rulebook section 6. For QUARTER, HALF_YEAR and YEAR the value is how often in it."""

    key: str
    label: str
    value: TermValue
    unit: Unit
    source: str
    pack: str
    valid_from: date
    valid_to: date | None = None

    @property
    def amount(self) -> int:
        """The figure of a term that has exactly one."""
        if isinstance(self.value, int):
            return self.value
        raise TypeError(f"{self.key} 不是单个数字")

    @property
    def in_words(self) -> str:
        """For people: 「5个工作日」「第45、75日」「是」."""
        if isinstance(self.value, bool):
            return "是" if self.value else "否"
        if isinstance(self.value, str):
            return self.value
        numbers = "、".join(str(number) for number in self.amounts)
        return UNIT_WORDS[self.unit].format(numbers)

    @property
    def amounts(self) -> tuple[int, ...]:
        """The figures of a term that may have several, such as reminders on days 7, 15 and 25."""
        return self.value if isinstance(self.value, tuple) else (self.amount,)


class UnknownTerm(LookupError):
    def __init__(self, key: str, pack: str) -> None:
        super().__init__(f"规则包 {pack} 没有参数 {key}")


class PolicyPack(Contract):
    """A pack with everything it inherits already in it; each term keeps the pack that fixed it."""

    id: str
    version: int
    title: str
    extends: str | None = None
    valid_from: date
    valid_to: date | None = None
    note: str = ""
    terms: dict[str, Term]
    refusal: RefusalRules
    departure_reasons: tuple[DepartureReason, ...]
    contact_channels: tuple[ContactChannel, ...]
    ladders: dict[TaskKind, Ladder]

    @property
    def reference(self) -> str:
        """How a case records which rules it follows: `JS-PROV-2017@1`."""
        return f"{self.id}@{self.version}"

    def term(self, key: str) -> Term:
        if found := self.terms.get(key):
            return found
        raise UnknownTerm(key, self.reference)

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def ladder(self, kind: TaskKind) -> Ladder:
        return self.ladders[kind]

    def departure_reason(self, text: str) -> DepartureReason | None:
        """The reason a person means by its code, its label or a synonym (外出务工); None when unclear."""
        return next((reason for reason in self.departure_reasons if reason.is_meant_by(text)), None)

    def contact_channel(self, text: str) -> ContactChannel | None:
        return next((channel for channel in self.contact_channels if channel.is_meant_by(text)), None)

    @model_validator(mode="after")
    def _ladders_stand_on_terms(self) -> Self:
        if missing := sorted(set(TaskKind) - self.ladders.keys()):
            raise ValueError(f"缺少督办阶梯：{'、'.join(missing)}")
        for ladder in self.ladders.values():
            for key in (ladder.term, *ladder.term_if.values()):
                self.term(key)
            for rung in ladder.rungs:
                if not self.term(rung.key).amounts:
                    raise ValueError(f"{rung.key} 没有数字")
        return self
