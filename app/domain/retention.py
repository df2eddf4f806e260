"""How long data is kept (保存期限).

The audit trail, consents, applications, certificates, and what units changed of people with their objections are kept
for good.
"""

from datetime import timedelta

HALL_MESSAGES = timedelta(days=730)  # two years, as the pages say
FINISHED_WORK = timedelta(days=90)  # outbox rows: for asking what was sent when
FAN_OUT_STEPS = timedelta(days=3)  # a row a person and a day: what they told lies in the hall
DEAD_LETTERS = timedelta(days=365)
RECEIPTS = timedelta(days=7)  # the platform reports within minutes
DIFFERENCES = timedelta(days=1095)
UNIT_TASKS = timedelta(days=90)  # prepared and never submitted, faulty or given up, with its file
SCHEDULE = timedelta(days=400)
