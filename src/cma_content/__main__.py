"""`python -m cma_content`."""

import sys

from cma_content.cli import main

sys.exit(main())
