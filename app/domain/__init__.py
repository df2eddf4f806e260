"""The fund's rules: pure functions on dates and decimals, standard library only."""
