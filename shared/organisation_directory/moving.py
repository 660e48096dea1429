"""Words of moving what stands at organisations that have changed (W-16); both sides speak them alike."""

from datetime import date
from uuid import UUID

from pydantic import Field

from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode


class MoveOrganisation(Contract):
    """One batch. `main`: predecessor → successor, `cases`: the cases that go elsewhere by name."""

    change_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000007"])
    effective_on: date = Field(examples=["2027-01-01"])
    main: dict[OrganisationCode, OrganisationCode] = Field(examples=[{"32100300101": "32100300103"}])
    cases: dict[CaseId, OrganisationCode] = Field(default_factory=dict)
    limit: int = Field(default=100, ge=1, le=1000)

    def going(self) -> dict[str, str]:
        """Predecessors whose own code does not go on."""
        return {before: after for before, after in self.main.items() if before != after}

    def named(self) -> dict[str, list[UUID]]:
        """Successor → the cases that go there by name."""
        return {to: [case for case, wanted in self.cases.items() if wanted == to] for to in set(self.cases.values())}

    def heir(self, code: str | None, case_id: UUID) -> str | None:
        """Where this case's organisation is now; the same when it has not changed."""
        return self.cases.get(case_id) or self.main[code] if code in self.main else code


class MoveReceipt(Contract):
    """Call again until nothing remains; what has been moved stays moved."""

    moved: int
    remaining: int


class MovePreview(Contract):
    """What stands at the organisations and below them now, by what it is; counts, no persons."""

    counts: dict[str, int] = Field(examples=[{"个案（办理中）": 12}])
