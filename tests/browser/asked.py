"""What a page is asked: its answer, or words where none comes. Playwright itself waits for a promise without an end."""

from typing import Any

from playwright.sync_api import Page

PATIENCE = 60_000  # milliseconds; far more than anything here needs on a busy machine
RACED = """async (given) => {
    let timer
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error("the page was asked and has not answered")), %d)
    })
    const asked = async () => {
        const script = (%s)
        return typeof script === "function" ? script(given) : script
    }
    return Promise.race([asked(), late]).finally(() => clearTimeout(timer))
}"""
# To look into the phone's store beside the page. Looking makes no store: where the page has not made its own, there is
# none, and `opened` is refused with an AbortError.
STORE = """
    const asked = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
    })
    const opened = () => {
        const opening = indexedDB.open("rollcall")
        opening.onupgradeneeded = () => opening.transaction.abort()
        return asked(opening)
    }
    const done = (within) => new Promise((resolve, reject) => {
        within.oncomplete = () => resolve()
        within.onabort = () => reject(within.error ?? new Error("given up"))
    })
"""


def asked(page: Page, script: str, given: Any = None) -> Any:
    """What the page says to an expression, or to a function of what is given, once its promise is kept."""
    return page.evaluate(RACED % (PATIENCE, script), given)
