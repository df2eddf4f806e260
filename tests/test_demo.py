"""`make demo` for real: its processes start, say where they are, and leave nothing behind."""

import os
import re
import select
import signal
import socket
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
import requests

from simulator.ports import HOST, free_port
from simulator.processes import Process, usable
from tests.demo import READY, SECONDS, demo, told_by


def children_of(process: Process) -> set[int]:
    """The processes that a process started, and what they started."""
    told = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(pid): int(parent) for pid, parent in (line.split() for line in told.splitlines())}
    found = {process.pid}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {process.pid}


def is_alive(pid: int) -> bool:
    """Say whether it is still there some seconds from now: one that was killed needs a moment to go."""
    try:
        end = os.pidfd_open(pid)
    except ProcessLookupError:
        return False
    try:
        return not select.select([end], [], [], 10)[0]
    finally:
        os.close(end)


def test_a_demo_from_start_to_end(tmp_path: Path) -> None:
    with closing(socket.create_server((HOST, 0))) as taken:
        port = taken.getsockname()[1]
        with demo(tmp_path, port) as process:
            told = told_by(process, READY)
            addresses = dict(re.findall(r"^(phone|hall): (\S+)$", told, re.MULTILINE))
            assert f"端口 {port} 已被占用" in told
            assert "张晓明\t2026-YC-0018273\t可以提取" in told
            assert re.search(r"1001\t周敏\taccept\t密码 \S+\t动态口令密钥 [A-Z2-7]{32}", told)
            assert requests.get(addresses["hall"], timeout=SECONDS).status_code == 200
            state = requests.get(f"{addresses['phone']}control/state", timeout=SECONDS).json()
            assert len(state["menu"]["button"]) == 3
            children = children_of(process)
            assert len(children) >= 4
            process.send_signal(signal.SIGINT)
            last = told_by(process, "演示已结束")
            assert process.wait(timeout=SECONDS) == 0
            assert "Traceback" not in last
    assert not [pid for pid in children if is_alive(pid)]


def test_a_port_is_usable_as_soon_as_nobody_listens() -> None:
    with socket.create_server((HOST, 0)) as server:
        port = server.getsockname()[1]
        assert not usable(port)[1]
        with socket.create_connection((HOST, port)):
            server.accept()[0].close()  # the side that closes first is the one that lingers
    assert usable(port) == (port, True)


def test_a_term_in_the_middle_of_starting_leaves_nothing(tmp_path: Path) -> None:
    with demo(tmp_path, free_port(2)) as process:
        while not (tmp_path / "hall.sqlite").exists():
            with pytest.raises(subprocess.TimeoutExpired):  # still there
                process.wait(timeout=0.1)
        children = children_of(process)
        process.send_signal(signal.SIGTERM)
        assert "Traceback" not in told_by(process, "演示已结束")
        assert process.wait(timeout=SECONDS) == 0
    assert children
    assert not [pid for pid in children if is_alive(pid)]


def test_a_part_that_dies_ends_the_whole_and_an_old_database_is_made_anew(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "hall.sqlite")) as old:
        old.execute("create table core_person (id_number text)")
    with demo(tmp_path, free_port(2)) as process:
        assert "演示数据库是旧版本的" in told_by(process, READY)
        children = children_of(process)
        world = next(pid for pid in children if b"simulator\0--port" in Path(f"/proc/{pid}/cmdline").read_bytes())
        os.kill(world, signal.SIGKILL)
        assert "simulator 停止了" in told_by(process, "simulator")
        assert process.wait(timeout=SECONDS) == 1
    assert not [pid for pid in children if is_alive(pid)]
