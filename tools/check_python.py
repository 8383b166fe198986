"""Say clearly when the Python at hand is too old, or has no venv; runs on any Python 3."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 -- older Pythons are whom this file is for
    sys.exit(
        "The handbook needs Python 3.11 or newer; %s is %d.%d.\n"  # noqa: UP031
        "Name a newer one, for example: make PYTHON=python3.12"
        % (sys.executable, sys.version_info[0], sys.version_info[1])
    )

try:
    import ensurepip  # noqa: F401
    import venv  # noqa: F401
except ImportError:
    sys.exit(
        "This Python cannot create environments. "
        "On Debian or Ubuntu: sudo apt-get install python3-venv"
    )
