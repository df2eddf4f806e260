"""Other outside systems, one adapter and one base address each."""
