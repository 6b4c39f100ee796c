"""The Sweep page: which settings are best, and which of them matter?"""

from mlp_explorer.ui.page import Page, carry_id
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.sweep.page import GROUP, show

__all__ = ["PAGE"]

PAGE = Page(
    "sweep",
    "rule",
    show,
    (carry_id("sweep", GROUP, lambda group_id: get_services().store.get_group(group_id)),),
)
