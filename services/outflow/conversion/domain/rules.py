"""Versions of the 发展党员工作细则: which one governs an act on a day, with its articles (C-8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class RuleVersion:
    """`articles`: number of the article in this version, by subject."""

    version: str
    title: str
    valid_from: date
    articles: Mapping[str, int]
    source: str


RULE_VERSIONS = (
    RuleVersion(
        version="2014.05",
        title="中国共产党发展党员工作细则（2014年）",
        valid_from=date(2014, 5, 28),
        articles={"probation": 32, "procedure": 33, "approval": 34},
        source="中办发〔2014〕33号；条号据公开资料，引用前应核对正式文本 [C-8]",
    ),
    RuleVersion(
        version="2026.05",
        title="中国共产党发展党员工作细则（2026年修订）",
        valid_from=date(2026, 5, 18),
        articles={"probation": 31, "procedure": 32, "approval": 33},
        source="2026年5月18日公布的修订；条号据公开资料，引用前应核对正式文本 [C-8]",
    ),
)


def rule_on(day: date) -> RuleVersion:
    """The version in force on `day`; the oldest one for days before all of them (old data)."""
    in_force = [rule for rule in RULE_VERSIONS if rule.valid_from <= day]
    return in_force[-1] if in_force else RULE_VERSIONS[0]


def rule_named(version: str) -> RuleVersion:
    return next(rule for rule in RULE_VERSIONS if rule.version == version)
