"""What units (单位) do for themselves and their people."""
