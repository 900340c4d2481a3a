# Two commands do everything on a fresh machine: `make run` and `make test`.
# `make check` and `make test-all` are what CI runs; `make bench` measures; the rest is for whoever changes the project.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Every process that the tests start would compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-all check bench soak pictures texts requirements sample clean

run: $(VENV)/.application
ifndef ITA_DATABASE_URL
run: var/ita.db
endif
run:
	ITA_SINGLE_USER=1 $(BIN)/streamlit run dashboard.py

# The sample is loaded beside its place and moved there when it is whole.
var/ita.db: | $(VENV)/.application
	mkdir -p var
	rm -f var/loading.db*
	ITA_DATABASE_URL=sqlite:///var/loading.db $(BIN)/python -m itadata init --sample
	mv var/loading.db $@

test: $(VENV)/.tests
	tests/install-browser
	tests/install-office
	$(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder -m "not slow"

# The same and what proves at length: a real PostgreSQL, a minute of soak, round trips through LibreOffice.
test-all: $(VENV)/.tests
	tests/install-browser
	tests/install-office
	tests/install-nginx
	$(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder

check: $(VENV)/.tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.tests
	tests/install-browser
	$(BIN)/python -m tests.bench.run

# Submissions killed at any moment, and a hundred at once, in some minutes: make soak KILLS=1000 SEED=7
soak: $(VENV)/.tests
	$(BIN)/python -m tests.soak.run
	POINTS=all $(BIN)/python -m pytest -q tests/audit/verification/test_write_points.py

# The pictures of the README, from the running application.
pictures: $(VENV)/.tests
	tests/install-browser
	$(BIN)/python -m tests.pictures

$(VENV)/.application: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.tests: tests/requirements.txt $(VENV)/.application
	$(BIN)/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	touch $@

# The texts of the code into the catalogue, and the catalogue into its compiled form.
texts: $(VENV)/.application
	$(BIN)/pybabel -q extract -F babel.cfg -k gettext_in --no-location --no-wrap \
		--sort-output -o var/itadata.pot .
	$(BIN)/pybabel -q update -D itadata -i var/itadata.pot -d itadata/locale -l th --no-wrap \
		--no-fuzzy-matching --ignore-obsolete
	$(BIN)/pybabel -q compile -D itadata -d itadata/locale
	$(BIN)/pybabel -q compile -D click -d itadata/locale

# Every version, fixed anew.
requirements: $(VENV)/.application
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade --no-annotate \
		--no-header requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade --no-annotate \
		--no-header tests/requirements.in \
		-o tests/requirements.txt

sample: $(VENV)/.application
	$(BIN)/python sample_data/make.py

clean:
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
