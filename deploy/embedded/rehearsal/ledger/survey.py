"""W-08: what a county's yearly survey asks of its department, its branches and its committees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from deploy.embedded.rehearsal.ledger.account import Facts
from deploy.embedded.rehearsal.ledger.duty import Look, Owed
from deploy.embedded.rehearsal.ledger.entry import Entry
from deploy.embedded.rehearsal.terms import SURVEY_OPENS, SURVEY_REPORT_BY, Days, next_working, working_days
from shared.policy.task_kinds import TaskKind as K

SURVEY = "年度排查（W-08）"


@dataclass(frozen=True)
class Asked:
    """A return of one branch or committee on one side. `branches`: of a committee, those it waits for."""

    name: str
    return_id: UUID
    branches: tuple[str, ...] = ()


@dataclass
class SurveyAccount:
    label: str
    facts: Facts = field(default_factory=Facts)
    campaigns: dict[int, UUID] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def subjects(self) -> Sequence[UUID]:
        return [*self.campaigns.values(), *(one.return_id for one in self.asked)]

    def entries(self, look: Look) -> Iterator[Entry]:
        for subject, owed in self._owed(look):
            yield Entry(self.label, None, SURVEY, subject, owed)

    def _owed(self, look: Look) -> Iterator[tuple[UUID, Owed]]:
        for year, campaign in self.campaigns.items():
            opens, opened = Days.of(date(year, *SURVEY_OPENS)), self.facts.when("open_survey", str(year))
            if opens.first > look.today:
                continue
            due = opens.moved(working_days("survey.open"))
            yield campaign, Owed(K.OPEN_SURVEY, "", opens, due, opened, by_calendar=True)
            if opened is not None:
                due = Days.of(next_working(date(year, *SURVEY_REPORT_BY)))
                yield campaign, Owed(K.REPORT_SURVEY, "", opened, due, self.facts.when("close_survey", str(year)))
                yield from self._returns(look, opened)

    def _returns(self, look: Look, opened: Days) -> Iterator[tuple[UUID, Owed]]:
        """The branch owes it from the opening; the committee checks from the last return of its branches."""
        for one in self.asked:
            if not one.branches:
                due, done = opened.moved(working_days("survey.return")), self.facts.when("return_survey", one.name)
                yield one.return_id, Owed(K.RETURN_SURVEY, "1", opened.delivered(look.slack), due, done)
                continue
            returns = [self.facts.when("return_survey", branch) for branch in one.branches]
            if all(returns):
                last = max((days for days in returns if days), key=lambda days: days.last)
                due = last.moved(working_days("survey.check"))
                yield one.return_id, Owed(K.CHECK_SURVEY, "1", last, due, self.facts.when("check_survey", one.name))
