"""Records of organisations: quotas, invitations, pairing, offices, and the extract for the yearly assessment."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from services.registry.client import RegistryClient
from services.registry.records import contract as c
from services.registry.records.contract import RecordKind as R
from shared.keys import KeyRing
from shared.posts import Role
from tests.factories.people import Tokens, holder
from tests.services.registry.between import (
    CHUZHOU,
    CHUZHOU_DEPARTMENT,
    HOME_OFFICER,
    HOST_CLERK,
    HOST_OFFICER,
    TODAY,
    YANGZHOU,
    Between,
    refused,
)

OFFICE = c.PublishOffice(own=CHUZHOU, office="秦栏镇振兴路1号", hours="周一至周五 8:30-17:30", phone="0550-7000000")


@pytest.fixture
def between(registry_database: Engine, keys: KeyRing, tokens: Tokens) -> Between:
    return Between.at_work(registry_database, keys, tokens)


def kept(client: RegistryClient, kind: R, own: str = CHUZHOU, **changed: Any) -> c.OrgRecord:
    said: dict[str, Any] = {"own": own, "kind": kind, "on": TODAY, "title": "2026年度"} | changed
    return client.keep_record(c.KeepRecord(**said))


@pytest.mark.duty("D-48")
@pytest.mark.parametrize("kind", [R.COMMENDATION_QUOTA, R.RELIEF_QUOTA])
def test_places_are_reserved_for_each_round_and_the_result_is_recorded(between: Between, kind: R) -> None:
    clerk = between.at(HOST_CLERK)
    refused(lambda: kept(clerk, kind), 422, "number_missing")
    quota = kept(clerk, kind, planned=3, text="按人数一成预留。")
    done = clerk.conclude_record(quota.record_id, c.ConcludeRecord(on=TODAY, result=2, text="表彰两名。"))
    assert (done.planned, done.result, done.text) == (3, 2, "按人数一成预留。")
    again = c.ConcludeRecord(on=TODAY, result=3)
    refused(lambda: clerk.conclude_record(quota.record_id, again), 409, "already_concluded")


@pytest.mark.duty("D-44", "D-46", "D-49")
@pytest.mark.parametrize("kind", [R.INVITATION, R.PLAN_COVERAGE, R.SUPPORT])
def test_invitations_plans_and_support_are_recorded_by_the_host_committee(between: Between, kind: R) -> None:
    kept(between.at(HOST_CLERK), kind, planned=2)
    assert [one.kind for one in between.at(HOST_OFFICER).list_records().items] == [kind]
    officer = between.at(HOST_OFFICER)
    refused(lambda: kept(officer, kind, CHUZHOU_DEPARTMENT, planned=2), 422, "not_kept_at_this_level")


@pytest.mark.duty("D-63")
def test_base_organisations_pair_with_each_other(between: Between) -> None:
    secretary = between.at(holder(Role.BRANCH_SECRETARY, "34118100101"))
    refused(lambda: kept(secretary, R.PAIRING, "34118100101"), 422, "partner_missing")
    pairing = kept(secretary, R.PAIRING, "34118100101", partner="32100300101", title="联合主题党日")
    assert pairing.partner_name.endswith("双桥村党支部")


@pytest.mark.duty("D-61", "D-68")
def test_departments_record_what_they_coordinate_supervise_and_spread(between: Between) -> None:
    officer = between.at(HOST_OFFICER)
    for kind in (R.COORDINATION, R.SUPERVISION, R.MODEL_CASE):
        kept(officer, kind, CHUZHOU_DEPARTMENT, partner_name="邗江区委组织部")
    assert len(officer.list_records().items) == 3
    refused(lambda: kept(between.at(HOST_CLERK), R.COORDINATION, partner_name="某部"), 422, "not_kept_at_this_level")


@pytest.mark.duty("D-50")
def test_offices_are_read_by_everybody_without_signing_in(between: Between) -> None:
    between.at(HOST_CLERK).publish_office(OFFICE)
    stranger = RegistryClient("", None, http=between.http)
    office = next(one for one in stranger.list_offices("341181").items if one.organisation == CHUZHOU)
    assert (office.office, office.hours, office.phone) == (OFFICE.office, OFFICE.hours, OFFICE.phone)
    assert all(one.region_code.startswith("32") for one in stranger.list_offices("320000").items)
    refused(lambda: between.at(HOME_OFFICER).publish_office(OFFICE), 404, "not_found")


@pytest.mark.duty("D-66")
def test_the_extract_for_the_assessment_has_counts_and_no_persons(between: Between) -> None:
    clerk = between.at(HOST_CLERK)
    quota = kept(clerk, R.COMMENDATION_QUOTA, planned=3, text="汪海等三人。")
    clerk.conclude_record(quota.record_id, c.ConcludeRecord(on=TODAY, result=2, text="汪海、许安。"))
    kept(clerk, R.INVITATION, planned=5, on=date(2026, 3, 1))
    extract = between.at(HOST_OFFICER).read_assessment(CHUZHOU_DEPARTMENT, 2026)
    counted = {line.kind: (line.records, line.planned, line.result) for line in extract.records if line.records}
    assert counted == {R.COMMENDATION_QUOTA: (1, 3, 2), R.INVITATION: (1, 5, 0)}
    assert "汪海" not in extract.model_dump_json()
    assert between.at(HOST_OFFICER).read_assessment(CHUZHOU_DEPARTMENT, 2025).records[0].records == 0


def test_records_of_others_are_not_seen(between: Between) -> None:
    record = kept(between.at(HOST_CLERK), R.INVITATION, planned=2)
    assert between.at(HOME_OFFICER).list_records().items == []
    done = c.ConcludeRecord(on=TODAY)
    refused(lambda: between.at(HOME_OFFICER).conclude_record(record.record_id, done), 404, "not_found")
    refused(lambda: kept(between.at(HOST_CLERK), R.INVITATION, YANGZHOU, planned=2), 404, "not_found")
