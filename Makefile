# Two commands do all the set-up: `make run` and `make test`.

PYTHON ?= python3
# those that TensorFlow has; pyproject.toml says the same
PYTHONS := 3.11 3.12 3.13
VENV := .venv
BIN := $(VENV)/bin
INSTALL := install --quiet --disable-pip-version-check
NODE_MODULES := node_modules
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm  # Node.js is among what pip installs

# what was compiled once is kept, whatever the environment says: else each of the apps, engines and
# workers that the tests start would compile all of the package anew
PYTEST = PYTHONDONTWRITEBYTECODE= PYTHONWARNDEFAULTENCODING=1 $(BIN)/python -m pytest -n 2 --dist loadfile --durations 15

.PHONY: run test check bench lock messages language screenshots browser clean

run: $(VENV)/.run  ## install what is needed and open the app
	$(BIN)/streamlit run streamlit_app.py

test: check browser  ## install everything, Chromium and nginx included, and run all tests
	@# one part after the other: a browser and a training would wait for each other's processors
	failed=0; \
	$(PYTEST) -m "not browser" || failed=1; \
	$(PYTEST) -m browser tests/browser || failed=1; \
	exit $$failed

check: $(VENV)/.test $(NODE_MODULES)/.check  ## style and types, and JavaScript's tests without a page
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(NPM) run --silent check

bench: $(VENV)/.test browser  ## print the figures of README
	$(BIN)/python -m benchmarks.app
	$(BIN)/python -m benchmarks.drawing $(PEN_DIGITS)
	$(BIN)/python -m benchmarks.training
	$(BIN)/python -m benchmarks.runs
	$(BIN)/python -m benchmarks.learn

lock: $(VENV)/.test  ## bring requirements.lock up to date; without the old one it takes what is newest
	$(BIN)/uv pip compile --quiet --universal --python-version $(firstword $(PYTHONS)) \
	  --strip-extras --no-annotate --no-header -o requirements.lock requirements-dev.txt

LOCALE := mlp_explorer/words/locale
BABEL := $(BIN)/python -m babel.messages.frontend

messages: $(VENV)/.run  ## write the template of all texts anew, and bring the languages up to date
	$(BABEL) --quiet extract -F pyproject.toml -k NP_:1,2 --add-location file --no-wrap \
	  --project "MLP Explorer" -o $(LOCALE)/messages.pot .
	for po in $(wildcard $(LOCALE)/*.po); do \
	  $(BABEL) --quiet update --no-wrap -i $(LOCALE)/messages.pot -o $$po -l $$(basename $$po .po); \
	done
	$(no_python_format)

language: messages  ## begin a language, such as: make language CODE=de
	$(BABEL) --quiet init -i $(LOCALE)/messages.pot -o $(LOCALE)/$(CODE).po -l $(CODE)
	$(no_python_format)

define no_python_format
@# "99 % of" is no slot: all of ours are in braces
sed -i -e '/^#, python-format$$/d' -e '/^#,/s/, python-format//' $(LOCALE)/messages.pot $(wildcard $(LOCALE)/*.po)
endef

screenshots: $(VENV)/.test browser  ## take README's pictures anew
	$(BIN)/python -m benchmarks.screenshots

browser:  # and a proxy; the tests fail without them, they are never skipped
	@PATH="$$PATH:/usr/sbin"; command -v chromium >/dev/null && command -v nginx >/dev/null || { \
	  export DEBIAN_FRONTEND=noninteractive; \
	  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo -E); \
	  $$sudo apt-get update -qq && \
	  $$sudo apt-get install -y -qq --no-install-recommends chromium nginx-light >/dev/null; }

$(VENV)/.run: requirements.txt requirements.lock
	$(make_venv)
	$(BIN)/python -m pip $(INSTALL) -r requirements.txt -c requirements.lock
	touch $@

$(VENV)/.test: requirements.txt requirements-dev.txt requirements.lock
	$(make_venv)
	$(BIN)/python -m pip $(INSTALL) -r requirements-dev.txt -c requirements.lock
	touch $@ $(VENV)/.run

$(NODE_MODULES)/.check: package-lock.json | $(VENV)/.test
	$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel error
	touch $@

VERSION := -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null

define make_venv
@version=$$($(PYTHON) $(VERSION)); \
case " $(PYTHONS) " in *" $${version:-none} "*) ;; *) \
  echo "$(PYTHON) is $${version:+Python }$${version:-no Python that runs here}; MLP Explorer and" \
    "its libraries need one of $(PYTHONS). Name it," \
    "such as: make $(or $(MAKECMDGOALS),run) PYTHON=python3.12" >&2; \
  exit 1;; \
esac; \
[ "$$version" = "$$($(BIN)/python $(VERSION))" ] || rm -rf $(VENV)  # else venv keeps the other one
@# where Debian's python3-venv is missing there is no ensurepip, and pip itself puts pip there
@if $(PYTHON) -c 'from ensurepip import bootstrap' 2>/dev/null; then $(PYTHON) -m venv $(VENV); else \
  $(PYTHON) -m venv --without-pip $(VENV) && \
  $(PYTHON) -m pip --python $(BIN)/python $(INSTALL) pip; \
fi
endef

clean:
	rm -rf $(VENV) $(NODE_MODULES)
