"""Own data on the pages: what may be chosen, what it is called, and who may see it."""

from mlp_explorer.config import TrainConfig, list_presets
from mlp_explorer.data import Dataset, load_dataset
from mlp_explorer.data.dataset import find_about
from mlp_explorer.errors import MLPExplorerError
from mlp_explorer.runs import KeptData
from mlp_explorer.ui.people import sign, tell_who
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.words import name_dataset

__all__ = [
    "begin_with",
    "find_kept",
    "list_kept",
    "list_own_keys",
    "load_allowed",
    "name_own",
]


def list_kept(session: Session) -> list[KeptData]:
    """Return what this session may use; the host may all. Nothing where it cannot be read."""
    try:
        store = get_services().store
    except MLPExplorerError:
        return []  # the page says why
    kept = store.list_data(session.owner)
    if session.is_host:
        keys = {each.key for each in kept}
        kept += [each for each in store.list_data() if each.key not in keys]
    return kept


def list_own_keys(session: Session) -> list[str]:
    """Return the keys of own data that can be chosen."""
    return list(dict.fromkeys(each.key for each in list_kept(session)))


def find_kept(session: Session, key: str) -> KeptData | None:
    """Return that somebody keeps this data for whoever looks; None where nobody does."""
    return next((each for each in list_kept(session) if each.key == key), None)


def name_own(session: Session, key: str) -> str:
    """Return how a list calls a dataset: own data with who has brought it, unless that is you."""
    kept = find_kept(session, key)
    if kept is None:
        return name_dataset(find_about(key).name)
    who = "" if kept.owner == session.owner else tell_who(session, kept.owner)
    return sign(who, kept.title or find_about(key).name)


def load_allowed(session: Session, config: TrainConfig) -> Dataset:
    """Return the dataset of a configuration for this session to look at.

    Raises ConfigError, DatasetError or StoreError, each a sentence: it is not here, or damaged, or
    of somebody who has kept it for themselves.
    """
    if config.about.is_own and not session.is_host:
        get_services().store.require_data(session.owner, config.dataset)
    return load_dataset(config.dataset, config.options)


def begin_with(session: Session, key: str) -> None:
    """Take a dataset into the setup, and the network that is usual for its kind. Raises ConfigError
    for one that no network here can learn."""
    session.change_config(next(iter(list_presets(key).values())))
