"""The plan of a sweep: what varies, how it is searched, and how long."""

from dataclasses import asdict, dataclass
from typing import Any

from mlp_explorer.config import TrainConfig
from mlp_explorer.config.space import Choices, Range, Space, check_space, count_points, list_grid
from mlp_explorer.errors import ConfigError

__all__ = ["METHODS", "MOST_TRIALS", "SweepPlan"]

METHODS = ("grid", "random", "tpe")
MOST_TRIALS = 500


@dataclass(frozen=True)
class SweepPlan:
    """base: what does not vary. space: what does. method: a name in `METHODS`; TPE is the
    tree-structured Parzen estimator (Bergstra et al., 2011). trials: how many runs at most, 1 to
    500. prune: stop a run whose score in validation falls behind the median of the others'.
    Raises ConfigError, a sentence for each problem.
    """

    base: TrainConfig
    space: Space
    method: str = "tpe"
    trials: int = 16
    prune: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            names = ", ".join(METHODS)
            raise ConfigError("unknown_method", got=str(self.method), names=names)
        if not 1 <= self.trials <= MOST_TRIALS:
            raise ConfigError("number_of_trials", got=self.trials, most=MOST_TRIALS)
        check_space(self.base, self.space)

    @property
    def n_trials(self) -> int:
        """How many runs there will be: the budget, or all that there is if that is less."""
        grid = self.method == "grid"
        return int(
            min(self.trials, len(list_grid(self.space)) if grid else count_points(self.space))
        )

    @property
    def most_epochs(self) -> int:
        """How many epochs all runs have, if none ends early and each is of the longest ones."""
        part = self.space.get("epochs", Choices((self.base.epochs,)))
        longest = max(part.values) if isinstance(part, Choices) else part.high
        return self.n_trials * int(longest)

    def to_json(self) -> dict[str, Any]:
        """Return the plan as JSON can carry it."""
        return {
            "base": self.base.to_json(),
            "space": {name: asdict(part) for name, part in self.space.items()},
            "method": self.method,
            "trials": self.trials,
            "prune": self.prune,
            "seed": self.seed,
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "SweepPlan":
        """Return the plan that `to_json` wrote. Raises ConfigError for one of a newer version."""
        try:
            space = {
                name: Choices(tuple(part["values"])) if "values" in part else Range(**part)
                for name, part in values["space"].items()
            }
            base = TrainConfig.from_json(values["base"])
            return cls(**values | {"base": base, "space": space})
        except (AttributeError, KeyError, TypeError) as error:
            raise ConfigError("newer_plan") from error
