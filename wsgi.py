"""What a WSGI server loads: granian --interface wsgi wsgi:application."""

import gc

gc.disable()  # what is loaded stays, and looking through it again and again takes a third of the start

from app.factory import create_app  # noqa: E402 - the line above is for it
from app.logs import set_up_logs  # noqa: E402
from app.settings import read_settings  # noqa: E402

set_up_logs()
application = create_app(read_settings())
gc.freeze()
gc.enable()
