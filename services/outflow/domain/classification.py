"""What becomes of a declared departure (rulebook 5.0). One row of the table is one `Row` below, in its order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from services.outflow.contract import CaseStatus, Category, Departure
from shared.errors import Invalid
from shared.policy.choices import Paper
from shared.policy.pack import PolicyPack
from shared.terms import add_months, lasts_longer_than


class DepartureReasonUnknown(Invalid):
    message = "流出原因不在规定的选项里，请重新选择。"


class ReturnBeforeDeparture(Invalid):
    message = "预计返回时间早于流出时间，请核对后再填。"


@dataclass(frozen=True)
class Facts:
    """The declaration with the policy's figures applied."""

    longer: bool
    member_letter: bool
    study_abroad: bool
    place_fixed: bool
    often_back: bool
    transferable: bool
    graduate_until: date | None
    leaves_on: date


@dataclass(frozen=True)
class Classification:
    status: CaseStatus
    category: Category | None
    source: str
    advice: str


@dataclass(frozen=True)
class Row:
    applies: Callable[[Facts], bool]
    status: CaseStatus
    category: Category | None
    source: str
    advice: str = ""


TABLE: tuple[Row, ...] = (
    Row(
        lambda f: f.often_back and not f.place_fixed,
        CaseStatus.STAYS_HOME,
        None,
        "流动党员活动证使用规定：无固定地点、经常返回的仍由流出地党支部管理 [C-3]",
    ),
    Row(
        lambda f: not f.longer and f.member_letter,
        CaseStatus.REDIRECTED_LETTER,
        None,
        "流动党员活动证使用规定：短期开会、学习、借调、出差、休假开具党员证明信 [C-3]",
    ),
    Row(
        lambda f: f.longer and f.study_abroad,
        CaseStatus.ELIGIBLE,
        Category.ABROAD,
        "条例第三十四条：出国（境）学习研究超过6个月，组织关系保留在原党组织",
        "党员出国（境），每半年至少联系一次。",
    ),
    Row(
        lambda f: f.graduate_until is not None and f.leaves_on <= f.graduate_until,
        CaseStatus.ELIGIBLE,
        Category.GRADUATE,
        "条例第三十四条：毕业生组织关系保留在学校一般不超过2年",
        "毕业生组织关系保留期满后应转接组织关系。",
    ),
    Row(
        lambda f: f.graduate_until is not None,
        CaseStatus.REDIRECTED_TRANSFER,
        None,
        "条例第三十四条：毕业生组织关系保留期满应当转接",
    ),
    Row(
        lambda f: f.longer and f.place_fixed and f.transferable,
        CaseStatus.REDIRECTED_TRANSFER,
        None,
        "条例第二十五条；2024年意见：应转尽转 [C-6]",
    ),
    Row(
        lambda f: f.longer,
        CaseStatus.ELIGIBLE,
        Category.LONG,
        "流动党员活动证使用规定；2024年意见：外出6个月以上、暂不能转接组织关系 [C-3][C-6]",
    ),
    Row(
        lambda _: True,
        CaseStatus.ELIGIBLE,
        Category.SHORT,
        "流动党员活动证使用规定：外出6个月以内务工经商等持活动证 [C-3]",
    ),
)

GATHERING = "同一去向党员达到{n}名，可成立临时党支部或临时党小组（活动证照发） [C-3]。"


def classify(departure: Departure, pack: PolicyPack) -> Classification:
    """The first row of the table that applies. Raises DepartureReasonUnknown, ReturnBeforeDeparture."""
    facts = _facts(departure, pack)
    row = next(row for row in TABLE if row.applies(facts))
    advice = row.advice
    together = pack.term("classification.temporary_organisation").amount
    if departure.companions >= together:
        advice += GATHERING.format(n=departure.companions)
    return Classification(row.status, row.category, row.source, advice)


def _facts(departure: Departure, pack: PolicyPack) -> Facts:
    reason = pack.departure_reason(departure.reason)
    if reason is None:
        raise DepartureReasonUnknown(fields=[{"field": "departure.reason", "message": "请从选项中选择流出原因"}])
    return Facts(
        longer=_is_longer(departure, pack.term("classification.short_absence").amount),
        member_letter=reason.paper is Paper.MEMBER_LETTER,
        study_abroad=departure.abroad and reason.abroad,
        place_fixed=departure.place_fixed,
        often_back=departure.often_back,
        transferable=departure.transferable,
        graduate_until=_graduate_until(departure, pack.term("classification.graduate").amount),
        leaves_on=departure.leaves_on,
    )


def _is_longer(departure: Departure, months: int) -> bool:
    if departure.expected_return is None:
        return True
    if departure.expected_return < departure.leaves_on:
        raise ReturnBeforeDeparture(
            fields=[{"field": "departure.expected_return", "message": "早于流出时间"}],
        )
    return lasts_longer_than(departure.leaves_on, departure.expected_return, months)


def _graduate_until(departure: Departure, months: int) -> date | None:
    return add_months(departure.graduated_on, months) if departure.graduated_on else None
