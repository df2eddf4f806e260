"""Transfers from other centres (异地转移接续): following them and cancelling one."""
