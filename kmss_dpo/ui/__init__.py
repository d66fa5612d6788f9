"""Windows and pages; the only part of the program, beside app.py, that knows Qt."""

from kmss_dpo.ui.none_count import keep_none_alive
from kmss_dpo.ui.plain_imports import import_plainly

keep_none_alive()
import_plainly()
