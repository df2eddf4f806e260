"""The queries of the hall (查询): what is shown and taken along, never changed."""

from app.handlers.hall.reading import loans, records

BLUEPRINTS = (records.blueprint, loans.blueprint)
