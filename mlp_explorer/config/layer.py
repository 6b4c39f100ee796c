"""`HiddenLayer`, and what it has in common with `TrainConfig`: bad input is a sentence."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from mlp_explorer.config.choices import LIMITS
from mlp_explorer.config.problems import check_name, list_problems
from mlp_explorer.errors import ConfigError

__all__ = ["Checked", "HiddenLayer", "name_of", "number"]


def number(name: str) -> Any:
    """Return the type of a number with its range in `LIMITS`."""
    limits = LIMITS[name]
    return Field(ge=limits.low, le=limits.high)


def name_of(registry: str) -> BeforeValidator:
    """Return the check that a text is one of a registry's names."""
    return BeforeValidator(lambda value: check_name(registry, value))


class Checked(BaseModel):
    """A frozen model whose bad input raises `ConfigError` with all that is wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise ConfigError.of(list_problems(error)) from None

    def changed(self, **values: Any) -> Any:
        """Return a copy with these fields changed, checked anew. Raises ConfigError."""
        return type(self)(
            **{**{name: getattr(self, name) for name in type(self).model_fields}, **values}
        )

    def __repr__(self) -> str:
        """Show what differs from the default."""
        parts = (f"{name}={getattr(self, name)!r}" for name in self.changes)
        return f"{type(self).__name__}({', '.join(parts)})"

    def __str__(self) -> str:
        """Return the same as `repr`."""
        return repr(self)

    @property
    def changes(self) -> tuple[str, ...]:
        """Names of the fields that differ from their defaults."""
        defaults = self.defaults.items()
        return tuple(name for name, default in defaults if getattr(self, name) != default)

    @property
    def defaults(self) -> dict[str, Any]:
        """What each field is where nothing is said of it."""
        return {name: field.default for name, field in type(self).model_fields.items()}


class HiddenLayer(Checked):
    """One hidden layer: Dense → batch normalization? → activation → dropout?

    units: neurons, 1 to 2048. activation: a name in `ACTIVATIONS`.
    dropout: share of outputs set to 0 in training, 0 to 0.9.
    batch_normalization: between the sum and the activation (Ioffe and Szegedy, 2015).
    Raises ConfigError for values outside of these.
    """

    units: Annotated[int, number("units")] = 128
    activation: Annotated[str, name_of("activation")] = "sigmoid"
    dropout: Annotated[float, number("dropout")] = 0.0
    batch_normalization: bool = False

    def __init__(
        self,
        units: Any = 128,
        activation: Any = "sigmoid",
        dropout: Any = 0.0,
        batch_normalization: Any = False,
        **unknown: Any,
    ) -> None:
        super().__init__(
            units=units,
            activation=activation,
            dropout=dropout,
            batch_normalization=batch_normalization,
            **unknown,
        )

    def __repr__(self) -> str:
        """Read like the call that makes it."""
        extra = f", dropout={self.dropout!r}" if self.dropout else ""
        extra += ", batch_normalization=True" if self.batch_normalization else ""
        return f"HiddenLayer({self.units}, {self.activation!r}{extra})"
