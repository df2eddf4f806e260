"""What the embedded core costs on a small and on a large centre, and how fast the annual settlement is.

`python benchmarks/core.py` takes half an hour and some gigabytes of temporary disk; `--large 100000` is quicker. With
the address of a PostgreSQL server in TEST_DATABASE_URL it measures PostgreSQL too. The tables are Markdown; the goals
are a ratio of at most 1.2, and a rule below one millisecond.
"""

import argparse
import multiprocessing
import os
import random
import resource
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from sqlalchemy import Engine, create_engine, event, make_url, text

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.domain.clock import FixedClock
from app.domain.interest import Movement, closing_interest
from app.domain.loan import Terms, schedule
from app.domain.policy import load_policy
from app.fund_core import Withdrawal
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.seed_bulk import LOAN_EVERY, Plan, seed_accounts
from app.fund_core.embedded.settlement import settle_year
from app.fund_core.embedded.synthetic import account_number, draw
from app.vault import Vault

SEED, SAMPLES = 1, 400
BEFORE_JUNE, AFTER_JUNE = date(2026, 6, 20), date(2026, 7, 1)
VAULT = Vault((("bench", bytes(range(32))),))
POLICY_ON = lru_cache(load_policy)
Deed = Callable[[EmbeddedCore, int], object]
Settled = tuple[float, float, float]  # seconds, seconds of the processor in this process, its megabytes at most


def ask_account(core: EmbeddedCore, place: int) -> object:
    return core.accounts_of(draw(SEED, place).id_number)


def quote(core: EmbeddedCore, place: int) -> object:
    return core.quote_payoff(account_number(SEED, place - place % LOAN_EVERY) + "01")


def withdraw(core: EmbeddedCore, place: int) -> object:
    wanted = Withdrawal(account_number(SEED, place), "01", Decimal("1.00"), closing=False)
    return core.withdraw(secrets.token_hex(16), wanted)


DEEDS: dict[str, Deed] = {"account query": ask_account, "payoff quote": quote, "withdrawal": withdraw}


def main() -> None:
    """Measure and print."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--small", type=int, default=10_000)
    wanted.add_argument("--large", type=int, default=1_000_000)
    sizes = wanted.parse_args()
    print(f"\n| Goal | {'Figure':>10} |\n|---|---:|")
    for name, cost in domain_costs():
        print(f"| {name}, goal 1 ms | {cost:.2f} ms |")
    for database, room in rooms():
        with room() as addresses:
            compare(database, addresses, sizes.small, sizes.large)


def compare(database: str, addresses: Iterator[str], small: int, large: int) -> None:
    """One kind of database: both sizes side by side, then the settlement of both."""
    places = {size: next(addresses) for size in (small, large)}
    for size, address in places.items():
        fill(address, size)
    print(f"\n| {database} | {small:,} accounts | {large:,} accounts | Ratio |\n|---|---:|---:|---:|")
    for name, deed in DEEDS.items():
        less, more = costs(deed, places)
        ratio = median(one / other for one, other in zip(more, less, strict=True))
        print(f"| {name} | {median(less):.2f} ms | {median(more):.2f} ms | {ratio:.2f} |", flush=True)
    for size, address in places.items():
        seconds, busy, peak = in_a_process(settle, address)
        rates = f"{size / seconds:,.0f} accounts/s | {size / busy:,.0f} a second of the processor"
        print(f"| annual settlement of {size:,} | {rates} | peak {peak:.0f} MB |", flush=True)


def costs(deed: Deed, places: dict[int, str]) -> tuple[list[float], ...]:
    """Milliseconds of each size, turn by turn: a busy moment meets both, and the ratio is the median of the turns'.

    What is only read is read once before, so that the disk is left out: it would be the large one's alone.
    """
    chance = random.Random(SEED)
    engines = {size: connect(address) for size, address in places.items()}
    clock = FixedClock(datetime(2026, 6, 20, 2, tzinfo=UTC))
    cores = {size: EmbeddedCore(engine, POLICY_ON, clock, VAULT) for size, engine in engines.items()}
    asked = {size: chance.sample(range(size), SAMPLES) for size in places}
    taken: dict[int, list[float]] = {size: [] for size in places}
    for size, core in cores.items():
        for place in asked[size]:
            ask_account(core, place) if deed is withdraw else deed(core, place)
    for turn in range(SAMPLES):
        for size, core in cores.items() if turn % 2 else reversed(cores.items()):
            begun = perf_counter()
            deed(core, asked[size][turn])
            taken[size].append((perf_counter() - begun) * 1000)
    for engine in engines.values():
        engine.dispose()
    return tuple(taken.values())


def fill(address: str, size: int) -> None:
    """Make the centre, telling how far it is."""
    engine = connect(address)
    EmbeddedCore.create_tables(engine)
    for there in seed_accounts(engine, VAULT, Plan(SEED, BEFORE_JUNE, months=12), size):
        if sys.stderr.isatty() or there % 50_000 == 0:
            print(f"\r{there:,} of {size:,} accounts", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    with engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
    engine.dispose()


def settle(address: str) -> Settled:
    """The settlement of a whole centre."""
    engine, begun, busy = connect(address), perf_counter(), process_time()
    for _ in settle_year(engine, 2026, AFTER_JUNE, 360):
        pass
    seconds, busy = perf_counter() - begun, process_time() - busy
    engine.dispose()
    return seconds, busy, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_a_process(work: Callable[[str], Settled], address: str) -> Settled:
    """The work in a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, address).result()


