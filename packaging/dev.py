"""The one command from a fresh machine to the program or its tests: `python3 packaging/dev.py --help`.

Needs nothing but Python and its standard library. This first file keeps to words that an old Python can
read, so that one hears a sentence and not a syntax error.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this line is what an older Python is meant to meet
    sys.exit("This program needs Python 3.11 or newer. This is Python " + sys.version.split()[0] + ".")

from commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
