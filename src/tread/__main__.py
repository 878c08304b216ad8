"""`python -m tread` is the `tread` command."""

from tread.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
