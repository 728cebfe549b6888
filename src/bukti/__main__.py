"""`python -m bukti` and the `bukti` script."""

from bukti.cli import main

if __name__ == "__main__":
    main()
