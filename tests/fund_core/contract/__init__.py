"""Writes docs/core-contract.openapi.yaml: python -m tests.fund_core.contract > docs/core-contract.openapi.yaml."""