def domain_costs() -> Iterator[tuple[str, float]]:
    """The two rules that are computed most."""
    loan = Terms(Decimal(800_000), Decimal("2.60"), 360, date(2025, 6, 10))
    paid = [Movement(date(2016 + (at + 6) // 12, (at + 6) % 12 + 1, 10), Decimal(1200)) for at in range(120)]
    start, close = date(2016, 7, 1), date(2026, 7, 1)
    yield "schedule of 360 months", often(lambda: schedule(loan))
    yield (
        "closing interest over ten years, 120 movements",
        often(lambda: closing_interest(start, Decimal(10_000), paid, close, day_base=360)),
    )


def often(work: Callable[[], object]) -> float:
    """The median of many times, in milliseconds."""
    taken = []
    for _ in range(SAMPLES):
        begun = perf_counter()
        work()
        taken.append((perf_counter() - begun) * 1000)
    return median(taken)


def connect(address: str) -> Engine:
    """An engine as the service has it."""
    engine = create_engine(address)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _as_the_service)
    return engine


def _as_the_service(connection: object, _: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]


def rooms() -> Iterator[tuple[str, Callable[[], AbstractContextManager[Iterator[str]]]]]:
    """The kinds of database there are here."""
    yield "SQLite", files
    if os.environ.get("TEST_DATABASE_URL", "").startswith("postgresql"):
        yield "PostgreSQL", lambda: databases(os.environ["TEST_DATABASE_URL"])
    else:
        print("\nPostgreSQL: no server at TEST_DATABASE_URL")


@contextmanager
def files() -> Iterator[Iterator[str]]:
    """Addresses of new files, gone with the block."""
    folder = Path(tempfile.mkdtemp(prefix="core-bench-"))
    try:
        yield (f"sqlite:///{folder / name}.sqlite" for name in "abc")
    finally:
        shutil.rmtree(folder)


@contextmanager
def databases(server: str) -> Iterator[Iterator[str]]:
    """Addresses of new databases, gone with the block."""
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection, ExitStack() as until_the_end:

        def made() -> Iterator[str]:
            while True:
                name = f"core_bench_{secrets.token_hex(4)}"
                connection.execute(text(f"CREATE DATABASE {name}"))
                until_the_end.callback(connection.execute, text(f"DROP DATABASE {name} WITH (FORCE)"))
                yield make_url(server).set(database=name).render_as_string(hide_password=False)

        yield made()
    admin.dispose()


if __name__ == "__main__":
    main()
