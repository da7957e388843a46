# make run starts the dashboard; make test runs every check. Both do all their own set-up.
PORT ?= 8501
ADDRESS ?= 127.0.0.1
VENV ?= .venv
PY := $(VENV)/bin/python
PAGE_TESTS := $(wildcard tests/test_page*.py tests/test_*_page.py tests/test_wizard*.py)

export CHROMIUM PYTHON
.PHONY: help run test environment test-environment format lint types unit pages browser fix sample benchmarks screenshots rendered

help:
	@echo "make run         start the dashboard on http://$(ADDRESS):$(PORT) (PORT=…, ADDRESS=…)"
	@echo "make test        every check: format lint types unit pages browser, each also on its own"
	@echo "make fix         put the code into the format that make format asks for"
	@echo "make sample      make the sample exports in data/sample anew"
	@echo "make benchmarks  measure speed and memory (docs/performance.md)"
	@echo "make screenshots take every page and the pictures of the guides anew"
	@echo "make rendered    make every report of the sample and its pages as pictures, in rendered/ (LibreOffice)"

environment:
	@sh .ci/environment $(VENV) requirements.txt

test-environment:
	@sh .ci/environment $(VENV) requirements-dev.txt

run: environment
	@echo "Handlingsrom: http://$(ADDRESS):$(PORT)  (stop: Ctrl+C)"
	@exec $(PY) -m streamlit run dashboard.py --server.address $(ADDRESS) --server.port $(PORT) --server.headless true

# The browser mostly waits, so its tests run beside those of the pages.
test: format lint types unit
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target pages browser

format: test-environment
	@$(PY) -m ruff format --check --quiet . || { echo "Run make fix."; exit 1; }

lint: test-environment
	@$(PY) -m ruff check --quiet .

types: test-environment
	@$(PY) -m mypy

unit: test-environment
	@$(PY) -m pytest tests --ignore tests/browser $(PAGE_TESTS:%=--ignore %) --quiet --numprocesses auto

pages: test-environment
	@$(PY) -m pytest $(PAGE_TESTS) --quiet --numprocesses auto

browser: test-environment
	@browser=$$(sh .ci/chromium $(PY)) && CHROMIUM="$$browser" $(PY) -m pytest tests/browser --quiet --numprocesses 2 --dist loadfile

fix: test-environment
	@$(PY) -m ruff check --quiet --fix . || true
	@$(PY) -m ruff format --quiet .

sample: test-environment
	@$(PY) -m data.sample_source.make_sample

benchmarks: test-environment
	@$(PY) -m benchmarks.import_benchmark
	@$(PY) -m benchmarks.query_benchmark
	@browser=$$(sh .ci/chromium $(PY)) && CHROMIUM="$$browser" $(PY) -m benchmarks.page_benchmark
	@$(PY) -m benchmarks.leaders_benchmark
	@browser=$$(sh .ci/chromium $(PY)) && CHROMIUM="$$browser" $(PY) -m benchmarks.report_benchmark

screenshots: test-environment
	@browser=$$(sh .ci/chromium $(PY)) && CHROMIUM="$$browser" $(PY) -m docs.make_screenshots

rendered: test-environment
	@browser=$$(sh .ci/chromium $(PY)) && office=$$(sh .ci/libreoffice) && \
		CHROMIUM="$$browser" LIBREOFFICE="$$office" $(PY) -m docs.make_rendered
