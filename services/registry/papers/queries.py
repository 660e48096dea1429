"""Whether a paper is genuine and still good; and what of ours is void."""

from collections.abc import Iterator

from joserfc.jwk import OKPKey
from sqlalchemy import select

from services.registry.agreement.contract import AgreementStatus
from services.registry.agreement.tables import AgreementRow
from services.registry.number_status.tables import ForeignVoidRow
from services.registry.papers import contract as c
from services.registry.tables import CertificateNumberRow
from shared.act import Act
from shared.identifiers import province_of
from shared.keys import public_key
from shared.organisation_directory.queries import region, region_names
from shared.organisation_directory.tables import OrganisationRow
from shared.papers.contract import PaperKind, PaperSeal, VoidPaper
from shared.papers.seal import SealRefused, read_seal
from shared.papers.verdict import Known, judge, refused
from shared.papers.void_list import VoidList, sign_void_list

ENDED_EARLY = AgreementStatus.TERMINATED


def verify_paper(act: Act, body: c.VerifyPaper) -> c.PaperVerdict:
    """Open to everybody, and says nothing about a number whose seal was not shown."""
    try:
        seal = read_seal(body.text, lambda code: _key(act, code))
    except SealRefused as error:
        return refused(error)
    verdict = judge(seal, act.today, _known(act, seal), body.name, body.born_on)
    issuer = act.session.get(OrganisationRow, seal.organisation)
    names = {
        "organisation_name": issuer.name if issuer else seal.organisation,
        "region_name": region_names(act.session).get(seal.region, seal.region),
    }
    return verdict.model_copy(update=names)


def _key(act: Act, code: str) -> OKPKey | None:
    found = region(act.session, code)
    return public_key(found.public_key, code) if found else None


def _known(act: Act, seal: PaperSeal) -> Known:
    return Known(as_of=act.at, void=tuple(_void(act, seal)), unknown=_unknown(act, seal))


def _void(act: Act, seal: PaperSeal) -> Iterator[VoidPaper]:
    if seal.kind is PaperKind.CERTIFICATE:
        own = _numbered(act, seal.number)
        foreign = act.session.get(ForeignVoidRow, seal.number)
        days = (own.voided_on if own else None, foreign.voided_on if foreign else None)
    elif seal.kind is PaperKind.AGREEMENT:
        query = select(AgreementRow.ended_on).where(
            AgreementRow.number == seal.number, AgreementRow.status == ENDED_EARLY
        )
        days = (act.session.scalars(query).first(), None)
    else:
        return
    yield from (VoidPaper(kind=seal.kind, number=seal.number, voided_on=day) for day in days if day)


def _numbered(act: Act, number: str) -> CertificateNumberRow | None:
    return act.session.scalars(select(CertificateNumberRow).where(CertificateNumberRow.number == number)).one_or_none()


def _unknown(act: Act, seal: PaperSeal) -> bool:
    """A certificate of a region of ours, whose number no department of ours has allotted."""
    ours = region(act.session, seal.region)
    certificate = seal.kind is PaperKind.CERTIFICATE
    return certificate and ours is not None and ours.ours and _numbered(act, seal.number) is None


def list_void_papers(act: Act) -> c.VoidLists:
    """For `gongguan regions export`."""
    void = [*_void_numbers(act), *_void_agreements(act)]
    lists = [
        VoidList(region=code, as_of=act.at, void=[paper for at, paper in void if at == code])
        for code in act.keys.regions
    ]
    return c.VoidLists(lists=[sign_void_list(one, act.keys.region(one.region)) for one in lists])


def _void_numbers(act: Act) -> Iterator[tuple[str, VoidPaper]]:
    table = CertificateNumberRow
    query = select(table.department, table.number, table.voided_on).where(
        table.voided_on.is_not(None), table.number.is_not(None)
    )
    for department, number, day in act.session.execute(query.order_by(table.number)):
        yield _region_of(act, department), VoidPaper(kind=PaperKind.CERTIFICATE, number=number, voided_on=day)


def _void_agreements(act: Act) -> Iterator[tuple[str, VoidPaper]]:
    table = AgreementRow
    query = select(table.own, table.number, table.ended_on).where(
        table.status == ENDED_EARLY, table.ended_on.is_not(None)
    )
    for own, number, day in act.session.execute(query.order_by(table.number, table.attempt)):
        yield _region_of(act, own), VoidPaper(kind=PaperKind.AGREEMENT, number=number, voided_on=day)


def _region_of(act: Act, organisation: str) -> str:
    found = act.session.get(OrganisationRow, organisation)
    return province_of(found.region_code if found else organisation)
