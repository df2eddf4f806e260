"""A person whose unit changed what the centre keeps of them, and who objects."""

from dataclasses import replace

from app.fund_core import FundCore, PersonDetails
from app.fund_core.embedded import seed
from tests.applications.world import Person
from tests.units.world import Visitor, visiting

BEFORE = {"education": "大学专科", "occupation": "会计", "job_title": "主管"}
AFTER = {"education": "大学本科", "occupation": "会计", "job_title": "财务科长"}
REASON = "我没有拿到本科文凭，学历还是专科"
ADDRESS = "盐湖区学苑路7号"


def core(person: Person) -> FundCore:
    found: FundCore = person.app.extensions["container"].core
    return found


def id_number(person: Person) -> str:
    return seed.demo_people()[person.number].id_number


def held(person: Person) -> PersonDetails:
    """What the core holds of the person."""
    found = core(person).find_person(id_number(person))
    assert found is not None
    return found.details


def facts(person: Person) -> dict[str, str]:
    """What of it the unit may change."""
    details = held(person)
    return {fact: str(getattr(details, fact)) for fact in BEFORE}


def own_change(person: Person, key: str, **changed: str) -> None:
    """Change details as the person or the counter does."""
    core(person).change_details(key, id_number(person), replace(held(person), **changed))  # type: ignore[arg-type]  # words


def changed_by_unit(person: Person) -> str:
    """Let the person's unit change them; return the number of its task."""
    own_change(person, f"counter-{person.number}", home_address=ADDRESS, **BEFORE)
    agent = visiting(person.app, person.clock, person.wire, Visitor.AGENT)
    account = core(person).accounts_of(id_number(person))[0].number
    page = f"/unit/employees/{account}/details"
    agent.open(page)
    agent.send(page, **AFTER)
    task = agent.at()
    agent.send(f"{task}/code")
    agent.send(f"{task}/submit", code=agent.code())
    agent.work()
    assert "已办结" in agent.open(task)
    return task.rpartition("/")[2]


def object_to(person: Person, number: str, reason: str = REASON) -> str:
    """Object on the page of the change; return the page that follows."""
    page = f"/mine/by-unit/{number}"
    person.open(page)
    return person.send(f"{page}/object", reason=reason)


def objected(person: Person) -> str:
    """From the unit's change to the objection; return the number of the unit's task."""
    number = changed_by_unit(person)
    assert "已提出异议" in object_to(person, number)
    return number
