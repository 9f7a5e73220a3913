# Each command does its own set-up first, and only what is missing. make help lists them.
PYTHON ?= python3
PORT ?= 8000
ROUNDS ?= 200
BIN = .venv/bin
PAPERS = tests/cadres/test_sheets.py tests/training/services/test_papers.py tests/training/test_journal_sheets.py \
	tests/evidence/test_paper_ballots.py tests/keeping/test_removal.py tests/schemes/test_wording_samples.py \
	$(addprefix tests/recall/test_,papers.py reasons.py rehabilitations.py statement_papers.py) \
	$(addprefix tests/assessment/services/test_,outcomes.py receipts.py volumes.py disclosure_papers.py after.py) \
	$(addprefix tests/reports/test_,prefectures.py report.py submissions.py)
STRICT = '*/services/*,*/queries/*,*/regulations.py,*/regulations/*,*/permissions.py,*/permissions/*'
WITH_SERVERS = $(BIN)/python -m config.embedded
# Python keeps what it compiled, whatever the machine says: every process starts 2 s sooner.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help run test ci pages coverage check fix story papers chaos rounds schema scans narrow bench bench-documents bench-methods docs lock setup setup-test

help: ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

setup:
	@$(PYTHON) tools/bootstrap.py run

setup-test:
	@$(PYTHON) tools/bootstrap.py test

run: setup ## start the product with a demo county on 127.0.0.1 (PORT=8000)
	@exec $(BIN)/python -m config.launch --port $(PORT)

test: setup-test ## the checks and the tests without browser journeys and long sweeps
	@$(BIN)/python -m tools.check
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m "not browser and not sweep"

ci: setup-test ## everything: checks, tests, sweeps of every role and form, browser journeys
	@$(BIN)/python -m tools.check
	@$(BIN)/python -m pytest -n 2 --dist worksteal --hypothesis-profile=ci

pages: setup-test ## every page by axe at both widths, where make test reads each at one
	@RECALL_EVERY_WIDTH=1 $(BIN)/python -m pytest tests/journeys/test_every_page.py -q

coverage: setup-test ## the tests again, counting branches: 95 % of all, 100 % of services, regulations, permissions, queries
	@$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=
	@$(BIN)/python -m coverage report --skip-covered --fail-under=95
	@$(BIN)/python -m coverage report --skip-covered --fail-under=100 --include=$(STRICT)

check: setup-test ## the machine's reading of the code, without tests
	@$(BIN)/python -m tools.check

fix: setup-test ## what a machine can put right: order, layout
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .

story: setup ## play a published campaign, a worker printing beside it: make story NAME=shiquan_2018
	@$(WITH_SERVERS) sh -c 'PROCESS_ROLE=owner $(BIN)/python -m config.prepare || exit; \
		$(BIN)/python manage.py drain > /dev/null & printer=$$!; \
		$(BIN)/python manage.py play --processes 2 stories/$(NAME).yaml; played=$$?; kill $$printer; exit $$played'

papers: setup-test ## one of each kind of paper, as PDF and as pictures to look at, in var/papers; what an archive asks of each
	@$(BIN)/python -m pytest -q -p tests.printed_set $(PAPERS)

chaos: setup-test ## kill workers while documents are due, and count
	@$(WITH_SERVERS) $(BIN)/python -m tools.chaos

rounds: setup-test ## approve against reject, batch against single, and outcomes, at a barrier (ROUNDS=200 of each)
	@RACE_ROUNDS=$(ROUNDS) $(BIN)/python -m pytest tests/races/test_deciding.py -q -s

schema: setup-test ## migrate as Django does and as the product does, and compare both schemas
	@$(WITH_SERVERS) $(BIN)/python -m tools.schema

scans: setup-test ## 500 generated scans: how many file themselves, how many wrongly (SCAN_PAGES=500)
	@SCAN_PAGES=$(or $(SCAN_PAGES),500) $(BIN)/python -m pytest tests/evidence/test_scan_figure.py -q -s

narrow: setup-test ## phone pages over GPRS and 2G: bytes, time to content, one sync (NARROW=3 rounds)
	@NARROW=$(or $(NARROW),3) $(BIN)/python -m pytest tests/journeys/test_narrow.py -q
	@cat var/narrow.md

bench: setup-test ## generate 20,000 and 60,000 people and measure pages, search, readers, imports
	@$(WITH_SERVERS) $(BIN)/python -m tools.bench

bench-documents: setup-test ## notices against bare WeasyPrint, two workers against one, the print-room volume
	@$(BIN)/python -m tools.bench.documents

bench-methods: setup-test ## rule replay of 20,000 cases, 80,000 ballots, a million ledger rows (ONLY=rules)
	@$(WITH_SERVERS) $(BIN)/python -m tools.bench.methods $(ONLY)

docs: setup-test ## write the generated pages of docs/ anew
	@$(WITH_SERVERS) $(BIN)/python manage.py make_docs

lock: setup-test ## compile requirements/*.txt from *.in, with hashes
	@$(BIN)/python -m tools.lock
