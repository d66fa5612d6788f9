"""Windows and pages; the only part of the program, beside app.py, that knows Qt."""

from kmss_dpo.ui.none_count import keep_none_alive

keep_none_alive()
