"""Forms: what a person may write, checked before a use case sees it."""
