"""Calls of leaving, on both sides."""

from datetime import date
from uuid import uuid4

from pydantic import BaseModel
from sqlalchemy import Connection, insert, select

from services.inflow.leaving import contract as host
from services.outflow.contract import EndReason
from services.outflow.leaving import contract as home
from services.outflow.tables import CaseRow, HostClaimRow
from tests.factories.organisations import path_of
from tests.security import world as w
from tests.security.calls import PLACED, PLACEMENT, Call, Kind, case, on_the_case, placement
from tests.security.world import TODAY, World

RETURNING = {"status": "RETURNING", "active_on": TODAY, "returns_on": TODAY, "return_announced": True}


def calls(world: World) -> dict[str, dict[str, Call]]:
    return {"outflow": _moving(world) | _returning(world) | _membership(world), "inflow": _at_the_host(world)}


def _moving(world: World) -> dict[str, Call]:
    active = case(status="ACTIVE", active_on=TODAY)
    off_platform = case(status="RETURNING", host_on_platform=False, host_committee=None)
    next_host = home.RelocateMember(
        host_region="341181", host_committee="341181002", text="改到铜城镇", moves_on=TODAY, told_by="MEMBER"
    )
    settled = home.SettleHostClaim(attempt=1, keep_present=True, text="核对现住地")
    return {
        "announce_move": on_the_case(world, home.AnnounceMove(moves_on=TODAY, text="单位要搬"), active),
        "relocate_member": on_the_case(world, next_host, active),
        "record_host_release": on_the_case(
            world, home.RecordHostRelease(released_on=TODAY, text="来电：良好"), off_platform
        ),
        "settle_host_claim": on_the_case(world, settled, _claimed),
    }


def _claimed(connection: Connection) -> None:
    case_id = connection.execute(select(CaseRow.__table__.c.id)).scalar_one()
    row = {
        "id": uuid4(),
        "case_id": case_id,
        "attempt": 1,
        "committee": w.HOST_COMMITTEE,
        "branch": w.HOST_BRANCH,
        "branch_name": "某党支部",
        "enrolled_on": TODAY,
        "claimed_on": TODAY,
    }
    connection.execute(insert(HostClaimRow).values(row))


def _returning(world: World) -> dict[str, Call]:
    inspected = home.InspectReturn(
        inspected_on=TODAY,
        certificate_seen=True,
        entries_in_order=True,
        member_account="按月参加组织生活",
        host_account="来电：良好",
    )
    sent = {"status": "ACTIVE", "active_on": TODAY, "transfer_sent_on": TODAY}
    return {
        "announce_return": on_the_case(world, home.AnnounceReturn(returns_on=TODAY, how="EARLY", text="务工结束")),
        "call_off_return": on_the_case(world, home.CallOffReturn(told_by="MEMBER", text="续签合同"), case(**RETURNING)),
        "report_return": on_the_case(
            world, home.ReportReturn(reported_on=TODAY, certificate_brought=True), case(**RETURNING)
        ),
        "inspect_return": on_the_case(world, inspected, case(**RETURNING, return_reported_on=TODAY)),
        "send_transfer": on_the_case(
            world, home.SendTransfer(sent_on=TODAY, letter_number="组介1号"), case(status="ACTIVE", active_on=TODAY)
        ),
        "record_transfer_accepted": on_the_case(
            world, home.RecordTransferAccepted(accepted_on=TODAY, text="回执"), case(**sent)
        ),
    }


def _membership(world: World) -> dict[str, Call]:
    cause = home.SuspensionCause.SETTLED_ABROAD
    bodies: dict[str, BaseModel] = {
        "record_ending": home.RecordEnding(reason=EndReason.DEATH, ended_on=TODAY, text="死亡证明"),
        "suspend_membership": home.SuspendMembership(cause=cause, decided_on=TODAY, resolution="纪要20号"),
        "record_penalty": home.RecordPenalty(penalty=home.Penalty.WARNING, decided_on=TODAY, text="决定7号"),
        "record_exemption": home.RecordExemption(granted_on=date(2026, 6, 1), resolution="批复31号"),
    }
    restored = home.RestoreMembership(decided_on=TODAY, resolution="纪要3号")
    suspended = case(status="SUSPENDED", active_on=TODAY, suspended_on=TODAY)
    return {verb: on_the_case(world, body) for verb, body in bodies.items()} | {
        "restore_membership": on_the_case(world, restored, suspended)
    }


def _at_the_host(world: World) -> dict[str, Call]:
    case_id, unknown = {"case_id": world.case_id}, {"case_id": uuid4()}
    in_branch = {"host_branch": w.HOST_BRANCH, "host_path": path_of(w.HOST_BRANCH), "enrolled_on": TODAY}
    leaving = placement("ENROLLED", **in_branch, leaving_since=TODAY, leaving_why="RETURN", note_owed=True)
    transferring = placement("VERIFIED", transfer_since=TODAY, transfer_letter="组介1号")
    note = host.ReleaseMember(released_on=TODAY, conduct="良好", participation="应到6次")
    accepted, rejected = host.AcceptTransfer(accepted_on=TODAY), host.RejectTransfer(rejected_on=TODAY, text="有误")
    stays = host.ReportStaying(told_on=TODAY, text="续签合同")
    return {
        "report_staying": Call(Kind.OBJECT, PLACED, case_id, body=stays, arrange=leaving, unknown=unknown),
        "release_member": Call(Kind.OBJECT, PLACED, case_id, body=note, arrange=leaving, unknown=unknown),
        "accept_transfer": Call(Kind.OBJECT, PLACEMENT, case_id, body=accepted, arrange=transferring, unknown=unknown),
        "reject_transfer": Call(Kind.OBJECT, PLACEMENT, case_id, body=rejected, arrange=transferring, unknown=unknown),
    }
