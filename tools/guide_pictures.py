"""Makes the pictures of the guide from the demo: ``.venv/bin/python tools/guide_pictures.py``.

A county is made up, lived through and served on the loopback for the time of it; then every scene of
``guide_scenes.py`` is played in a browser, in order, and what it shows is written to ``docs/guide/pictures``.
Needs what ``make test`` needs, and on Debian ``chromium-l10n``: what the browser itself draws is in Chinese then.
"""

from __future__ import annotations

import base64
import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from guide_scenes import SCENES, Scene
from guide_stage import Stage, site

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs/guide/pictures"
MOST_BYTES = 2_500_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync", "--lang=zh-CN"]
SMALLER = """async ({picture, quality}) => {
    const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + picture)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext('2d').drawImage(image, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({type: 'image/webp', quality})).arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
}"""
QUALITY = 0.8


def main(*names: str) -> None:
    """All pictures; with ``names`` only those are written, though every scene is played."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    speaking: dict[str, str | float | bool] = {**os.environ, "LANGUAGE": "zh_CN"}
    with tempfile.TemporaryDirectory() as folder, site(Path(folder)) as files, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS, env=speaking)
        play(Stage(browser, files), browser, names)
        browser.close()
    size = sum(each.stat().st_size for each in PICTURES.iterdir())
    print(f"{PICTURES.relative_to(ROOT)}: {size / 1e6:.2f} MB")
    if size > MOST_BYTES:
        sys.exit(f"The pictures of the guide must not be larger than {MOST_BYTES / 1e6} MB.")


def play(stage: Stage, browser: Browser, names: tuple[str, ...]) -> None:
    """The scenes in order: later ones see what earlier ones did."""
    desk = browser.new_page()
    PICTURES.mkdir(parents=True, exist_ok=True)
    for scene in SCENES:
        page = stage.page(scene.who, scene.size)
        if scene.page:
            page.goto(scene.page)
        for step in scene.steps:
            step(stage, page)
        if not names or scene.name in names:
            write(desk, page, scene)
        page.close()
    if not names:
        _clear()


def write(desk: Page, page: Page, scene: Scene) -> None:
    """One picture, made small on the page ``desk``."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement?.blur()")
    taken = page.locator(scene.crop).first.screenshot() if scene.crop else page.screenshot()
    picture = base64.b64encode(taken).decode("ascii")
    smaller = base64.b64decode(desk.evaluate(SMALLER, {"picture": picture, "quality": QUALITY}))
    (PICTURES / f"{scene.name}.webp").write_bytes(smaller)
    print(f"{scene.name:<20} {len(smaller) / 1000:6.1f} kB")


def _clear() -> None:
    """Away with pictures that no scene makes any more."""
    wanted = {f"{scene.name}.webp" for scene in SCENES}
    for each in PICTURES.iterdir():
        if each.name not in wanted:
            each.unlink()


if __name__ == "__main__":
    main(*sys.argv[1:])
