"""``python -m scc_model.cli``."""

import sys

from scc_model.cli import main

if __name__ == "__main__":
    sys.exit(main())
