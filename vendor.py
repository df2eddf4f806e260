"""What a core's vendor loads: `flask --app vendor core …` needs DATA_KEYS, DATABASE_URL and CORE_SECRET, no more."""

from app.core_factory import create_core_tools
from app.settings import read_core_settings

application = create_core_tools(read_core_settings())
