"""Clicks on a table of %sql in a real browser and prints what is then to be seen.

Usage: sql_table.py PAGE CHROMIUM, where PAGE is an HTML file.
"""

import pathlib
import sys

from playwright.sync_api import sync_playwright

page_file, chromium = sys.argv[1:3]


def column(page, index):
    cells = page.locator(f"tbody tr td:nth-child({index})").all()
    return "|".join(cell.text_content() for cell in cells)


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    page = browser.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: (errors.append("dialog"), dialog.dismiss()))
    page.goto(pathlib.Path(page_file).as_uri())
    print("as sent:", column(page, 1))
    number = page.locator("th").nth(0)
    number.click()
    print("up:", column(page, 1), number.get_attribute("aria-sort"))
    number.click()
    print("down:", column(page, 1), number.get_attribute("aria-sort"))
    page.locator("th").nth(1).press("Enter")
    print("text by key:", column(page, 1))
    shade = "cell => getComputedStyle(cell).opacity + ' ' + getComputedStyle(cell).fontStyle"
    print("null:", page.locator("td i.null").first.evaluate(shade))
    sides = [
        page.locator("td").nth(at).evaluate("cell => getComputedStyle(cell).textAlign")
        for at in (0, 1)
    ]
    print("to the side:", *sides)
    fold = page.locator("details").first
    print("folded:", fold.evaluate("fold => fold.open"), fold.locator("span").is_visible())
    fold.locator("summary").click()
    print("unfolded:", fold.locator("span").is_visible(), len(fold.locator("span").inner_text()))
    page.evaluate(
        "document.addEventListener('copy', () => window.copied = getSelection().toString()"
        " || document.activeElement.value)"
    )
    button = page.get_by_role("button")
    button.click()
    print("button:", button.inner_text())
    print("copied:", repr(page.evaluate("window.copied")))
    print("markup:", page.locator("td script, td img").count())
    print("errors:", errors)
    browser.close()
