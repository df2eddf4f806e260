from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from app.store.audit import Audit, AuditRow
from app.store.base import Base

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


def test_writers_at_the_same_time_make_one_chain(database_url: str) -> None:
    engine = create_engine(database_url)
    Base.metadata.create_all(engine)

    def write(number: int) -> None:
        with Session(engine) as session:
            session.execute(select(AuditRow.id)).all()
            Audit(lambda: session).record("logged_in", number, NOON)
            session.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(20)))
    with Session(engine) as session:
        assert session.scalar(select(func.count(AuditRow.id))) == 20
        assert Audit(lambda: session).first_broken() is None
    engine.dispose()
