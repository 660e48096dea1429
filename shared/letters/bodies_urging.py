"""催办函: one side asks the other for what it owes on a case; it changes nothing and demands nothing new."""

from datetime import date
from typing import Literal

from shared.contract import Contract
from shared.waiting.contract import Matter


class PartnerUrged(Contract):
    """催办函: at most one a day for each case and matter."""

    type: Literal["PARTNER_URGED"] = "PARTNER_URGED"
    matter: Matter
    since: date
    urged_on: date
    organisation_name: str
    text: str


URGING_LABELS = {"PARTNER_URGED": "催办函"}
