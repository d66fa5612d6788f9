"""Where things lie on this computer unless the officer says otherwise."""

from pathlib import Path

from platformdirs import user_data_path, user_log_path

_PROGRAM = "kmss-dpo"


def usual_register_folder() -> Path:
    """Where a register is made unless another folder is chosen: a place that no cloud service copies."""
    return user_data_path(_PROGRAM, appauthor=False) / "register"


def reports_folder() -> Path:
    """Where reports of our own defects are kept."""
    return user_log_path(_PROGRAM, appauthor=False)
