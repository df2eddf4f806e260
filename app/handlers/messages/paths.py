"""Where in the hall the chat and the menu lead to."""

from typing import Final

HOME: Final = "/"
ACCOUNT: Final = "/account"
APPLICATIONS: Final = "/applications"
BIND: Final = "/bind"
CERTIFICATES: Final = "/certificates"
DISPLAY: Final = "/display"
FORGOT: Final = "/forgot"
LOANS: Final = "/loans"
MINE: Final = "/mine"
PAYOFF: Final = "/loans/payoff"
RECORDS: Final = "/account/records"
SECURITY: Final = "/security"
VERIFY: Final = "/verify"
WITHDRAWALS: Final = "/withdrawals"
