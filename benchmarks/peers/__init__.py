"""Who runs beside us, and how they are driven."""
