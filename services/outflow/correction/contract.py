"""Public words of W-17 at home; those that both sides use stand in `shared.corrections`."""

from uuid import UUID

from pydantic import Field

from services.outflow.acts import Text
from shared.contract import Contract
from shared.identifiers import CaseId


class MergeMembers(Contract):
    """The other case's member is the same person as this case's; his data here are the right ones."""

    duplicate_case_id: CaseId = Field(examples=["01992f6e-7c00-7000-8000-000000000003"])
    text: Text = Field(examples=["同一人重复登记，身份证号一处录错。"])


class DuplicateHint(Contract):
    """Another member of the same name whose ID number differs in a digit or two, or shares the day of birth."""

    case_id: CaseId
    number: str
    home_branch_name: str
    id_number_masked: str


class AliasView(Contract):
    """A former registration of the same person; it leads here."""

    member_id: UUID
    id_number_masked: str
