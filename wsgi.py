"""What a WSGI server loads: granian --interface wsgi wsgi:application."""

from app.factory import create_app
from app.logs import set_up_logs
from app.settings import read_settings

set_up_logs()
application = create_app(read_settings())
