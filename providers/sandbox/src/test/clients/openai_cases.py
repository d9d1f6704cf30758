"""OpenAI's client for Python against the sandbox: openai_cases.py http://127.0.0.1:PORT"""

import base64
import io
import json
import sys
import urllib.request

import openai
from openai import AzureOpenAI, OpenAI
from PIL import Image

from cases import Cases

origin = sys.argv[1]
case = Cases(f"openai {openai.__version__}, Python")
client = OpenAI(base_url=f"{origin}/v1", api_key="sk-demo")
lumenfall = OpenAI(base_url=f"{origin}/lumenfall/openai/v1", api_key="lmnfl_id.secret")
azure = AzureOpenAI(
    azure_endpoint=f"{origin}/azure", api_key="demo", api_version="2025-04-01-preview"
)
MODEL = "gpt-image-1.5"


def picture(width=64, height=64, mode="RGBA"):
    """A source as a caller has it."""
    file = io.BytesIO()
    Image.new(mode, (width, height)).save(file, "PNG")
    return ("source.png", file.getvalue(), "image/png")


def image(data):
    with Image.open(io.BytesIO(data)) as opened:
        opened.load()
        return opened


def decoded(item):
    return image(base64.b64decode(item.b64_json))


def raises(kind, call):
    try:
        call()
    except kind as error:
        return error
    raise AssertionError(f"{kind.__name__} was not raised")


def submits(prompt):
    with urllib.request.urlopen(f"{origin}/sandbox/ledger") as page:
        return [one for one in json.load(page)["submits"] if one["prompt"] == prompt]


@case("generate one image")
def _():
    answer = client.images.generate(model=MODEL, prompt="a fox", size="1536x1024", quality="low")
    assert decoded(answer.data[0]).size == (1536, 1024)
    assert (answer.size, answer.quality, answer.output_format) == ("1536x1024", "low", "png")
    assert answer.usage.output_tokens == 400, answer.usage
    assert answer._request_id.startswith("req_")


@case("generate two images as WebP with a transparent background")
def _():
    answer = client.images.generate(
        model=MODEL, prompt="a fox", n=2, output_format="webp", background="transparent"
    )
    assert [decoded(item).format for item in answer.data] == ["WEBP", "WEBP"]
    assert answer.background == "transparent"


@case("generate in a free size at the highest quality")
def _():
    answer = client.images.generate(
        model="gpt-image-2.5-flare", prompt="a fox", size="1280x720", quality="max"
    )
    assert decoded(answer.data[0]).size == (1280, 720)


@case("edit one image")
def _():
    answer = client.images.edit(model=MODEL, prompt="a fox", image=picture())
    assert decoded(answer.data[0]).size == (1024, 1024)
    assert answer.usage.input_tokens_details.image_tokens == 194, answer.usage


@case("edit several images with a mask, looked at closely")
def _():
    answer = client.images.edit(
        model=MODEL,
        prompt="a fox",
        image=[picture(), picture(mode="RGB"), picture(96, 64)],
        mask=picture(),
        input_fidelity="high",
        quality="low",
    )
    assert len(answer.data) == 1
    assert answer.usage.input_tokens_details.image_tokens > 3 * 4160, answer.usage


@case("stream a generation with two partial images")
def _():
    events = list(
        client.images.generate(model=MODEL, prompt="a fox", stream=True, partial_images=2)
    )
    assert [event.type for event in events] == [
        "image_generation.partial_image",
        "image_generation.partial_image",
        "image_generation.completed",
    ]
    assert [event.partial_image_index for event in events[:2]] == [0, 1]
    assert decoded(events[2]).size == (1024, 1024)
    assert events[2].usage.output_tokens == 4160 + 200, events[2].usage


@case("stream an edit")
def _():
    events = list(
        client.images.edit(model=MODEL, prompt="a fox", image=picture(), stream=True)
    )
    assert [event.type for event in events] == ["image_edit.completed"]


@case("a stream that fails raises APIError")
def _():
    error = raises(
        openai.APIError,
        lambda: list(
            client.images.generate(
                model=MODEL, prompt="sandbox:image_generation_failed", stream=True
            )
        ),
    )
    assert "failed" in error.message, error


@case("moderation_blocked is BadRequestError")
def _():
    error = raises(
        openai.BadRequestError,
        lambda: client.images.generate(model=MODEL, prompt="sandbox:moderation_blocked"),
    )
    assert (error.code, error.type) == ("moderation_blocked", "image_generation_user_error")
    assert error.body["moderation_details"]["moderation_stage"] == "input"
    assert error.request_id.startswith("req_")


@case("a wrong parameter is BadRequestError and named")
def _():
    error = raises(
        openai.BadRequestError,
        lambda: client.images.generate(model=MODEL, prompt="a fox", size="512x512"),
    )
    assert (error.code, error.param) == ("invalid_value", "size")


@case("an unknown model is NotFoundError")
def _():
    error = raises(
        openai.NotFoundError, lambda: client.images.generate(model="dall-e-3", prompt="a fox")
    )
    assert error.code == "model_not_found"


@case("a wrong key is AuthenticationError")
def _():
    wrong = client.with_options(api_key="sk-invalid-0123456789")
    error = raises(
        openai.AuthenticationError, lambda: wrong.images.generate(model=MODEL, prompt="a fox")
    )
    assert error.code == "invalid_api_key"


@case("an unverified organisation is PermissionDeniedError")
def _():
    raises(
        openai.PermissionDeniedError,
        lambda: client.images.generate(model=MODEL, prompt="sandbox:organization_unverified"),
    )


