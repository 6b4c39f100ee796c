"""All that we must know of Streamlit's insides, each with its version and the reason."""

from streamlit.runtime.scriptrunner import get_script_run_ctx

__all__ = ["is_history_navigation"]


def is_history_navigation() -> bool:
    """Tell whether the browser's Back or Forward asked for this run of the script.

    Streamlit 1.67 notes it in the run's context and has no public name for it. It is the only time
    besides a session's start at which the address says something that the session does not know:
    any other message may carry an address that has been replaced meanwhile.
    """
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation
