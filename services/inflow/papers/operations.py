"""Printing on the host side: the facts of the paper and its seal; every print is logged."""

from uuid import UUID

from sqlalchemy import select

from services.inflow.opinion.queries import current_opinion, watched
from services.inflow.papers import contract as c
from services.inflow.papers.permissions import PERMISSIONS
from services.inflow.papers.queries import counts_of, in_the_ledger, on_the_roster
from services.inflow.queries import newest_seen
from services.inflow.sealed import contact_of, notice_of
from services.inflow.tables import PlacementRow, RosterEntryRow
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import NotFound
from shared.letters.bodies_conversion import HostOpinion
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind
from shared.papers.contract import PaperKind
from shared.papers.issuing import NothingToPrint, born, log_print, sealed
from shared.posts import Post

KEEPERS = frozenset(
    {OrganisationKind.GRASSROOTS_COMMITTEE, OrganisationKind.WORK_COMMITTEE, OrganisationKind.LEADING_GROUP}
)
"""Of a ledger: committees over branches (D-47, 7.4)."""


class NoReceiptToPrint(NothingToPrint):
    message = "还没有编入党支部，接收回执在编入之后才有。"


class NoOpinionToPrint(NothingToPrint):
    message = "还没有发出书面意见；发出以后才能打印盖章。"


def print_receipt(act: Act, case_id: UUID) -> c.ReceiptPaper:
    """Raises NotFound, NotYourPost, NoReceiptToPrint."""
    row = act.session.scalars(newest_seen(act, case_id)).one_or_none()
    post = _authorised(act, "print_receipt", row)
    assert row is not None
    entry = act.session.get(RosterEntryRow, row.id)
    if entry is None:
        raise NoReceiptToPrint()
    log_print(act, "print_receipt", post, row.case_id, attempt=row.attempt)
    notice, contact = notice_of(act, row), contact_of(act, entry)
    names = _names(act, row.host_committee, entry.branch)
    person = notice.person
    copied = ("certificate_number", "home_committee_name", "reported_on", "verified_on", "placed_on")
    return c.ReceiptPaper(
        **sealed(
            act, PaperKind.RECEIPT, row.case_number, row.host_committee,
            name=person.name, born_on=born(person.id_number),
        ),
        **{name: getattr(row, name) for name in copied},
        name=person.name,
        sex=person.sex,
        standing=person.standing,
        home_branch_name=notice.home_branch_name,
        departed_on=notice.departed_on,
        host_committee_name=names[row.host_committee],
        host_branch_name=names[entry.branch],
        group=entry.group,
        contact_person=contact.person,
        contact_phone=contact.phone,
        enrolled_on=entry.enrolled_on,
    )  # fmt: skip


def _authorised(act: Act, verb: str, row: PlacementRow | None) -> Post:
    if row is None:
        raise NotFound()
    return authorise(act.actor, verb, PERMISSIONS, Standing(own=row.host_path, partner=row.home_path))


def _names(act: Act, *codes: str) -> dict[str, str]:
    query = select(OrganisationRow.code, OrganisationRow.name).where(OrganisationRow.code.in_(codes))
    return {code: code for code in codes} | {code: name for code, name in act.session.execute(query)}


def print_opinion(act: Act, case_id: UUID) -> c.OpinionPaper:
    """Raises NotFound, NotYourPost, NoOpinionToPrint."""
    newest = act.session.scalars(newest_seen(act, case_id)).one_or_none()
    row = act.session.scalars(watched(act, case_id)).one_or_none() or newest
    post = _authorised(act, "print_opinion", row)
    assert row is not None
    filed = current_opinion(act, row)
    if filed is None:
        raise NoOpinionToPrint()
    log_print(act, "print_opinion", post, row.case_id, opinion=str(filed.id))
    opinion = HostOpinion.model_validate_json(act.seal.open(filed.sealed))
    seal = sealed(
        act, PaperKind.OPINION, row.case_number, row.host_branch or row.host_committee,
        name=opinion.member_name, born_on=born(notice_of(act, row).person.id_number),
    )  # fmt: skip
    return c.OpinionPaper(**seal, opinion=opinion, superseding=opinion.supersedes is not None)


def print_host_roster(act: Act, branch: str) -> c.HostRosterPaper:
    """Raises NotFound, also for a branch that is not the reader's."""
    own = _own(act, branch)
    post = authorise(act.actor, "print_host_roster", PERMISSIONS, Standing(own=own.path))
    lines = tuple(on_the_roster(act, own))
    log_print(act, "print_host_roster", post, None, branch=own.code, lines=len(lines))
    parent = act.session.get(OrganisationRow, own.parent_code) if own.parent_code else None
    return c.HostRosterPaper(
        **sealed(act, PaperKind.HOST_ROSTER, _number_of(act, own), own.code),
        branch_name=own.name,
        committee_name=parent.name if parent else "",
        contact=own.contact,
        lines=lines,
    )


def print_ledger(act: Act, committee: str) -> c.LedgerPaper:
    """Raises NotFound, also for what is no committee or not the reader's."""
    own = _own(act, committee)
    post = authorise(act.actor, "print_ledger", PERMISSIONS, Standing(own=own.path))
    if own.kind not in KEEPERS:
        raise NotFound()
    lines = tuple(in_the_ledger(act, own))
    log_print(act, "print_ledger", post, None, committee=own.code, lines=len(lines))
    return c.LedgerPaper(
        **sealed(act, PaperKind.LEDGER, _number_of(act, own), own.code),
        committee_name=own.name,
        contact=own.contact,
        year=act.today.year,
        lines=lines,
        counts=counts_of(lines, act.today),
    )


def _own(act: Act, code: str) -> OrganisationRow:
    found = act.session.get(OrganisationRow, code)
    if found is None:
        raise NotFound()
    return found


def _number_of(act: Act, own: OrganisationRow) -> str:
    """A list has no number of its own: whose it is, and of which day."""
    return f"{own.code}-{act.today:%Y%m%d}"
