"""What a unit did for its people is told to those of them who use the hall."""

from datetime import timedelta

from app.domain.notice import NoticeKind, deed_words
from app.domain.unit_task import TaskKind
from app.domain.work import Outcome, Task, Transaction, done, wait
from app.services.notify import Notify
from app.store.unit_agents import UnitAgents
from app.store.unit_tasks import UnitTask, UnitTasks
from app.store.users import Users

AT_ONCE = 500


class TellStaff:
    """Handles `unit_staff_told` rows: some hundreds of people in each transaction, `step` being how many were told."""

    def __init__(
        self, *, tasks: UnitTasks, agents: UnitAgents, users: Users, notify: Notify, transaction: Transaction
    ) -> None:
        self._tasks = tasks
        self._agents = agents
        self._users = users
        self._notify = notify
        self._transaction = transaction

    def __call__(self, task: Task) -> Outcome:
        begin = int(task.step or 0)
        end = begin + AT_ONCE
        with self._transaction():
            row = self._tasks.get(int(str(task.payload["task"])))
            if row is None:
                return done("left_alone")
            told = self._tasks.content(row).lines[begin:end]
            users = self._users.ids_of(line["id_number"] for line in told)
            is_last, (kind, facts), name = end >= row.lines, self._notice(row), f"unit_task:{row.id}"

        def tell() -> None:
            for user_id in users.values():
                self._notify.tell(user_id, kind, facts, key=f"{name}:{user_id}")

        return done(then=tell) if is_last else wait("more", timedelta(0), then=tell, step=str(end))

    def _notice(self, row: UnitTask) -> tuple[NoticeKind, dict[str, str]]:
        facts = {"unit": unit_of(self._agents, row), "number": row.number or ""}
        if row.kind == TaskKind.PERSON.value:
            return NoticeKind.UNIT_CHANGED_DETAILS, facts
        return NoticeKind.UNIT_ACTED, facts | {"deed": deed_words(row.kind)}


def unit_of(agents: UnitAgents, row: UnitTask) -> str:
    """Return the name of the unit whose task it is, as its agents have it."""
    made_by = agents.any(row.made_by)
    return made_by.unit_name if made_by else row.unit_number
