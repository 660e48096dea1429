"""A member's year from beginning to end, and who takes part in which story."""

from deploy.embedded.rehearsal.manners import Manner
from deploy.embedded.rehearsal.stories.booklet import entries, role_entry, yearly_check, yearly_report
from deploy.embedded.rehearsal.stories.conversion import converts
from deploy.embedded.rehearsal.stories.departure import is_accepted, leaves
from deploy.embedded.rehearsal.stories.leaving import comes_back, is_lost
from deploy.embedded.rehearsal.stories.member import Member
from deploy.embedded.rehearsal.stories.periods import contacts, feedback, notices
from deploy.embedded.rehearsal.stories.requests import asks_for_help
from deploy.embedded.rehearsal.stories.telling import Moments, side_by_side

NEEDS_HELP = 0.12


def year(member: Member) -> Moments:
    """A step that could not be taken ends the story; the ledger names it."""
    yield from leaves(member)
    if member.facts.when("issue_certificate") is None:
        return
    if member.manner is Manner.NEVER_REPORTS:
        yield from is_lost(member)
    else:
        at_home = (contacts(member), yearly_report(member), yearly_check(member))
        yield from side_by_side(*map(member.while_away, at_home), _at_the_host(member))


def _at_the_host(member: Member) -> Moments:
    yield from is_accepted(member)
    if member.facts.when("enrol_member") is None:
        return
    away = [feedback(member), notices(member), entries(member), role_entry(member)]
    beside = []
    if member.manner is Manner.RETURNS:
        beside.append(comes_back(member))
    elif member.somebody.happens(NEEDS_HELP):
        away.append(asks_for_help(member))
    if member.manner.probationary:
        beside.append(converts(member))
    yield from side_by_side(*map(member.while_away, away), *beside)
