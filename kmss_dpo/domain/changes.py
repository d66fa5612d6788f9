"""What a write touched, told to every open screen."""

from dataclasses import dataclass

from kmss_dpo.domain.ids import Kind


@dataclass(frozen=True)
class Changes:
    """The records, by kind and id, that one transaction created, changed or erased."""

    touched: frozenset[tuple[Kind, int]]

    def kinds(self) -> frozenset[Kind]:
        """The kinds of record touched."""
        return frozenset(kind for kind, _ in self.touched)
