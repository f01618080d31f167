# Mỗi lệnh nói nó làm gì và xem kết quả ở đâu. Gõ `make` để xem danh sách.
# PYTHON=/usr/bin/python3.11 để chọn Python; ARGS="-k quy" để thêm tham số cho pytest.

BIN := .venv/bin
BROWSERS ?= 2
# Debian 12's fonts-liberation has no Vietnamese letters, its fonts-liberation2 has; libatomic1 is for Playwright's driver.
PDF_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := postgresql chromium hledger fonts-liberation2 libatomic1 gettext $(PDF_PACKAGES)
# What failed is run once more, five times in all at most; the closing lines tell it (RERUN) to whoever can mend it.
PYTEST := $(BIN)/python -m pytest --reruns 1 --max-suite-reruns 5 --rerun-show-tracebacks -raR $(ARGS)
# What never asks the database (no mark of it), or asks it the same whatever it is: once is enough. Pages ask through
# queries that have tests of their own.
SAME_ON_BOTH := $(addprefix --ignore=,$(wildcard clb/*/tests/*pages*.py) clb/law clb/papers clb/plans/tests/reading \
	clb/web clb/signin/tests/test_rules.py clb/health/tests/test_rules.py tests/test_api_contract.py \
	tests/test_documents.py tests/test_doors.py tests/test_english.py tests/test_exports.py tests/test_health_leaks.py \
	tests/test_hostile.py tests/test_packaging.py tests/test_papers_in_vietnamese.py tests/test_rights.py \
	tests/test_sentences.py tests/test_shape.py)
# Tests keep their files away from ./data, which may hold a real installation.
TEST_ENV := env -u CLB_DATABASE_URL CLB_DATA=.test CLB_CALLS_PER_MINUTE=0

export PYTHON
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run demo test check test-start test-sqlite test-pg test-browser bench bench-nation prove lock audit docs i18n clean install dev

help: ## In danh sách này
	@echo "CLB Liên Thế Hệ. Các lệnh:"
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

run: install ## Chạy phần mềm trên máy này, có sẵn dữ liệu mẫu; dữ liệu nằm trong data/
	@echo "Khởi động; địa chỉ và tài khoản mẫu in ngay dưới đây. Dừng: Ctrl-C."
	@exec $(BIN)/clb run

demo: install ## Như run, nhưng dựng lại dữ liệu mẫu từ đầu trong .demo/, không đụng đến data/
	@echo "Dựng dữ liệu mẫu mới trong .demo/ rồi chạy. Dừng: Ctrl-C."
	@rm -rf .demo
	@exec env -u CLB_DATABASE_URL CLB_DATA=.demo $(BIN)/clb run

# A browser waits much: what only reckons takes what it leaves of the two cores, and never goes before it.
test: dev ## Chạy mọi kiểm tra, đúng như máy tích hợp
	@sh ops/side-by-side.sh "nice -n 19 $(MAKE) -s check test-start" "$(MAKE) -s test-browser"
	@$(MAKE) -s test-sqlite test-pg
	@printf '\nMọi kiểm tra đều đạt.\n'

check: dev ## Kiểm tra không cần chạy: văn phong mã, kiểu, hướng import, migration
	@sh ops/step.sh "Văn phong mã (ruff)" $(BIN)/ruff check
	@sh ops/step.sh "Trình bày mã (ruff format); tự sửa: $(BIN)/ruff format" $(BIN)/ruff format --check
	@sh ops/step.sh "Kiểu dữ liệu (mypy)" $(BIN)/mypy
	@sh ops/step.sh "Hướng import (import-linter)" $(BIN)/lint-imports --no-logo
	@sh ops/step.sh "Thư viện đúng bản đã khóa" $(BIN)/python ops/locked.py requirements-dev.txt
	@sh ops/step.sh "Migration đã đủ" $(TEST_ENV) $(BIN)/clb makemigrations --check --dry-run

test-start: dev ## Khởi động lần đầu như make run: migration, dữ liệu mẫu, soát sổ
	@sh ops/step.sh "Khởi động lần đầu" env -u CLB_DATABASE_URL sh ops/first-start.sh

# Tables are made as the models say; test-start makes them by the migrations, on both databases.
test-sqlite: dev ## Kiểm thử trên SQLite
	@sh ops/step.sh "Kiểm thử trên SQLite" $(TEST_ENV) $(PYTEST) -n 2 --dist worksteal --no-migrations

test-pg: dev ## Kiểm thử trên một PostgreSQL tạm thời
	@sh ops/step.sh "Kiểm thử trên PostgreSQL" $(TEST_ENV) sh ops/with-postgres.sh $(PYTEST) -n 2 -m "database and not browser" \
		--no-migrations $(SAME_ON_BOTH)

# A folder of its own: other tests may run at the same time, and all make their databases there.
test-browser: dev ## Kiểm thử bằng trình duyệt thật (Chromium của Debian)
	@sh ops/step.sh "Kiểm thử bằng trình duyệt" $(TEST_ENV) CLB_DATA=.test/browser $(PYTEST) tests/browser -m browser -n $(BROWSERS) \
		--no-migrations

bench: dev ## Đo tốc độ trên một PostgreSQL tạm thời; kết quả in ra màn hình
	@echo "Đo tốc độ trên một PostgreSQL tạm thời, ghi đĩa thật như khi dùng: xem thư mục bench/."
	@$(TEST_ENV) CLB_PG_DURABLE=1 sh ops/with-postgres.sh $(BIN)/python -m bench.imports
	@$(TEST_ENV) $(BIN)/python -m bench.imports --sqlite
	@$(TEST_ENV) $(BIN)/python -m bench --sqlite --search
	@$(TEST_ENV) $(BIN)/python -m bench.meeting --sqlite
	@$(TEST_ENV) CLB_PG_DURABLE=1 sh ops/with-postgres.sh $(BIN)/python -m bench.meeting
	@$(TEST_ENV) CLB_PG_DURABLE=1 sh ops/with-postgres.sh $(BIN)/python -m bench.phone
	@$(TEST_ENV) CLB_PG_DURABLE=1 sh ops/with-postgres.sh $(BIN)/python -m bench $(ARGS)

	@$(TEST_ENV) CLB_PG_DURABLE=1 sh ops/with-postgres.sh $(BIN)/python -m bench.money

bench-nation: dev ## Đo tiền của cả nước: 25 triệu dòng hạch toán, 100.000 lần trả nợ; cần 30 GB đĩa, nửa giờ
	@$(TEST_ENV) CLB_PG_DURABLE=1 sh ops/with-postgres.sh $(BIN)/python -m bench.money --clubs 20000 --repayments 100000

prove: dev ## Việc ngẫu nhiên của 200 câu lạc bộ trong 24 tháng, rồi so mọi tài khoản với hledger và beancount
	@$(TEST_ENV) sh ops/with-postgres.sh $(BIN)/python -m bench.prove $(ARGS)
	@$(TEST_ENV) $(BIN)/python -m bench.prove --sqlite $(ARGS)

lock: ## Ghi lại requirements*.txt từ pyproject.toml; ARGS=--upgrade để lên phiên bản mới
	@echo "Khóa phiên bản và mã băm vào requirements.txt, requirements-dev.txt."
	@sh ops/install.sh dev
	@$(LOCK) -o requirements.txt
	@$(LOCK) --group dev -c requirements.txt -o requirements-dev.txt
# One lock for every machine with Python 3.11 or later; no index host is written into it.
LOCK = $(BIN)/uv pip compile pyproject.toml -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--only-binary :all: --custom-compile-command "make lock" $(ARGS)

audit: dev ## Hỏi qua mạng xem thư viện nào đang dùng có lỗi bảo mật đã biết (tải pip-audit về dùng một lần)
	@sh ops/step.sh "Lỗi đã biết của thư viện (pip-audit)" $(BIN)/uv tool run pip-audit -r requirements.txt --require-hashes --disable-pip

docs: install ## Viết lại các trang của docs/ sinh ra từ mã: quyền, API, định mức
	@$(TEST_ENV) $(BIN)/clb docs

i18n: dev ## Gom câu chữ mới vào bản dịch tiếng Anh, báo chỗ còn thiếu, rồi biên dịch
	@echo "Gom câu chữ vào django.po và djangojs.po (điện thoại) của clb/locale/en/LC_MESSAGES; điền phần còn trống rồi chạy lại."
	@cd clb && $(TEST_ENV) ../$(BIN)/clb makemessages -l en --no-wrap --add-location never
	@cd clb && $(TEST_ENV) ../$(BIN)/clb makemessages -d djangojs -l en --no-wrap --add-location never --ignore '*/vendor/*'
	@cd clb && $(TEST_ENV) ../$(BIN)/clb compilemessages
	@for po in clb/locale/*/LC_MESSAGES/django.po; do echo "$$po:"; msgfmt --statistics -o /dev/null "$$po"; done

clean: ## Xóa những gì dựng được lại: .venv, .demo, .test, bộ nhớ đệm; không xóa data/
	@echo "Xóa .venv, .demo, .test và bộ nhớ đệm. Dữ liệu trong data/ còn nguyên."
	@rm -rf .venv .demo .test dist .hypothesis .*_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Without rights of the system the site runs all the same: papers then come as docx only.
install:
	@sh ops/install.sh run
	@sh ops/system-packages.sh --if-able $(PDF_PACKAGES)

dev:
	@sh ops/system-packages.sh $(TEST_PACKAGES)
	@sh ops/install.sh dev
