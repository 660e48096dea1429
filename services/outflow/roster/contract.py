"""Public words of a checked roster, which both sides speak."""

from shared.rosters.contract import Choice as Choice
from shared.rosters.contract import ChosenRow as ChosenRow
from shared.rosters.contract import FieldChange as FieldChange
from shared.rosters.contract import RosterCheck as RosterCheck
from shared.rosters.contract import RosterProblem as RosterProblem
from shared.rosters.contract import RosterRow as RosterRow
from shared.rosters.contract import RosterSheet as RosterSheet
from shared.rosters.contract import RowState as RowState
from shared.rosters.contract import SkippedSheet as SkippedSheet
from shared.rosters.contract import Verdict as Verdict
