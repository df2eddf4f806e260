"""Logs as JSON lines: fixed event names with fields, and no personal number in any of them."""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime

# A run of eleven digits or more is a phone, a card or an ID number; openids begin with o and have 28 characters.
PERSONAL = re.compile(r"(?<![0-9A-Za-z])(?:\d{11,19}[Xx]?|o[A-Za-z0-9_-]{27})(?![0-9A-Za-z])")


def masked(text: str) -> str:
    """Return the text with every personal number replaced by stars."""
    return PERSONAL.sub("****", text)


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, event, and the fields given as ``extra={"fields": {…}}``."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            # Messages of foreign exceptions may quote an address or a value: only the type and the places are kept.
            line["error"] = record.exc_info[0].__name__
            line["at"] = [f"{at.filename}:{at.lineno}" for at in traceback.extract_tb(record.exc_info[2])[-6:]]
        return masked(json.dumps(line, ensure_ascii=False, default=str))


def set_up_logs() -> None:
    """Send the root logger's records to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
