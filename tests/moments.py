"""The days of the made-up campaign. All lie in 2018, whose working calendar is published."""

from datetime import date, datetime, timedelta

from core.dates import ZONE

NOTICE_ON = date(2018, 5, 7)
CLOSES_ON = date(2018, 5, 18)
LAUNCHED_AT = datetime(2018, 5, 7, 9, 0, tzinfo=ZONE)
NOW = datetime(2018, 5, 10, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)
VERIFIED_AT = datetime(2018, 5, 14, 9, 0, tzinfo=ZONE)
HEARD_AT = datetime(2018, 5, 16, 9, 0, tzinfo=ZONE)
DECIDED_AT = datetime(2018, 5, 22, 9, 0, tzinfo=ZONE)
SERVED_AT = datetime(2018, 5, 24, 9, 0, tzinfo=ZONE)
EARLIER = date(2018, 1, 1)
