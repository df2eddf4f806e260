"""What the use cases count, shown at /metrics."""

from prometheus_client import Counter

CODES = Counter("hall_codes", "Codes sent by SMS, by business and outcome.", ("business", "outcome"))
