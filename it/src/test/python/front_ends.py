"""Runs a notebook in nbclient or in jupyter console, and prints what each cell showed, as JSON.

Usage: front_ends.py (nbclient|console) NOTEBOOK. The kernel is the one of the notebook's metadata.
nbclient gives a list of texts for each cell, the console one text for each cell.
"""

import contextlib
import io
import json
import sys

import nbformat

how, path = sys.argv[1:3]
notebook = nbformat.read(path, as_version=4)
cells = [cell for cell in notebook.cells if cell.cell_type == "code"]


def in_nbclient():
    from nbclient import NotebookClient

    NotebookClient(notebook, timeout=120).execute()
    return [
        [out["text"] if out.output_type == "stream" else out["data"].get("text/plain", "")
         for out in cell.outputs]
        for cell in cells
    ]


def in_console():
    from jupyter_console.app import ZMQTerminalIPythonApp

    app = ZMQTerminalIPythonApp.instance()
    with contextlib.redirect_stdout(sys.stderr):  # its greeting
        app.initialize(["--kernel", notebook.metadata.kernelspec.name, "--simple-prompt",
                        "--ZMQTerminalInteractiveShell.kernel_timeout=60"])
    shown = []
    for cell in cells:
        text = io.StringIO()
        with contextlib.redirect_stdout(text), contextlib.redirect_stderr(text):
            app.shell.run_cell(cell.source)
        shown.append(text.getvalue())
    app.kernel_client.shutdown()
    return shown


json.dump(in_nbclient() if how == "nbclient" else in_console(), sys.stdout)
