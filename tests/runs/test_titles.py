"""What a run is called wherever it is named."""

from mlp_explorer import TrainConfig
from mlp_explorer.messages.events import RateChanged
from mlp_explorer.runs import RunStore

NETWORK = "784 → 256 sigmoid → 128 sigmoid → 10"


def test_a_run_is_called_by_the_learning_rate_that_it_has_now(tmp_path):
    store = RunStore(tmp_path)
    run_id = store.create(TrainConfig(own_set="0" * 16)).id
    titles = []
    for rate in (0.01, 0.001):  # changed, and back
        store.append(run_id, RateChanged(1, 5, rate))
        [listed] = store.list_runs()
        assert listed.title == store.get(run_id).title
        titles.append(listed.title)
    assert titles == [
        f"{NETWORK} · adam 0.001 → 0.01 + own drawings",
        f"{NETWORK} · adam 0.001 + own drawings",
    ]
    store.close()