@case("a rate limit is tried three times, then RateLimitError")
def _():
    prompt = "Python sandbox:rate_limit_exceeded=1"
    error = raises(
        openai.RateLimitError, lambda: client.images.generate(model=MODEL, prompt=prompt)
    )
    assert error.response.headers["retry-after-ms"] == "1000"
    tries = [one["headers"]["x-stainless-retry-count"] for one in submits(prompt)]
    assert tries == ["0", "1", "2"], tries


@case("an empty account is RateLimitError and not tried again")
def _():
    prompt = "Python sandbox:insufficient_quota"
    error = raises(
        openai.RateLimitError, lambda: client.images.generate(model=MODEL, prompt=prompt)
    )
    assert error.code == "insufficient_quota"
    assert len(submits(prompt)) == 1


@case("a server's error is InternalServerError")
def _():
    once = client.with_options(max_retries=0)
    raises(
        openai.InternalServerError,
        lambda: once.images.generate(model=MODEL, prompt="sandbox:server_error"),
    )


@case("a connection reset after the request was taken is bought again by the client")
def _():
    prompt = "Python sandbox:reset_after"
    again = client.with_options(max_retries=1)
    raises(
        openai.APIConnectionError, lambda: again.images.generate(model=MODEL, prompt=prompt)
    )
    assert [one["outcome"] for one in submits(prompt)] == ["accepted", "accepted"]


@case("models are listed and found")
def _():
    assert MODEL in [model.id for model in client.models.list()]
    assert client.models.retrieve(MODEL).id == MODEL


@case("Azure: generate at a deployment")
def _():
    answer = azure.images.generate(model="pictures", prompt="a fox", quality="low")
    assert decoded(answer.data[0]).size == (1024, 1024)
    assert submits("a fox")[-1]["app"].startswith("azure/openai/deployments/pictures/")


@case("Azure: edit at a deployment")
def _():
    answer = azure.images.edit(model="pictures", prompt="a fox", image=[picture()], mask=picture())
    assert len(answer.data) == 1


@case("Azure: stream at a deployment")
def _():
    events = list(
        azure.images.generate(model="pictures", prompt="a fox", stream=True, partial_images=1)
    )
    assert [event.type.split(".")[1] for event in events] == ["partial_image", "completed"]


@case("Azure: a token in the place of a key")
def _():
    by_token = AzureOpenAI(
        azure_endpoint=f"{origin}/azure",
        azure_ad_token="eyJ0",
        api_version="2025-04-01-preview",
    )
    assert by_token.images.generate(model="pictures", prompt="a fox").data


@case("Azure: the newer form by base_url")
def _():
    newer = OpenAI(
        base_url=f"{origin}/azure/openai/v1", api_key="demo", default_query={"api-version": "preview"}
    )
    assert newer.images.generate(model="pictures", prompt="a fox").data


@case("Azure: an unknown deployment is NotFoundError")
def _():
    error = raises(
        openai.NotFoundError, lambda: azure.images.generate(model="none", prompt="a fox")
    )
    assert error.code == "DeploymentNotFound", error.body


@case("Azure: an old api-version is NotFoundError")
def _():
    old = AzureOpenAI(
        azure_endpoint=f"{origin}/azure", api_key="demo", api_version="2024-10-21"
    )
    error = raises(
        openai.NotFoundError, lambda: old.images.generate(model="pictures", prompt="a fox")
    )
    assert error.code == "404", error.body


@case("Azure: what the filter found can be read")
def _():
    error = raises(
        openai.BadRequestError,
        lambda: azure.images.generate(model="pictures", prompt="sandbox:content_filter"),
    )
    assert error.body["innererror"]["code"] == "ResponsibleAIPolicyViolation"


@case("Azure: a blocked resource is PermissionDeniedError")
def _():
    raises(
        openai.PermissionDeniedError,
        lambda: azure.images.generate(model="pictures", prompt="sandbox:forbidden"),
    )


@case("Lumenfall: generate, by link and with the price")
def _():
    answer = lumenfall.images.generate(model="gpt-image-1", prompt="a fox")
    with urllib.request.urlopen(answer.data[0].url) as file:
        assert image(file.read()).size == (1024, 1024)
    assert answer.metadata["executed_model"] == "openai/gpt-image-1", answer
    assert answer.metadata["cost"] > 0


@case("Lumenfall: generate as base64 with a pinned provider")
def _():
    answer = lumenfall.images.generate(
        model="fal/gpt-image-1", prompt="a fox", response_format="b64_json", quality="standard"
    )
    assert decoded(answer.data[0]).format == "PNG"
    assert answer.metadata["provider"] == "fal"


@case("Lumenfall: edit")
def _():
    answer = lumenfall.images.edit(model=MODEL, prompt="a fox", image=[picture(), picture()])
    assert answer.data[0].url.startswith(f"{origin}/lumenfall/media/")


@case("Lumenfall: the price alone")
def _():
    answer = lumenfall.images.with_raw_response.generate(
        model="gpt-image-1", prompt="a price", extra_query={"dryRun": "true"}
    )
    assert json.loads(answer.text)["estimated"] is True
    assert submits("a price") == []


@case("Lumenfall: an empty account is APIStatusError with 402")
def _():
    error = raises(
        openai.APIStatusError,
        lambda: lumenfall.images.generate(
            model="gpt-image-1", prompt="sandbox:insufficient_balance"
        ),
    )
    assert (error.status_code, error.code) == (402, "INSUFFICIENT_BALANCE")


case.run()
