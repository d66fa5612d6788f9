"""What is said once something is gone from a case for a reason."""

from kmss_dpo.domain.days import say_count


def gone_words(what: str, left: int) -> str:
    """`what` was erased, and how many kept backups could not be opened to erase it there too."""
    if not left:
        return f"{what} A note keeps the reason."
    return (
        f"{what} {say_count(left, 'kept backup')} could not be opened to erase it there; "
        "that is tried again after the next unlock."
    )
