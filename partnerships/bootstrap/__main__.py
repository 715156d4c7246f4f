"""`python3 -m partnerships.bootstrap TARGET`: what the Makefile calls."""

import sys

OLDEST_PYTHON = (3, 11)


def main():
    """Carry out the target named on the command line; a problem is one sentence and a failure."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"Python 3.11 or later is needed and this is {found}. Type, for instance: make run PYTHON=python3.11")

    # Imported only now, because an older Python cannot even parse these modules.
    from .console import Problem
    from .targets import start

    try:
        sys.exit(start(sys.argv[1:]))
    except Problem as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit("Stopped.")


if __name__ == "__main__":
    main()
