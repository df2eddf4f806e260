"""Prints the contract."""

import sys

import yaml

from tests.fund_core.contract.document import document

if __name__ == "__main__":
    yaml.safe_dump(document(), sys.stdout, allow_unicode=True, sort_keys=False, width=120)
