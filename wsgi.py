"""The application, for a server to serve and for `flask --app wsgi`."""

import gc

from app import create_app

app = create_app()

# All of that stays until the process ends; the garbage collector would walk it again and again in vain.
gc.collect()
gc.freeze()
