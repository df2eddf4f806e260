"""Applying for a service: start page, steps, check, and the person's own applications."""
