"""A 催办函 as people see it."""

from shared.act import Act
from shared.waiting.contract import Matter, PartnerUrge
from shared.waiting.tables import PartnerUrgeRow


def urge_view(act: Act, row: PartnerUrgeRow) -> PartnerUrge:
    copied = {name: getattr(row, name) for name in ("matter", "direction", "organisation_name", "by", "on", "at")}
    label = Matter(row.matter).label
    return PartnerUrge.model_validate(copied | {"label": label, "text": act.open_text(row.sealed_text)})
