"""Draw the pictures that have to be PNG, from their SVG: `python tools/draw_icons.py`.

They are kept in the repository, since only a change of a drawing asks for it. Chromium draws them.
"""

from pathlib import Path

from playwright.sync_api import sync_playwright

from ensure_chromium import find_chromium

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "book" / "_static"
SOCIAL = ROOT / "book" / "_ext" / "handbook_shell" / "drawings" / "social.svg"
FAVICON = STATIC / "favicon.svg"

TOUCH_ICON_SIDE = 180  # pixels; what iOS asks for
SOCIAL_SIZE = (1200, 630)  # pixels; what previews of links are cut to


def full_square(icon: str) -> str:
    """Give the icon without its round corners, which a phone rounds in its own way."""
    return icon.replace(' rx="6"', "")


def main() -> None:
    """Draw both."""
    side = TOUCH_ICON_SIDE
    drawings = {
        "apple-touch-icon.png": (full_square(FAVICON.read_text("utf-8")), (side, side)),
        "social.png": (SOCIAL.read_text("utf-8"), SOCIAL_SIZE),
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        for name, (svg, (width, height)) in drawings.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:100%}}</style>{svg}")
            page.screenshot(path=STATIC / name)
            page.close()
            print(f"==> Drew book/_static/{name}")
        browser.close()


if __name__ == "__main__":
    main()
