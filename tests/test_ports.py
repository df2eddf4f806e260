"""Ports for servers of ours: nobody is given one that is another's."""

import socket
import subprocess
import sys
from pathlib import Path

from simulator.ports import HOST, OURS, free_port, is_free

ROOT = Path(__file__).resolve().parent.parent
ASK = "from simulator.ports import free_port; print(*(free_port() for _ in range(40))); input()"


def test_no_port_is_given_twice_across_processes() -> None:
    command = [sys.executable, "-c", ASK]
    askers = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    given = [int(word) for asker in askers if asker.stdout for word in asker.stdout.readline().split()]
    given += [free_port() for _ in range(40)]
    for asker in askers:
        asker.communicate("\n")
        assert asker.returncode == 0
    assert len(set(given)) == len(given) == 120
    assert set(given) <= set(OURS)


def test_each_of_a_row_is_nobody_elses() -> None:
    first = free_port(3)
    given = {free_port() for _ in range(20)}
    assert not given & {first, first + 1, first + 2}
    for port in range(first, first + 3):
        with socket.create_server((HOST, port)):
            assert not is_free(port)
        assert is_free(port)
