PYTHON ?= python3
TARGETS := help install demo test check assets bundle bench lock

.PHONY: $(TARGETS)
$(TARGETS):
	@$(PYTHON) tools/bootstrap.py $@ $(ARGS)
