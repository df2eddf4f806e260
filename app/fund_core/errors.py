"""The three ways a core system fails. None of them ever carries personal data."""


class CoreError(Exception):
    """The core did not do what was asked."""


class CoreRefused(CoreError):
    """The core said no, for good: `code` is snake_case, such as insufficient_balance. Asking again changes nothing."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CoreUnavailable(CoreError):
    """The core could not be asked; nothing has happened. The same question may be put again later."""


class OutcomeUnknown(CoreError):
    """A write was sent and no answer came back: it may have happened. Repeat it with the same key to learn which."""
