"""The papers of homes in the demo, made out to the demo people; papers.toml is the list."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from app.domain.calendar import add_months
from simulator.world import Json

LIST = Path(__file__).with_name("papers.toml")
WHOLE = 100  # per cent
KEPT = ("kind", "number", "address", "area", "price", "state", "out_of_area", "note")


def demo_papers(people: Mapping[str, str], today: date) -> list[Json]:
    """Bodies for POST /control/registry; ``people`` gives each name's ID number. Those it lacks own nothing.

    `note` says for people what comes of it; the registry itself drops it.
    """
    every = tomllib.loads(LIST.read_text("utf-8"))["paper"]
    return [_paper(at, row, people, today) for at, row in enumerate(every) if set(row["owners"]) <= people.keys()]


def demo_loans(people: Mapping[str, str], today: date) -> list[Json]:
    """Bodies for POST /control/loans, as `demo_papers`; `borrower` says for people whose it is."""
    every = tomllib.loads(LIST.read_text("utf-8"))["loan"]
    return [_loan(row, people, today) for row in every if set(row["borrowers"]) <= people.keys()]


def _loan(row: Json, people: Mapping[str, str], today: date) -> Json:
    days = [add_months(today, -back).isoformat() for back in range(row["months"], 0, -1)]
    return {
        **row,
        "state": "repaying",
        "repaid": [{"on": day, "amount": row["instalment"]} for day in days],
        "borrowers": [people[name] for name in row["borrowers"]],
        "borrower": "、".join(row["borrowers"]),
    }


def _paper(at: int, row: Json, people: Mapping[str, str], today: date) -> Json:
    share = str(WHOLE // len(row["owners"]))
    return {
        **{name: row[name] for name in KEPT if name in row},
        "unit": f"140802001001GB{at:05}F00010001",
        "use": row.get("use", "dwelling"),
        "on": add_months(today, -row["months_ago"]).isoformat(),
        "until": add_months(today, row["until_months"]).isoformat() if "until_months" in row else None,
        "traded": [add_months(today, -months).isoformat() for months in row.get("traded_months_ago", [])],
        "owners": [{"name": name, "id_number": people[name], "share": share} for name in row["owners"]],
    }
