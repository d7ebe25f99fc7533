"""Where the bundled window starts; every child process of it starts here, too."""

from caregiver_app.__main__ import main

if __name__ == "__main__":
    raise SystemExit(main())
