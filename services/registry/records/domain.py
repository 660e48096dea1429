"""Which organisations keep which records, and what each must say."""

from services.registry.records.contract import KeepRecord, RecordKind
from shared.errors import Conflict, Invalid
from shared.organisations import OrganisationKind as O

COMMITTEES = frozenset({O.GRASSROOTS_COMMITTEE, O.WORK_COMMITTEE, O.LEADING_GROUP})
BASE = COMMITTEES | {O.GENERAL_BRANCH, O.BRANCH}
DEPARTMENTS = frozenset({O.PROVINCIAL_DEPARTMENT, O.CITY_DEPARTMENT, O.COUNTY_DEPARTMENT})
KEPT_BY = {
    RecordKind.COMMENDATION_QUOTA: COMMITTEES | DEPARTMENTS,
    RecordKind.RELIEF_QUOTA: COMMITTEES | DEPARTMENTS,
    RecordKind.INVITATION: COMMITTEES,
    RecordKind.PLAN_COVERAGE: COMMITTEES,
    RecordKind.SUPPORT: COMMITTEES,
    RecordKind.PAIRING: BASE,
    RecordKind.COORDINATION: DEPARTMENTS,
    RecordKind.SUPERVISION: COMMITTEES | DEPARTMENTS,
    RecordKind.MODEL_CASE: COMMITTEES | DEPARTMENTS,
}
COUNTED = frozenset({RecordKind.COMMENDATION_QUOTA, RecordKind.RELIEF_QUOTA, RecordKind.INVITATION})
WITH_PARTNER = frozenset({RecordKind.PAIRING, RecordKind.COORDINATION})


class NotKeptAtThisLevel(Invalid):
    message = "这类记录不由这一级组织登记，请核对类别。"


class NumberMissing(Invalid):
    message = "请填写预留或邀请的人数。"


class PartnerMissing(Invalid):
    message = "请填写对方组织。"


class AlreadyConcluded(Conflict):
    message = "这条记录已登记结果，请刷新后再看。"


def check_record(body: KeepRecord, kind_of_organisation: str) -> None:
    if O(kind_of_organisation) not in KEPT_BY[body.kind]:
        raise NotKeptAtThisLevel(fields=[{"field": "kind", "message": NotKeptAtThisLevel.message}])
    if body.kind in COUNTED and body.planned is None:
        raise NumberMissing(fields=[{"field": "planned", "message": NumberMissing.message}])
    if body.kind in WITH_PARTNER and not (body.partner or body.partner_name):
        raise PartnerMissing(fields=[{"field": "partner", "message": PartnerMissing.message}])
