"""Runs a notebook by hand, as it were: a real browser on JupyterLab and on Notebook.

Usage: browser.py FOLDER NOTEBOOK CHROMIUM (lab|notebook) [LAST]. The folder's kernelspecs are found
by JUPYTER_PATH. Prints the text of the notebook's outputs, and writes FOLDER/lab.png or notebook.png.
With LAST, which the last output has in it, the notebook is saved when that is shown, and nothing is
printed: of a long notebook the page holds no more than what can be seen.
"""

import json
import os
import re
import subprocess
import sys
import threading

from playwright.sync_api import TimeoutError, sync_playwright

folder, notebook, chromium, front_end = sys.argv[1:5]
last = sys.argv[5] if len(sys.argv) > 5 else None


with open(os.path.join(folder, notebook), encoding="utf-8") as file:
    count = sum(cell["cell_type"] == "code" for cell in json.load(file)["cells"])


def serve():
    server = subprocess.Popen(
        [
            sys.executable, "-m", "jupyter", front_end, "--no-browser", "--allow-root",
            "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", "--IdentityProvider.token=",
            "--ServerApp.root_dir=" + folder, "--LabApp.news_url=None",
        ],
        stderr=subprocess.PIPE, text=True, cwd=folder,
    )
    for line in server.stderr:
        found = re.search(r"(http://127\.0\.0\.1:\d+)/", line)
        if found:
            # Somebody must go on reading, or the server stops when the pipe is full.
            threading.Thread(target=server.stderr.read, daemon=True).start()
            return server, found.group(1)
    raise SystemExit("the Jupyter server did not start")


def accept_dialog(page):
    """A slow server makes the front end ask which kernel to use; the proposed one is right."""
    dialog = page.locator("dialog.jp-Dialog")
    if dialog.count() > 0:
        print("asked: " + dialog.first.inner_text(), file=sys.stderr)
        dialog.first.locator("button.jp-mod-accept").click()


def run_all(page):
    first = page.locator(".jp-InputPrompt", has_text=re.compile(r"\[\d+\]")).first
    for attempt in range(8):  # a front end that is still connecting drops the command without a word
        accept_dialog(page)
        try:  # the dialog may come at any time, and takes what is clicked then
            page.locator(".lm-MenuBar-itemLabel", has_text=re.compile("^Run$")).click(timeout=8_000)
            page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Run All Cells$")).click(timeout=8_000)
            return first.wait_for(timeout=8_000)
        except TimeoutError:
            print("the cells did not run; once more", file=sys.stderr)
    raise SystemExit("the cells did not run")


def save(page):
    with page.expect_response(lambda answer: "/api/contents/" in answer.url
                              and answer.request.method == "PUT", timeout=60_000):
        page.keyboard.press("Control+s")


def run(page, address):
    path = "/lab/tree/" if front_end == "lab" else "/notebooks/"
    page.goto(address + path + notebook)
    cells = page.locator(".jp-CodeCell")
    cells.nth(0 if last else count - 1).wait_for(timeout=60_000)  # they are drawn one by one
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for(timeout=60_000)
    run_all(page)
    if last:
        page.locator(".jp-OutputArea-output", has_text=last).wait_for(timeout=120_000)
        return save(page)
    page.locator(".jp-OutputArea-output", has_text="by zero").wait_for(timeout=20_000)
    page.locator(".jp-OutputArea-output", has_text="late line").wait_for(timeout=20_000)
    for i in range(count):
        outputs = cells.nth(i).locator(".jp-OutputArea-output").all_inner_texts()
        print(f"cell {i + 1}: " + " | ".join(text.strip() for text in outputs))


server, address = serve()
try:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                  "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        page = browser.new_page(viewport={"width": 1100, "height": 900})
        try:
            run(page, address)
        finally:
            page.screenshot(path=os.path.join(folder, front_end + ".png"))
            browser.close()
finally:
    server.terminate()
    server.wait()
