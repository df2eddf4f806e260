"""`python -m simulator --port N`: serve the simulator, many threads, one process."""

import logging

from werkzeug.serving import run_simple

from simulator.app import create_simulator
from simulator.config import from_command_line
from simulator.relay import Relay


def main() -> None:
    """Serve until interrupted."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # its lines would hold codes and tokens of the addresses
    serving = from_command_line()
    simulator = create_simulator(serving.config)
    if serving.relay:
        Relay(serving.host, *serving.relay, lambda: str(simulator.extensions["world"].network)).start()
    run_simple(serving.host, serving.port, simulator, threaded=True)


if __name__ == "__main__":
    main()
