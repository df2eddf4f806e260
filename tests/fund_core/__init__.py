"""Tests of the port to the core system and its adapters."""
