"""A changed row becomes acts of the case: D-152, another host, or the branch's own register of the member."""

from collections.abc import Callable, Mapping
from typing import Final

from services.outflow.exchange.contract import RecordChange
from services.outflow.exchange.operations.casework import exchange_of
from services.outflow.exchange.operations.changes import report_change
from services.outflow.operations.casework import lock_case, note
from services.outflow.operations.notice import change_host
from services.outflow.roster.contract import RosterRow
from services.outflow.roster.known import UNKNOWN_REGION, KnownCase, Way, shortened
from services.outflow.roster.rules import RULES
from services.outflow.roster_import.operations.knowing import Known
from services.outflow.roster_import.operations.posts import post_for
from services.outflow.roster_import.tables import ImportedChangeRow
from services.outflow.sealed import renew_search
from services.outflow.snapshots import publish
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.exchange import ChangeKind
from shared.posts import Post
from shared.rosters.operations import BEEN_HERE, MOVED_ON, comes_first

SEX: Final = {"MALE": "男", "FEMALE": "女"}
TEXT: Final = "名册导入时登记：{labels}有变动。"
HOST_TEXT: Final = "名册导入时改换流入地。"
BY: Final = {rule.field: rule for rule in RULES}


def change_case(act: Act, row: RosterRow, top: str, digest: str) -> str:
    """Why nothing was written: the case has changed since the row was checked, or may not be changed any more, or the
    row has come in before. Empty when the case has been changed."""
    assert row.case_id is not None
    act.session.flush()
    # What was read for the comparison is old once the case is locked.
    act.session.expire_all()
    case = lock_case(act, row.case_id)
    known = Known(act, top).of_case(case)
    if known.version != row.mark:
        return BEEN_HERE
    ways = _ways(row, known)
    if ways is None:
        return MOVED_ON
    if not comes_first(act, ImportedChangeRow, row, digest, case_id=case.id):
        return BEEN_HERE
    posts = {way: post_for(act, way, case) for way in ways}
    for way, labels in ways.items():
        ACTS[way](act, case, row, labels, posts[way])
    return ""


def _ways(row: RosterRow, known: KnownCase) -> dict[Way, dict[str, str]] | None:
    """The acts in their order, each with the fields that it changes and their labels; None when one of the fields may
    not be changed now, whatever the check said."""
    found: dict[Way, dict[str, str]] = {}
    for change in row.changes:
        rule = BY[change.field]
        possible = (rule.ways if change.before else rule.ways | rule.fills) & known.ways
        if not possible:
            return None
        found.setdefault(min(possible, key=list(Way).index), {})[change.field] = change.label
    return {way: found[way] for way in Way if way in found}


def _amend(act: Act, case: CaseRow, row: RosterRow, labels: Mapping[str, str], post: Post) -> None:
    values = shortened(row.values)
    for field in labels:
        if field == "phone":
            case.member.phone_sealed = act.seal.close(values["phone"])
        else:
            setattr(case.member, field, SEX[values["sex"]] if field == "sex" else values[field])
    renew_search(act, case.member)
    note(act, "amend_particulars", case, post, fields=sorted(labels))
    publish(act, case)


def _report(act: Act, case: CaseRow, row: RosterRow, labels: Mapping[str, str], post: Post) -> None:
    values = shortened(row.values)
    body = RecordChange(
        kind=ChangeKind.CONTACT_CHANGED if "phone" in labels else ChangeKind.MOVED_WORK,
        happened_on=act.today,
        learned_on=act.today,
        text=TEXT.format(labels="、".join(labels.values())),
        **{name: values[name] for name in labels},
    )
    report_change(act, case, exchange_of(act, case), body, post, by_file=True)


def _host(act: Act, case: CaseRow, row: RosterRow, _: Mapping[str, str], post: Post) -> None:
    values = shortened(row.values)
    region, name = values.get("host_region", UNKNOWN_REGION), values.get("host_region_name", "")
    committee, written = values.get("host_committee"), values.get("host_committee_name", "")
    change_host(act, case, HOST_TEXT, region, name, committee, written)
    note(act, "name_host", case, post, host=case.host_committee or case.host_region, attempt=case.attempt)
    publish(act, case)


ACTS: Final[Mapping[Way, Callable[[Act, CaseRow, RosterRow, Mapping[str, str], Post], None]]] = {
    Way.PARTICULARS: _amend,
    Way.BEFORE_DEPARTURE: _amend,
    Way.REPORT: _report,
    Way.HOST: _host,
}
