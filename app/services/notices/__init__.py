"""Bringing notices (通知) to people: the ways there, in order, and what the platform says of them later."""
