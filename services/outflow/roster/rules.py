"""Which facts a file may change, by which act; and what to do where it may not (W-17, D-152, 5.0).

A blank cell says nothing. Certificates and party standing are never changed by a file.
"""

from dataclasses import dataclass
from typing import Final

from services.outflow.roster.known import Way

PLAIN, BEFORE, REPORT, HOST = Way.PARTICULARS, Way.BEFORE_DEPARTURE, Way.REPORT, Way.HOST


@dataclass(frozen=True)
class Rule:
    """`ways`: acts of which one must be possible now. `fills`: the same where nothing is known yet. `refused`: the
    problem that says which act to use instead."""

    field: str
    label: str
    refused: str
    ways: frozenset[Way] = frozenset()
    fills: frozenset[Way] = frozenset()

    def permits(self, before: str, ways: frozenset[Way]) -> bool:
        return bool(self.ways & ways) or (not before and bool(self.fills & ways))


def _rule(field: str, label: str, refused: str, *ways: Way, fills: Way | None = None) -> Rule:
    return Rule(field, label, refused, frozenset(ways), frozenset({fills} if fills else ()))


RULES: Final = (
    _rule("name", "姓名", "correct_data"),
    _rule("id_number", "身份证号", "correct_data"),
    _rule("sex", "性别", "correct_data", fills=PLAIN),
    _rule("ethnicity", "民族", "contact_not_now", PLAIN),
    _rule("education", "学历", "contact_not_now", PLAIN),
    _rule("joined", "入党时间", "correct_data"),
    _rule("standing", "党员类别", "standing_by_conversion"),
    _rule("branch", "所在党支部", "branch_by_transfer"),
    _rule("left", "流出时间", "departure_facts"),
    _rule("expected_return", "预计返回时间", "departure_facts"),
    _rule("reason", "流出原因", "departure_facts"),
    _rule("host_committee", "流入地党组织", "host_has_accepted", HOST),
    _rule("employer", "工作单位", "contact_not_now", REPORT),
    _rule("phone", "本人电话", "contact_not_now", REPORT, BEFORE),
    _rule("certificate_number", "活动证编号", "certificate_by_act"),
    _rule("issued", "发证时间", "certificate_by_act"),
    _rule("overdue_reason", "未按期转正原因", "conversion_by_act"),
)
