"""The name under which a filter is kept. No widgets."""

from collections.abc import Iterable
from dataclasses import dataclass

from kmss_dpo.domain.case_filters import check_filter_name, same_name
from kmss_dpo.domain.errors import Mistake


@dataclass(frozen=True)
class FilterName:
    """What is typed as the name of a filter."""

    name: str = ""

    def errors(self, refused: Iterable[str] = ()) -> dict[str, str]:
        """What is wrong with it, by field; `refused` are names that it may not have."""
        try:
            check_filter_name(self.name)
        except Mistake as mistake:
            return {"name": mistake.sentence}
        taken = "Another filter of this list has that name. Choose another."
        return {"name": taken} if self.is_one_of(refused) else {}

    def is_one_of(self, names: Iterable[str]) -> bool:
        """Whether one of these is the same name."""
        return any(same_name(" ".join(self.name.split()), each) for each in names)
