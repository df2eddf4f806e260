import subprocess
import sys

import redis

from simulator.app import create_simulator
from simulator.config import SimulatorConfig
from simulator.ports import free_port
from tests.kv.two_processes import KEYS
from tests.stage import AES_KEY, APP_ID, APP_SECRET, TOKEN, served


def test_two_processes_claim_each_push_once_and_share_one_token(redis_url: str, redis_client: redis.Redis) -> None:
    port = free_port()
    world = f"http://127.0.0.1:{port}"
    simulator = create_simulator(
        SimulatorConfig(APP_ID, APP_SECRET, TOKEN, AES_KEY, "safe", f"{world}/none", world, world)
    )
    words = [sys.executable, "-m", "tests.kv.two_processes", redis_url, world]
    with served(simulator, port):
        both = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        said = [process.communicate(timeout=60)[0].strip().split("|") for process in both]
    claimed = [number for one in said for number in one[0].split(",") if number]
    assert sorted(claimed, key=int) == [str(number) for number in range(KEYS)]
    assert said[0][1] == said[1][1]
