"""fal's client for Python against the sandbox: fal_cases.py

The client is told nothing of the sandbox: HTTPS_PROXY leads fal's hosts to it, SSL_CERT_FILE vouches
for it.
"""

import asyncio
import io
from importlib.metadata import version

import fal_client
import httpx
from PIL import Image

from cases import Cases

case = Cases(f"fal-client {version('fal-client')}, Python")
client = fal_client.SyncClient(key="id:secret")
DRAW = "fal-ai/gpt-image-1/text-to-image"


def picture(width=64, height=64):
    file = io.BytesIO()
    Image.new("RGBA", (width, height)).save(file, "PNG")
    return file.getvalue()


def fetched(url):
    assert url.startswith("https://"), url
    with Image.open(io.BytesIO(httpx.get(url).content)) as image:
        image.load()
        return image


def fails(call):
    try:
        call()
    except fal_client.FalClientHTTPError as error:
        return error
    raise AssertionError("no error was raised")


@case("subscribe, with updates and logs")
def _():
    seen, ids = [], []
    result = client.subscribe(
        DRAW,
        {"prompt": "a fox", "image_size": "1536x1024", "quality": "low"},
        with_logs=True,
        on_enqueue=ids.append,
        on_queue_update=seen.append,
    )
    assert fetched(result["images"][0]["url"]).size == (1536, 1024)
    assert isinstance(seen[-1], fal_client.Completed), seen
    assert len(seen[-1].logs) == 3, seen[-1]
    assert seen[-1].metrics["inference_time"] > 0
    assert len(ids) == 1


@case("submit, status, result by handle")
def _():
    handle = client.submit(DRAW, {"prompt": "a fox", "num_images": 2}, priority="low")
    assert isinstance(handle.status(), (fal_client.Queued, fal_client.InProgress))
    assert len(handle.get()["images"]) == 2


@case("status and result by id")
def _():
    handle = client.submit("openai/gpt-image-2", {"prompt": "a fox", "image_size": "square_hd"})
    client.status("openai/gpt-image-2", handle.request_id, with_logs=True)
    result = client.result("openai/gpt-image-2", handle.request_id)
    assert fetched(result["images"][0]["url"]).size == (1024, 1024)


@case("gpt-image-2.5 by its long name")
def _():
    result = client.subscribe(
        "openai/gpt-image-2.5/flare/text-to-image",
        {"prompt": "a fox", "quality": "max", "image_size": {"width": 1280, "height": 720}},
    )
    assert fetched(result["images"][0]["url"]).size == (1280, 720)


@case("upload to the CDN, then edit with a mask")
def _():
    source = client.upload(picture(), "image/png", "source.png")
    mask = client.upload(picture(), "image/png")
    assert fetched(source).size == (64, 64)
    result = client.subscribe(
        "fal-ai/gpt-image-1.5/edit",
        {"prompt": "a fox", "image_urls": [source], "mask_image_url": mask},
    )
    assert len(result["images"]) == 1


@case("upload to storage")
def _():
    url = client.upload(picture(), "image/png", repository="fal")
    assert fetched(url).size == (64, 64)


@case("edit of an inline image")
def _():
    url = fal_client.encode(picture(), "image/png")
    result = client.subscribe(
        "fal-ai/gpt-image-1-mini/edit", {"prompt": "a fox", "image_urls": [url]}
    )
    assert result["images"][0]["content_type"] == "image/png"


@case("images in the answer itself")
def _():
    result = client.subscribe(DRAW, {"prompt": "a fox", "sync_mode": True})
    assert result["images"][0]["url"].startswith("data:image/png;base64,")


@case("a caller's own key")
def _():
    result = client.subscribe(DRAW + "/byok", {"prompt": "a fox", "openai_api_key": "sk-demo"})
    assert len(result["images"]) == 1


@case("cancel")
def _():
    handle = client.submit(DRAW, {"prompt": "a fox"})
    handle.cancel()
    error = fails(handle.get)
    assert (error.status_code, error.error_type) == (499, "client_cancelled"), error


@case("cancel comes too late")
def _():
    handle = client.submit(DRAW, {"prompt": "a fox"})
    handle.get()
    assert fails(handle.cancel).status_code == 400


@case("a failed run has the model's own error")
def _():
    error = fails(
        lambda: client.subscribe(DRAW, {"prompt": "sandbox:content_policy_violation"})
    )
    assert error.status_code == 422
    assert error.response.json()["detail"][0]["type"] == "content_policy_violation"


@case("a failed run of fal's machinery has its type")
def _():
    error = fails(lambda: client.subscribe(DRAW, {"prompt": "sandbox:runner_server_error"}))
    assert (error.status_code, error.error_type) == (500, "runner_server_error")


@case("a wrong input is refused with its place")
def _():
    error = fails(lambda: client.submit(DRAW, {"prompt": "a fox", "num_images": 9}))
    assert error.response.json()["detail"][0]["loc"] == ["body", "num_images"]


@case("a start timeout is obeyed and not tried again")
def _():
    error = fails(
        lambda: client.subscribe(
            DRAW,
            {"prompt": "a fox"},
            # The client takes no less than a second for its own parameter; the sandbox is faster.
            headers={"X-Fal-Request-Timeout": "0.01"},
        )
    )
    assert (error.status_code, error.error_type) == (504, "request_timeout"), error


@case("asynchronous: upload, submit, events, result")
def _():
    async def go():
        other = fal_client.AsyncClient(key="id:secret")
        source = await other.upload(picture(), "image/png")
        handle = await other.submit(
            "openai/gpt-image-2/edit", {"prompt": "a fox", "image_urls": [source]}
        )
        seen = [event async for event in handle.iter_events(with_logs=True)]
        assert isinstance(seen[-1], fal_client.Completed)
        assert len((await handle.get())["images"]) == 1

    asyncio.run(go())


case.run()
