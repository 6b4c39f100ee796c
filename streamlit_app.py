"""The door: `streamlit run streamlit_app.py`.

This file is read twice. The server imports it once for `app`; and it is the script that every
browser session runs at each click. Standing in the folder that Streamlit puts on the import path
for good, it needs no path of its own.
"""

import streamlit as st

from mlp_explorer.ui.frame import main

if __name__ == "__main__":
    main()
else:
    from starlette.middleware import Middleware

    from mlp_explorer.ui.errors import show_uncaught
    from mlp_explorer.ui.owner import OwnerMiddleware
    from mlp_explorer.ui.routes import make_routes
    from mlp_explorer.ui.services import run_services
    from mlp_explorer.ui.uploads import UploadMiddleware

    app = st.App(
        __file__,
        lifespan=run_services,
        routes=make_routes(),
        middleware=[Middleware(OwnerMiddleware), Middleware(UploadMiddleware)],
        on_script_error=show_uncaught,
    )
