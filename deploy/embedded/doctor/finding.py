"""One line of the doctor's report."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Verdict(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Finding(BaseModel):
    """`way_on` says what to do; empty when nothing has to be done."""

    model_config = ConfigDict(frozen=True)

    subject: str
    verdict: Verdict
    finding: str
    way_on: str = ""


def ok(subject: str, finding: str) -> Finding:
    return Finding(subject=subject, verdict=Verdict.OK, finding=finding)


def warn(subject: str, finding: str, way_on: str) -> Finding:
    return Finding(subject=subject, verdict=Verdict.WARN, finding=finding, way_on=way_on)


def fail(subject: str, finding: str, way_on: str) -> Finding:
    return Finding(subject=subject, verdict=Verdict.FAIL, finding=finding, way_on=way_on)
