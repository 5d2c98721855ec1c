"""The phone's own modules in a browser, without a page around them."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.asked import asked

RETOLD = """async ([address, { snapshot, steps, counts, told }]) => {
    const { CarriedRegister } = await import(`${address}/register.js`)
    const { Walk } = await import(`${address}/walk.js`)
    const { choose } = await import(`${address}/verdicts.js`)
    const walk = new Walk(new CarriedRegister(snapshot))
    const heard = steps.map((step, n) => {
        const { kind, payload } = step
        if (kind === "audit.sight" && !told) {
            const { asset, several, meant } = choose({ ...payload, chosen: payload.asset }, payload.room, walk.register)
            // Where nobody but a person can tell, a person does.
            payload.asset = (asset ?? (several ? meant[step.pick % meant.length] : null))?.id ?? null
        }
        const sight = walk.hear({ ...step, seq: n, ...(told ? told[step.op_id] : { waiting: "ivy" }) })
        return { payload, verdict: kind === "audit.sight" ? sight.verdict : null, otherwise: sight?.otherwise ?? null }
    })
    const names = (entries) => entries.map(({ asset, code }) => asset?.tag ?? code).sort()
    const lists = Object.fromEntries(counts.map(({ audit, room }) => {
        const { seen, ...lists } = walk.count({ audit, room }).lists
        const found = seen.filter(({ list }) => list === "found")
        const here = seen.filter(({ list }) => list === "here")
        const told = { ...lists, here, found }
        return [room, Object.fromEntries(Object.entries(told).map(([name, entries]) => [name, names(entries)]))]
    }))
    return { heard, lists }
}"""


def retold(page: Page, address: str, story: dict[str, Any]) -> dict[str, Any]:
    """What a phone that carries `snapshot` says of each step, and how each room's count stands in the end.

    With `told`, the office has answered: {operation: answer}.
    """
    answer: dict[str, Any] = asked(page, RETOLD, [address, story])
    return answer
