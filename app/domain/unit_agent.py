"""Who acts for a unit in its hall (经办人), and what each may do: whoever prepares a thing does not check it."""

from enum import StrEnum


class Role(StrEnum):
    """经办 prepares and submits; 复核 looks at what was submitted and lets it go to the centre."""

    MAKER = "maker"
    CHECKER = "checker"
