"""What a browser is made to do with a page that has a walk, and how long it takes."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, Request

from waiting import until

ANSWERS = 40
HAND_MS = 200  # how soon a hand follows an answer with the next choice

READY = "performance.getEntriesByName('scc-live:ready')[0]?.startTime ?? 0"

# Before any script of the page. `choose` makes the choice of a turn, of every kind that the form
# has, and waits until the reply is there, or, if asked to, until it has been drawn.
CHOOSING = """window.choose = async (turn, { drawn }) => {
    const section = document.querySelector("section.scc-walk");
    const choices = [...section.querySelectorAll(
        "form :is(input[type=radio]:not(:checked), input[type=checkbox], select)")];
    const choice = choices[(turn * 7) % choices.length];
    const answer = new Promise((resolve) => new PerformanceObserver((list, observer) => {
        for (const entry of list.getEntriesByName("scc-live:answer")) {
            observer.disconnect();
            resolve(entry);
        }
    }).observe({ type: "measure" }));
    const began = performance.now();
    if (choice instanceof HTMLSelectElement) {
        choice.selectedIndex = (choice.selectedIndex + 1) % choice.options.length;
        choice.dispatchEvent(new Event("change", { bubbles: true }));
    } else choice.click();
    const { startTime, duration } = await answer;
    if (drawn) await window.drawn();
    return (drawn ? performance.now() : startTime + duration) - began;
};
window.drawn = () => new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;  // the task after the frame's own
    port2.postMessage("");
}));
// The first choice of a hand that lay in wait: it comes when "ready" has been drawn.
window.chooseWhenReady = () => new Promise((resolve) => {
    const section = document.querySelector("section.scc-walk");
    const look = async () => {
        if (section.dataset.live !== "ready") return;
        observer.disconnect();
        await window.drawn();
        resolve(await window.choose(0, { drawn: true }));
    };
    const observer = new MutationObserver(look);
    observer.observe(section, { attributes: true, attributeFilter: ["data-live"] });
    section.scrollIntoView();
    look();
});
"""


def time_to_ready(page: Page, address: str) -> float:
    """Open an address; give the milliseconds until Python has answered."""
    page.goto(address)
    milliseconds: float = until(page, READY)
    return milliseconds


def visits(browser: Browser, address: str) -> tuple[float, float]:
    """Time a first and a second visit."""
    with fresh(browser) as context:
        page = context.new_page()
        first = time_to_ready(page, address)
        page.wait_for_timeout(500)  # the browser puts what it has fetched in its cache
        return first, time_to_ready(page, address)


def first_visit(browser: Browser, address: str) -> float:
    """Time a first visit."""
    with fresh(browser) as context:
        return time_to_ready(context.new_page(), address)


def bytes_fetched(browser: Browser, address: str) -> int:
    """Count the bytes of everything that a first visit fetches, workers included."""
    with fresh(browser) as context:
        requests: list[Request] = []
        # Playwright marks what it is given, and a built-in cannot be marked.
        context.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108
        page = context.new_page()
        time_to_ready(page, address)
        page.wait_for_timeout(200)
        return sum(request.sizes()["responseBodySize"] for request in requests)


def first_choice(browser: Browser, address: str) -> float:
    """Time the first choice of a visit, made as soon as the form has been drawn as ready.

    Args:
        browser: what to open the page in.
        address: a page whose first walk is asked.

    Returns:
        The milliseconds from the choice until the answer has been drawn.
    """
    with fresh(browser) as context:
        page = context.new_page()
        page.add_init_script(CHOOSING)
        page.goto(address)
        milliseconds: float = page.evaluate("chooseWhenReady()")
        return milliseconds


def answer_times(browser: Browser, addresses: Sequence[str]) -> list[list[float]]:
    """Time answers, from the choice to the reply in the page.

    The pages stand open side by side and are asked in turn, so that whatever else keeps the machine
    busy keeps all of them waiting.

    Args:
        browser: what to open the pages in.
        addresses: pages whose first walk is asked.

    Returns:
        For each page the milliseconds of its answers, in the order of the choices.
    """
    with ExitStack() as stack:
        pages = [stack.enter_context(fresh(browser)).new_page() for _ in addresses]
        for page, address in zip(pages, addresses, strict=True):
            page.add_init_script(CHOOSING)
            page.goto(address)
            page.evaluate("chooseWhenReady()")
        times: list[list[float]] = [[] for _ in pages]
        for turn in range(1, ANSWERS + 1):
            for page, taken in zip(pages, times, strict=True):
                page.wait_for_timeout(HAND_MS)
                taken.append(page.evaluate("turn => choose(turn, { drawn: false })", turn))
        return times


@contextmanager
def fresh(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile with nothing in its cache."""
    context = browser.new_context()
    yield context
    context.close()
