# Two commands do all the set-up: `make run` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench screenshots browser clean

run: $(VENV)/.run  ## install what is needed and open the app
	$(BIN)/streamlit run streamlit_app.py

test: check browser  ## install everything, a headless Chromium included, and run all tests
	PYTHONWARNDEFAULTENCODING=1 $(BIN)/python -m pytest -n 2 --dist loadfile --durations 15

check: $(VENV)/.test  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.test browser  ## print the figures of README
	$(BIN)/python -m benchmarks.app
	$(BIN)/python -m benchmarks.drawing $(PEN_DIGITS)
	$(BIN)/python -m benchmarks.training
	$(BIN)/python -m benchmarks.runs
	$(BIN)/python -m benchmarks.learn

screenshots: $(VENV)/.test browser  ## take README's pictures anew
	$(BIN)/python -m benchmarks.screenshots

browser:  # the tests fail without one, they are never skipped
	@command -v chromium >/dev/null || { \
	  export DEBIAN_FRONTEND=noninteractive; \
	  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo -E); \
	  $$sudo apt-get update -qq && \
	  $$sudo apt-get install -y -qq --no-install-recommends chromium >/dev/null; }

$(VENV)/.run: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.test: requirements.txt requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV)
