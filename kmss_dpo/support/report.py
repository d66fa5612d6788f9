"""A local report of a defect: where in our code it happened, and nothing of what was in hand."""

import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path

from kmss_dpo import __version__
from kmss_dpo.support.safe_file import make_private_folder, write_safely

_KEPT = 20


def write_report(error: BaseException, folder: Path, at: datetime) -> Path:
    """Keep the kind of error and the places it passed; its text may hold personal data and is left out."""
    make_private_folder(folder)
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    lines = [
        f"KMSS DPO Register {__version__}",
        f"Python {platform.python_version()} on {sys.platform}",
        f"{at:%Y-%m-%d %H:%M:%S} UTC",
        type(error).__name__,
        *places,
    ]
    begins = f"report-{at:%Y%m%dT%H%M%S}"
    earlier = sorted(folder.glob(f"{begins}-[0-9][0-9][0-9].txt"))
    number = int(earlier[-1].stem[-3:]) + 1 if earlier else 1
    report = folder / f"{begins}-{number:03}.txt"
    write_safely(report, "\n".join(lines).encode())
    for old in sorted(folder.glob("report-*.txt"))[:-_KEPT]:
        old.unlink()
    return report
