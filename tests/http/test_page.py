"""The page in a real browser, with a camera that plays a picture: upload, live, recommend, play."""

import json
import subprocess
import time
from urllib.request import Request, urlopen

import pytest
from conftest import PICTURES, tool
from playwright.sync_api import expect, sync_playwright

PATIENCE = 60_000


@pytest.fixture
def page(serving, tmp_path):
    clip = tmp_path / "camera.mjpeg"
    subprocess.run(
        [tool("ffmpeg", "ffmpeg"), "-v", "error", "-loop", "1", "-i", PICTURES / "astronaut-vga.jpg", "-t", "2", "-r", "10",
         "-q:v", "2", "-f", "mjpeg", clip],
        check=True,
    )  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=tool("chromium", "chromium"),
            args=["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
                  f"--use-file-for-fake-video-capture={clip}"],
        )  # fmt: skip
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.foreign = []
        page.on("request", lambda request: page.foreign.append(request.url) if not request.url.startswith((serving.url, "blob:")) else None)
        yield page
        browser.close()


def until(page, true):
    """Waits for an expression. (The page's policy forbids what `wait_for_function` does.)"""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(true):
        assert time.monotonic() < end, f"waited in vain for {true}"
        page.wait_for_timeout(50)


def read(serving, picture):
    """What the server answers to a program that asks about a picture."""
    request = Request(serving.url + "/v1/emotions", picture.read_bytes(), {"Content-Type": "image/jpeg"})
    with urlopen(request) as answer:
        return json.load(answer)


def test_upload_live_recommend_play(serving, page):
    page.goto(serving.page)
    expect(page.locator("#player")).to_be_visible()
    assert "code=" not in page.url, "the code leaves the address bar"

    page.set_input_files("#file", PICTURES / "two_faces.jpg")
    expect(page.locator(".box")).to_have_count(2)
    happy = read(serving, PICTURES / "two_faces.jpg")["faces"][0]["scores"]["happy"]
    expect(page.locator("#look")).to_have_text(f"Looks happy ({happy * 100:.0f} %), and 1 more")
    box, picture = page.locator(".box").first.bounding_box(), page.locator("#picture").bounding_box()
    assert picture["x"] < box["x"] and box["x"] + box["width"] < picture["x"] + picture["width"]

    rows = page.locator("#tracks li")
    expect(rows.first).to_be_visible()
    assert rows.count() >= 5
    page.get_by_text("Lift").click()
    expect(rows.first.locator(".why")).not_to_be_empty()

    with page.expect_response(lambda answer: "/audio?" in answer.url) as heard:
        rows.first.get_by_role("button", name="Preview").click()
    assert heard.value.status in (200, 206)
    until(page, "document.getElementById('preview').currentTime > 0")
    rows.first.get_by_role("button", name="Preview").click()

    title = rows.first.locator(".title").get_attribute("title")
    rows.first.get_by_role("button", name="Play").click()
    expect(page.locator("#now-title")).to_have_text(title)
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("#play")).to_have_attribute("aria-label", "Play")
    page.locator("#volume").fill("0.3")

    page.get_by_role("button", name="Use the camera").click()
    expect(page.locator("#lamp")).to_be_visible()
    expect(page.locator(".box")).to_have_count(1)
    expect(page.locator("#look")).to_contain_text("happy")
    page.get_by_role("button", name="Stop the camera").click()
    expect(page.locator("#lamp")).to_be_hidden()
    expect(page.locator(".box")).to_have_count(0)

    page.reload()
    expect(page.locator("#player")).to_be_visible()
    assert page.complaints == [], page.complaints
    assert page.foreign == [], page.foreign


def test_without_the_token_pictures_work_and_the_player_is_closed(serving, page):
    page.goto(serving.url)
    page.set_input_files("#file", PICTURES / "astronaut-vga.jpg")
    expect(page.locator("#look")).to_contain_text("happy")
    expect(page.locator("#tracks li").first).to_be_visible()
    expect(page.locator("#player")).to_be_hidden()
    assert page.get_by_role("button", name="Preview").count() == 0
    page.get_by_label("Token").fill(serving.token)
    page.get_by_role("button", name="Connect").click()
    expect(page.locator("#player")).to_be_visible()


def test_what_is_no_picture_is_told(serving, page, tmp_path):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    page.goto(serving.url)
    page.set_input_files("#file", broken)
    expect(page.locator("#face-error")).to_contain_text("not a picture")
