"""One page a file; each has `show()`.

Not called `pages`: Streamlit takes a folder of that name beside the main script for its own list of
page scripts, and a link straight to one of them would run that file alone.
"""
