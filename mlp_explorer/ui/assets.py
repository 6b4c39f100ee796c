"""The scripts that the browser fetches from this server: our components, the canvas, plotly.js.

Each address is relative to the page's, as Streamlit's own are: only the browser knows it where a
proxy has put the app into a folder.
"""

from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

import plotly
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

__all__ = ["CANVAS_STYLE", "CANVAS_URL", "load_module", "make_asset_routes", "PLOTLY_URL"]

PLOTLY_URL = "plotlyjs/plotly.min.js"
_PLOTLY = Path(plotly.__file__).parent / "package_data"
# streamlit-drawable-canvas, whose script ours calls: `components/canvas_mends.js`. It is found
# without being imported, as that needs a running server.
_CANVAS = Path(str(distribution("streamlit-drawable-canvas").locate_file(""))).joinpath(
    "streamlit_drawable_canvas", "frontend", "build"
)
CANVAS_URL = "canvas/" + next(_CANVAS.glob("index-*.js")).name
CANVAS_STYLE = next(_CANVAS.glob("index-*.css"))

# Read once: what is sent is what its address names, whatever becomes of the files.
_MODULES = {
    path.name: path.read_bytes()
    for path in sorted(Path(__file__).with_name("components").glob("*.js"))
}
_VERSION = sha256(repr(_MODULES).encode()).hexdigest()[:16]
_AGE = {"Cache-Control": "public, max-age=31536000, immutable"}  # another content: another address

# What Streamlit is given for a component's script. It runs from a `blob:`, to which nothing is
# relative. The number in the folder is another one at each try, as a browser remembers that a
# module could not be had, also one that the module imports.
_ENTRY = """
const locate = (tries) => new URL(`modules/{version}.${{tries}}/index.js`, document.baseURI).href;
const load = (tries) => import(locate(tries)).catch(async () => {{
  await new Promise((resolve) => setTimeout(resolve, 2000));
  return load(tries + 1);
}});
const {{ {name} }} = await load(0);
export default {name};
"""


def load_module(name: str) -> str:
    """Return the script of a component: it loads `name` of `components/index.js`."""
    return _ENTRY.format(version=_VERSION, name=name)


def make_asset_routes(base: str) -> list[BaseRoute]:
    """Return the routes to the scripts, below `base`."""
    return [
        Route(f"{base}/modules/{{version}}.{{tries:int}}/{{name}}", _send_module),
        Mount(f"{base}/plotlyjs", StaticFiles(directory=_PLOTLY)),
        Mount(f"{base}/canvas", StaticFiles(directory=_CANVAS)),
    ]


async def _send_module(request: Request) -> Response:
    module = _MODULES.get(request.path_params["name"])
    if module is None or request.path_params["version"] != _VERSION:
        return PlainTextResponse("No such module, or of another version.", 404)
    return Response(module, media_type="text/javascript", headers=_AGE)
