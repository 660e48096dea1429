"""A service seals a paper with its region's key, in the act that prints it: the print is logged."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from shared.act import Act
from shared.audit import record
from shared.errors import Conflict
from shared.identifiers import province_of
from shared.organisation_directory.queries import organisation, policy_for
from shared.papers.contract import PaperKind, PaperSeal
from shared.papers.seal import holder_digest, write_seal
from shared.posts import Post
from shared.terms import add_months

BORN = re.compile(r"^\d{6}(\d{4})(\d{2})(\d{2})[\dX]{4}$")
TERMS: Mapping[PaperKind, str] = {
    PaperKind.OUTFLOW_NOTICE: "paper.notice",
    PaperKind.RECEIPT: "paper.receipt",
    PaperKind.OPINION: "paper.opinion",
    PaperKind.HOME_ROSTER: "paper.roster",
    PaperKind.HOST_ROSTER: "paper.roster",
    PaperKind.LEDGER: "paper.roster",
}


class NothingToPrint(Conflict):
    message = "还没有可以打印的内容，请办到这一步以后再打印。"


def sealed(
    act: Act, kind: PaperKind, number: str, by: str, *, valid_until: date | None = None, name: str = "",
    born_on: date | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The fields of `SealedPaper`. `by`: the organisation that issues it; the term is the policy's unless given."""
    issuer = organisation(act.session, by)
    seal = PaperSeal(
        region=province_of(issuer.region_code),
        kind=kind,
        number=number,
        organisation=issuer.code,
        issued_at=act.at.replace(microsecond=0),
        valid_until=valid_until or _good_until(act, kind, issuer.path),
        holder=holder_digest(number, name, born_on),
    )
    return {
        "kind": kind,
        "number": number,
        "printed_at": seal.issued_at,
        "valid_until": seal.valid_until,
        "seal": write_seal(seal, act.keys.region(seal.region)),
    }


def log_print(act: Act, verb: str, post: Post, object_id: UUID | None, **details: Any) -> None:
    """A paper names people: who printed it is written down like every look."""
    record(act.session, verb, act.actor, post=post, object_id=object_id, business_at=act.at, details=details)


def born(id_number: str) -> date | None:
    """From the ID number; None where it says no day."""
    found = BORN.match(id_number)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _good_until(act: Act, kind: PaperKind, path: str) -> date:
    months = policy_for(act.session, path, act.today).term(TERMS[kind]).amount
    return add_months(act.today, months)
