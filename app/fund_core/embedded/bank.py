"""The bank of the demo centre. What it does with a card follows from the card's number, so that a failure can be shown.

A real centre's core talks to its banks; ours has none. The patterns are of the demo centre's own invention.
"""

NO_FUNDS = "6200009901"  # every debit finds the card empty
DEAD = "6200009902"  # the card was cancelled: debits fail, payments come back


def debit(card: str) -> str:
    """Take money from a card (扣款): "" when it worked, else insufficient_funds or card_abnormal."""
    if card.startswith(NO_FUNDS):
        return "insufficient_funds"
    return "card_abnormal" if not card or card.startswith(DEAD) else ""


def pay(card: str) -> str:
    """Pay money to a card (划款): "" when it arrived, else payment_returned."""
    return "payment_returned" if not card or card.startswith(DEAD) else ""
