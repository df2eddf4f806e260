"""Use cases: one class a file, dependencies in the constructor; the door commits, nobody here."""
