"""Walks through any service of the hall as its pages lead: fills in what each form asks, up to the check page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
import responses

from app.domain.application import ServiceKey
from app.handlers.hall.applications.pages import BY_KEY
from tests.applications.conftest import Enter
from tests.applications.registry import Registry
from tests.applications.test_outside_loan import BANK, CENTRE, LENDERS, LOANS, NUMBER, Lenders
from tests.applications.test_rent import LEASE, TENANT
from tests.applications.world import LEFT, PAYING, RETIRED, Person

APPLICANTS = {ServiceKey.RETIREMENT: RETIRED, ServiceKey.EMPLOYMENT_ENDED: LEFT, ServiceKey.RENT: TENANT}
UNTIL_ANNOUNCED = {ServiceKey.DECORATION, ServiceKey.PROPERTY_FEE}  # nobody may, until the centre says how
# What is typed into a field of this name; of a choice that is not named here the first one is taken.
TYPED: Mapping[str, str] = {
    "principal": "100000",
    "amount": "1000",
    "paper": "contract",
    "number": "2026-YC-0018273",
    "lease": LEASE["number"],
    "change": "home",
    "home_address": "盐湖区河东东街 1 号",
    "centre": "西安",
    "old_unit": "西安示例软件有限公司",
}
OF_A_SERVICE: Mapping[ServiceKey, Mapping[str, str]] = {
    ServiceKey.COMMERCIAL_LOAN: {"lender": LENDERS[BANK][1], "number": NUMBER},
    ServiceKey.PROVINCE_LOAN: {"lender": LENDERS[CENTRE][1], "number": NUMBER},
}
FARTHEST = 9  # pages after which a service should have come to its check page
TYPED_IN = ("text", "tel", "radio", "checkbox", "number", "search", "")


@dataclass
class Fields(HTMLParser):
    """The fields of a page that a person fills in, each with the values it offers."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field."""
        known = {name: value or "" for name, value in attrs}
        if tag in ("input", "select") and known.get("type", "") in TYPED_IN and known.get("name"):
            self.found.setdefault(known["name"], []).append(known.get("value", ""))


def fields(page: str) -> dict[str, list[str]]:
    parser = Fields()
    parser.feed(page)
    return parser.found


def arrive(person: Person, key: ServiceKey) -> str:
    """Go from the start page to the check page; return it."""
    path, typed_in = BY_KEY[key].path, {**TYPED, **OF_A_SERVICE.get(key, {})}
    page = person.open(f"{path}/go")
    for _ in range(FARTHEST):
        if person.at() == f"{path}/check":
            return page
        if person.at() == path:  # the account or the loan was chosen
            page = person.open(f"{path}/go")
            continue
        typed = {name: typed_in.get(name, offered[0]) for name, offered in fields(page).items()}
        page = person.send(person.at(), **typed)
        assert person.page.status_code == 200, f"{person.at()} refuses {typed}: say here what it wants"
    raise AssertionError(f"{path} does not come to its check page")


@dataclass(frozen=True)
class Everyone:
    """Lets in somebody who may apply for a service, and has the registries know what they need to."""

    enter: Enter
    registry: Registry

    def applicant(self, key: ServiceKey) -> Person:
        """Somebody who may."""
        if key is ServiceKey.RENT:
            self.registry.says(**LEASE)
            self.registry.owners = {TENANT: None}
        return self.enter(APPLICANTS.get(key, PAYING))


@pytest.fixture
def everyone(embedded: Enter, registry: Registry, wire: responses.RequestsMock) -> Everyone:
    """The demo people before a hall with its own core."""
    wire.add_callback(responses.POST, LOANS, Lenders().answer)
    return Everyone(embedded, registry)
