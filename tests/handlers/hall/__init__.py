"""The hall, page by page."""
