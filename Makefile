# Two commands are meant for people: `make demo` and `make test`. Each sets up everything it needs in .venv.
PYTHON ?= python3
PORT ?= 8080
BIN := .venv/bin
REQUIREMENTS := requirements/app.txt requirements/demo.txt requirements/dev.txt

.PHONY: demo test check bench pictures
.venv/ready: $(REQUIREMENTS)
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  $(addprefix -r ,$(REQUIREMENTS))
	touch $@

demo: .venv/ready
	$(BIN)/python -m simulator.demo --port $(PORT)

test: .venv/ready
	$(BIN)/python -m pytest -n 4 --dist loadfile $(ARGS)

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/ready
	for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

pictures: .venv/ready
	$(BIN)/python -m tools.pictures $(ARGS)
