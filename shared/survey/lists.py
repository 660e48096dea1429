"""What both sides do alike when they make their list: lines of found members, words of status, bands of age."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select

from shared.act import Act
from shared.letters.bodies_survey import ListedFields
from shared.survey.contract import DistributionRow, FoundMember, ListSurveyRows, OwnListedRow, Whereabouts
from shared.survey.shared_index import shared_index
from shared.survey.tables import LineColumns

PAGE = 1_000
ENROLLED, ON_THE_WAY, UNREGISTERED = "ENROLLED", "ON_THE_WAY", "UNREGISTERED"
BANDS = ((35, "35岁及以下"), (45, "36至45岁"), (60, "46至60岁"))
OLDEST = "61岁及以上"


def said_of(act: Act, lines: type[LineColumns], year: int, subjects: Iterable[UUID]) -> dict[UUID, str]:
    """What branches have said this year, newest campaign last."""
    query = (
        select(lines.subject, lines.confirmed)
        .where(lines.year == year, lines.subject.in_(list(subjects)))
        .order_by(lines.said_at)
    )
    return {subject: confirmed for subject, confirmed in act.session.execute(query)}


def status_word(enrolled: bool, registered: Whereabouts, said: str | None) -> str:
    """The records' word, unless the branch found it otherwise; the same words on both sides."""
    if said is not None and said != registered:
        return said
    return ENROLLED if enrolled else ON_THE_WAY


def found_rows(act: Act, lines: type[LineColumns], wanted: ListSurveyRows, *, homes_apart: bool) -> list[OwnListedRow]:
    """Those whom a branch found: they stand in the list without a case."""
    path = lines.__table__.c.path  # type: ignore[attr-defined]  # a mixin; each service's class has it
    query = select(lines).where(
        lines.year == wanted.year,
        lines.found.is_not(None),
        path.op("<@")(wanted.within),
        lines.region.startswith(wanted.partner_region, autoescape=True),
    )
    if homes_apart and wanted.not_from:
        query = query.where(~path.op("<@")(wanted.not_from))
    return [_found_row(act, line, wanted.key) for line in act.session.scalars(query.order_by(lines.subject))]


def _found_row(act: Act, line: LineColumns, key: str) -> OwnListedRow:
    person = FoundMember.model_validate_json(act.seal.open(line.found or ""))
    return OwnListedRow(
        index=shared_index(key, person.id_number),
        fields=ListedFields(standing=person.standing, status=UNREGISTERED),
        region=line.region,
        case_id=None,
        path=line.path,
    )


def age_band(id_number: str, on: date) -> str:
    year = id_number[6:10] if len(id_number) == 18 else f"19{id_number[6:8]}"
    age = on.year - int(year) if year.isdecimal() else 0
    return next((band for oldest, band in BANDS if age <= oldest), OLDEST)


def counted(keys: Iterable[tuple[str, str, str, str, str, str]]) -> list[DistributionRow]:
    names = ("home_region", "host_region", "category", "standing", "trade", "age_band")
    return [
        DistributionRow.model_validate(dict(zip(names, key, strict=True)) | {"count": count})
        for key, count in sorted(Counter(keys).items())
    ]
