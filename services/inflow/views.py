"""A placement as people see it: names opened, ID number and telephone masked."""

from sqlalchemy import select

from services.inflow.contract import (
    CASE_STATUS_SEEN_BY_HOST,
    DisputeStage,
    DisputeView,
    PersonView,
    Placement,
    PlacementStatus,
    PlacementSummary,
)
from services.inflow.domain.wording import Situation, next_act
from services.inflow.sealed import contact_of, notice_of
from services.inflow.snapshots import dispute_of
from services.inflow.tables import DisputeRow, PlacementRow, RosterEntryRow
from shared.act import Act
from shared.letters.contract import OutflowNotice
from shared.organisation_directory.tables import OrganisationRow
from shared.sealing import mask_id_number, mask_phone

Names = dict[str, str]

COPIED = (
    "case_id", "attempt", "case_number", "version", "status", "certificate_number", "home_branch", "home_committee",
    "home_committee_name", "host_committee", "host_department", "host_branch", "notified_on", "reported_on",
    "verified_on", "placed_on", "enrolled_on", "acceptance_overdue", "refusal_reason", "refusal_listed",
    "redirected_to", "look_asked", "leaving_since", "leaving_why", "stay_told_on", "note_owed", "released_on",
    "suspended_on", "transfer_since", "transfer_letter",
)  # fmt: skip


def placement_view(act: Act, row: PlacementRow) -> Placement:
    notice, dispute = notice_of(act, row), dispute_of(act, row)
    names = _names(act, row)
    return Placement.model_validate(
        {name: getattr(row, name) for name in COPIED}
        | _from_notice(notice)
        | _roster(act, row)
        | {
            "case_status": CASE_STATUS_SEEN_BY_HOST[PlacementStatus(row.status)],
            "host_committee_name": names[row.host_committee],
            "host_department_name": names[row.host_department],
            "host_branch_name": names[row.host_branch] if row.host_branch else "",
            "question": act.open_text(row.question),
            "answer": act.open_text(row.answer),
            "refusal_text": act.open_text(row.refusal_text),
            "dispute": _dispute_view(act, dispute) if dispute else None,
            "duty_holder": _duty_holder(row),
            "next_act": next_act(_situation(row, dispute, names)),
        }
    )


def _dispute_view(act: Act, dispute: DisputeRow) -> DisputeView:
    words = {name: act.open_text(getattr(dispute, name)) for name in ("text", "finding", "proposal")}
    plain = {name: getattr(dispute, name) for name in DisputeView.model_fields.keys() - words.keys()}
    return DisputeView.model_validate(plain | words)


def _duty_holder(row: PlacementRow) -> str:
    """Home until the host has enrolled him, then the host branch (S001-B 一); home again when he returns or his
    affiliation is on its way (rulebook 5.1)."""
    going = row.leaving_why == "RETURN" or row.transfer_since is not None
    here = row.status == PlacementStatus.ENROLLED and not going
    return row.host_branch if here and row.host_branch else row.home_branch


def _from_notice(notice: OutflowNotice) -> dict[str, object]:
    return {
        "person": person_view(notice),
        "category": notice.category,
        "reason": notice.reason,
        "departed_on": notice.departed_on,
        "home_branch_name": notice.home_branch_name,
        "home_contact": notice.home_contact,
        "home_phone": notice.home_phone,
    }


def person_view(notice: OutflowNotice) -> PersonView:
    person = notice.person
    return PersonView(
        name=person.name,
        sex=person.sex,
        standing=person.standing,
        id_number_masked=mask_id_number(person.id_number),
        phone_masked=mask_phone(person.phone),
    )


def _roster(act: Act, row: PlacementRow) -> dict[str, str | None]:
    entry = act.session.get(RosterEntryRow, row.id)
    if entry is None:
        return {"group": None, "contact_person": None}
    return {"group": entry.group, "contact_person": contact_of(act, entry).person}


def _names(act: Act, row: PlacementRow) -> Names:
    """Names of the host side's organisations; a code stands for one that has left the directory."""
    codes = [row.host_committee, row.host_department, row.host_province, row.host_branch, row.redirected_to]
    wanted = {code: code for code in codes if code}
    query = select(OrganisationRow.code, OrganisationRow.name).where(OrganisationRow.code.in_(wanted))
    return wanted | {code: name for code, name in act.session.execute(query)}


def _situation(row: PlacementRow, dispute: DisputeRow | None, names: Names) -> Situation:
    return Situation(
        status=PlacementStatus(row.status),
        committee=names[row.host_committee],
        branch=names[row.host_branch] if row.host_branch else "",
        department=names[row.host_department],
        province=names[row.host_province],
        home=row.home_committee_name,
        stage=DisputeStage(dispute.stage) if dispute else None,
        redirected_to=names[row.redirected_to] if row.redirected_to else "",
        denied=row.denied,
        overdue=row.acceptance_overdue,
        look_asked=row.look_since is not None,
        leaving=row.leaving_why or "",
        stay_told=row.stay_told_on is not None,
        note_owed=row.note_owed,
        transfer=row.transfer_since is not None,
        suspended=row.suspended_on is not None,
    )


def summary_view(act: Act, row: PlacementRow, committee_name: str | None, branch_name: str | None) -> PlacementSummary:
    return PlacementSummary(
        case_id=row.case_id,
        attempt=row.attempt,
        case_number=row.case_number,
        member_name=notice_of(act, row).person.name,
        status=PlacementStatus(row.status),
        case_status=CASE_STATUS_SEEN_BY_HOST[PlacementStatus(row.status)],
        home_committee=row.home_committee,
        home_committee_name=row.home_committee_name,
        home_region=row.home_region,
        host_committee=row.host_committee,
        host_committee_name=committee_name or row.host_committee,
        host_branch=row.host_branch,
        host_branch_name=branch_name or row.host_branch or "",
        certificate_number=row.certificate_number,
        notified_on=row.notified_on,
        reported_on=row.reported_on,
        placed_on=row.placed_on,
        enrolled_on=row.enrolled_on,
    )
