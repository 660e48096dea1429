"""How long sessions live, how often one may guess, how long a stand-in stands in. One place, so that an operator can
see why somebody was signed out.

That a system must end idle sessions, limit wrong attempts and ask for a second factor is GB/T 22239-2019 8.1.4.1
(身份鉴别, level 3); the standard leaves the figures to the operator, so every figure here is a default [D].
"""

from datetime import timedelta
from typing import Final

from shared.posts import Role

# A branch secretary comes back after a meeting; an office computer is left for the night.
IDLE_LIMIT: Final = timedelta(hours=8)
# Whoever numbers, decides between regions or administers has more within reach.
IDLE_LIMIT_OF_DEPARTMENTS: Final = timedelta(hours=2)
ABSOLUTE_LIMIT: Final = timedelta(hours=24)
# Between the password and the code: long enough to fetch the phone.
CODE_LIMIT: Final = timedelta(minutes=10)

FAILURES_ALLOWED: Final = 5
FAILURE_WINDOW: Final = timedelta(minutes=15)

# Posts of departments (L1–L3) and of whoever administers or audits.
DEPARTMENT_ROLES: Final = frozenset({Role.DEPARTMENT_OFFICER, Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR})

# RFC 6238 5.2: one step of 30 seconds either way for clocks that differ.
STEP_SECONDS: Final = 30
STEPS_EITHER_WAY: Final = 1
RECOVERY_CODES: Final = 10
# Twelve digits: with FAILURES_ALLOWED guesses in FAILURE_WINDOW nobody gets through them.
RECOVERY_GROUP: Final = 4
RECOVERY_GROUPS: Final = 3

# Longer than a leave or a course; who is away for longer hands the post over (`end_post`, `grant_post`).
DELEGATION_DAYS_AT_MOST: Final = 60

# A member is told of his link by the branch and opens it when his shift is over, at the week-end at the latest.
MEMBER_LINK_LIFETIME: Final = timedelta(days=7)
# The code is told by telephone; who types it wrong so often asks his branch for another link.
MEMBER_CODE_DIGITS: Final = 6
MEMBER_CODE_ATTEMPTS: Final = 5
# A phone is lent and lies about; a member comes twice a year, and his branch opens another link in a minute.
MEMBER_IDLE_LIMIT: Final = timedelta(hours=1)
MEMBER_ABSOLUTE_LIMIT: Final = timedelta(hours=12)
