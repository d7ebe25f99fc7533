"""Where the bundled command line starts; every child process of it starts here, too."""

from caregiver_app.bundled import serve_as_child

if __name__ == "__main__":
    serve_as_child()
    from caregiver_app.cli import run

    run()
