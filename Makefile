# All that must be there beforehand is python3 (3.11 or later) and make.
# Another Python: make run PYTHON=python3.12     Another port: make run PORT=8001

PYTHON ?= python3
BOOTSTRAP = @$(PYTHON) -m partnerships.bootstrap

.PHONY: help setup run test bench check format lock

help:
	@echo "make run     the site with demonstration data on http://127.0.0.1:8000/"
	@echo "make test    the whole suite, on SQLite and on PostgreSQL"
	@echo "make bench   speed, as ratios to a floor or to Django's admin in the same run"
	@echo "make setup   what run and test need; starts nothing"
	@echo "make check   format, lint, migrations, deployment settings, locks"
	@echo "make format  rewrite the Python files in the common format"
	@echo "make lock    work out the Python locks again from pyproject.toml"

setup run test bench check format lock:
	$(BOOTSTRAP) $@
