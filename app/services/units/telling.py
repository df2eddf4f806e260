"""What a unit did for its people is told to those of them who use the hall."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from app.domain.clock import beijing_date
from app.domain.notice import NoticeKind, deed_words
from app.domain.objection import last_day
from app.domain.unit_task import TaskKind
from app.domain.work import Outcome, Task, Transaction, done, wait
from app.services.applications.withdrawals import PolicyOn
from app.services.notify import Notify
from app.store.unit_agents import UnitAgents
from app.store.unit_tasks import UnitTask, UnitTasks
from app.store.users import Users

AT_ONCE = 500


class TellStaff:
    """Handles `unit_staff_told` rows: some hundreds of people in each transaction, `step` being how many were told."""

    def __init__(
        self,
        *,
        tasks: UnitTasks,
        agents: UnitAgents,
        users: Users,
        notify: Notify,
        policy_on: PolicyOn,
        transaction: Transaction,
    ) -> None:
        self._tasks = tasks
        self._agents = agents
        self._users = users
        self._notify = notify
        self._policy_on = policy_on
        self._transaction = transaction

    def __call__(self, task: Task) -> Outcome:
        begin = int(task.step or 0)
        end = begin + AT_ONCE
        with self._transaction():
            row = self._tasks.get(int(str(task.payload["task"])))
            if row is None:
                return done("left_alone")
            people = _months_by_person(self._tasks.content(row).lines)
            users = self._users.ids_of(list(people)[begin:end])
            kind = NoticeKind.UNIT_CHANGED_DETAILS if row.kind == TaskKind.PERSON.value else NoticeKind.UNIT_ACTED
            facts = {user_id: self._facts(row, people[number]) for number, user_id in users.items()}
            is_last, name = end >= len(people), f"unit_task:{row.id}"

        def tell() -> None:
            for user_id, own in facts.items():
                self._notify.tell(user_id, kind, own, key=f"{name}:{user_id}")

        return done(then=tell) if is_last else wait("more", timedelta(0), then=tell, step=str(end))

    def _facts(self, row: UnitTask, months: Sequence[str]) -> dict[str, str]:
        facts = {"unit": unit_of(self._agents, row), "number": row.number or ""}
        if row.kind != TaskKind.PERSON.value:
            return facts | {"deed": deed_words(row.kind, months)}
        done_on = beijing_date(row.changed_at)
        return facts | {"until": last_day(done_on, self._policy_on(done_on).objection_days).isoformat()}


def unit_of(agents: UnitAgents, row: UnitTask) -> str:
    """Return the name of the unit whose task it is, as its agents have it."""
    made_by = agents.any(row.made_by)
    return made_by.unit_name if made_by else row.unit_number


def _months_by_person(lines: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    """Who the lines are about, by ID number, and the months of each where they have any, the oldest first."""
    people: dict[str, list[str]] = {}
    for line in lines:
        people.setdefault(line["id_number"], []).extend([line["month"]] if "month" in line else [])
    return {number: sorted(months) for number, months in people.items()}
