# Everything a person, a hook or CI does here has one name. Needs Python 3.11 or newer and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo serve test check bench bench-deciding bench-office score gains lock docs pictures clean

help: ## what there is
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

# One stamp a lock: an environment is made once and made anew when its lock changes.
$(VENV)/.%.stamp: requirements/%.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "duban: installing $< into $(VENV) (once)"
	@$(PIP) --requirement $<
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(VENV)/.runtime.stamp ## read the samples and say where to look next
	@$(BIN)/duban read samples/*.txt
	@$(BIN)/duban read samples/*.txt --format html --out out/demo
	@$(BIN)/duban read samples/*.txt --format xlsx --out out/demo
	@test -e out/office/duban.sqlite3 || $(BIN)/duban demo samples --home out/office
	@echo
	@echo "Where to look next / 接下来看："
	@echo "  out/demo/*.html   the source beside its ledger, in any browser / 原文与台账对照，浏览器打开即可"
	@echo "  out/demo/*.xlsx   the ledger as an office lays it out / 办公表格式台账"
	@echo "  make serve        the same ledgers at work, in a browser at http://127.0.0.1:8000 / 在浏览器里运行督办"
	@echo "  samples/README.md what each sample shows / 各样例说明"
	@echo "  $(BIN)/duban read YOUR-FILE.txt   a document of your own / 读自己的文件"

serve: $(VENV)/.runtime.stamp ## the office that make demo made (or a new one) at http://127.0.0.1:8000
	@$(BIN)/duban serve --home out/office

test: $(VENV)/.test.stamp ## the tests that need nothing but Python
	@$(BIN)/python -m pytest -n auto -m "not browser and not slow"

check: $(VENV)/.ci.stamp ## format, lint, types, import contracts, generated pages
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@DUBAN_HOME=out/types $(BIN)/mypy
	@$(BIN)/lint-imports

score: $(VENV)/.test.stamp ## score the readings of the annotated documents and print the misses
	@$(BIN)/python tests/score.py gold --misses 20
	@$(BIN)/python tests/score.py corpus --misses 20

gains: $(VENV)/.test.stamp ## what the change since the last commit gained and lost on real documents
	@$(BIN)/python tests/gains.py

bench: $(VENV)/.bench.stamp ## speed as ratios to peers and limits, in one run
	@$(BIN)/python benchmarks/reading.py

docs: $(VENV)/.runtime.stamp ## write the generated reference pages
	@$(BIN)/python -m duban.cli.reference
	@$(BIN)/python docs/reference_pages.py

bench-deciding: $(VENV)/.test.stamp ## two years of air dispatch, and matching with its reasons, against their limits
	@$(BIN)/python benchmarks/deciding.py

bench-office: $(VENV)/.test.stamp ## pages of a big office under load, on PostgreSQL (filled once: ten minutes)
	@DUBAN_HOME=out/bench-office $(BIN)/python benchmarks/serving.py --server "$$(.ci/postgresql)"

pictures: $(VENV)/.ci.stamp ## the README's pictures, by a headless Chromium
	@$(BIN)/python docs/pictures.py

lock: $(VENV)/.ci.stamp ## write the locks anew
	@$(PIP) uv
	@sh requirements/lock.sh $(BIN)/uv

clean: ## what was made here
	rm -rf $(VENV) out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
