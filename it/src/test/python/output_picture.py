"""Draws docs/images/output-culvert-vs-ijava.png from the table in docs/output.md.

Usage: output_picture.py CHROMIUM, in the checkout. The table is compared with what really happens
by OutputNotebookInCulvertTest and OutputNotebookInIJavaTest.
"""

import html
import pathlib
import re
import subprocess
import sys
import tempfile

STYLE = """
body { font: 17px/1.3 "DejaVu Sans", sans-serif; margin: 24px 28px; color: #1c2733; background: #fff }
h1 { font-size: 21px; margin: 0 0 14px }
table { border-collapse: collapse; width: 100% }
th { text-align: left; color: #5a6b7b; font-weight: 600; padding: 6px 12px; border-bottom: 2px solid #d5dde5 }
td { padding: 7px 12px; border-bottom: 1px solid #e6ebf0 }
.shown { color: #1a6b3a; font-weight: 600 } .lost { color: #b3261e; font-weight: 600 }
.note { color: #5a6b7b; font-weight: 400; font-size: 15px }
"""


def verdict(text):
    word, _, note = text.partition(" ")
    kind = "shown" if word == "shown" else "lost"
    return f'<span class={kind}>{html.escape(word)}</span> <span class=note>{html.escape(note)}</span>'


rows = re.findall(r"^\| \d+ \| (.*?) \| (.*?) \| (.*?) \|", pathlib.Path("docs/output.md").read_text(), re.M)
body = "".join(f"<tr><td>{html.escape(a)}</td><td>{verdict(b)}</td><td>{verdict(c)}</td></tr>" for a, b, c in rows)
page = (f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>"
        "<h1>The same notebook: is the line under the cell that caused it?</h1>"
        f"<table><tr><th>line from<th>Culvert<th>IJava 1.3.0</tr>{body}</table>")

with tempfile.TemporaryDirectory() as folder:
    source = pathlib.Path(folder, "page.html")
    source.write_text(page)
    subprocess.run(
        [sys.argv[1], "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
         "--disable-background-networking", "--hide-scrollbars", "--window-size=900,500",
         "--user-data-dir=" + folder + "/profile",
         "--screenshot=docs/images/output-culvert-vs-ijava.png", source.as_uri()],
        check=True, stderr=subprocess.DEVNULL,
    )
