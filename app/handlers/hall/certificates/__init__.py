"""Certificates (证明) in the hall: choosing and issuing, one's own, and files by a one-time link."""

from app.handlers.hall.certificates import certify, choose, files, own

BLUEPRINTS = (choose.blueprint, certify.blueprint, own.blueprint, files.blueprint)
