"""Over how many days the packaged policy spreads the opening of a period."""

from shared.policy.book import packaged_book
from shared.policy.spreading import spread_days

SPREAD_DAYS = spread_days(packaged_book().pack("CN-BASE-2019"))
