// fal's client for JavaScript against the sandbox: fal-cases.mjs
// The client is told nothing of the sandbox: a proxy leads fal's hosts to it (undici's dispatcher, as
// older Node knows no HTTPS_PROXY), NODE_EXTRA_CA_CERTS vouches for it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ApiError, createFalClient, ValidationError } from '@fal-ai/client';
import { ProxyAgent, setGlobalDispatcher } from 'undici';
import { Cases } from './cases.mjs';

setGlobalDispatcher(new ProxyAgent(process.env.HTTPS_PROXY));
const { version } = JSON.parse(
  readFileSync(new URL('node_modules/@fal-ai/client/package.json', import.meta.url), 'utf8'),
);
const cases = new Cases(`@fal-ai/client ${version}, Node`);
const fal = createFalClient({ credentials: 'id:secret' });
const draw = 'fal-ai/gpt-image-1/text-to-image';
const prompt = 'a fox';

// The sandbox draws the source, as nothing here draws PNG.
const drawn = await fal.subscribe(draw, { input: { prompt: 'a source', background: 'transparent' } });
const bytes = await (await fetch(drawn.data.images[0].url)).arrayBuffer();
const source = () => new Blob([bytes], { type: 'image/png' });

async function size(url) {
  assert.match(url, /^https:/);
  const png = Buffer.from(await (await fetch(url)).arrayBuffer());
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

async function raised(kind, promise) {
  try {
    await promise;
  } catch (error) {
    assert(error instanceof kind, error);
    return error;
  }
  return assert.fail(`${kind.name} was not raised`);
}

cases.add('subscribe by polling, with updates and logs', async () => {
  const seen = [];
  const result = await fal.subscribe(draw, {
    input: { prompt, image_size: '1024x1536', quality: 'low' },
    logs: true,
    pollInterval: 50,
    onQueueUpdate: (update) => seen.push(update),
  });
  assert.deepEqual(await size(result.data.images[0].url), [1024, 1536]);
  assert.equal(seen.at(-1).status, 'COMPLETED');
  assert.equal(seen.at(-1).logs.length, 3);
  assert(seen.at(-1).metrics.inference_time > 0);
  assert.equal(result.requestId, seen[0].request_id);
});

cases.add('subscribe by the stream of states', async () => {
  const states = [];
  const result = await fal.subscribe(draw, {
    input: { prompt, num_images: 2 },
    mode: 'streaming',
    logs: true,
    onQueueUpdate: (update) => states.push(update.status),
  });
  assert.equal(result.data.images.length, 2);
  assert(states.includes('IN_PROGRESS'), states);
});

cases.add('submit, status, stream of states, result', async () => {
  const app = 'openai/gpt-image-2';
  const { request_id: requestId } = await fal.queue.submit(app, {
    input: { prompt, image_size: 'square_hd' }, priority: 'low',
  });
  const status = await fal.queue.status(app, { requestId, logs: true });
  assert(['IN_QUEUE', 'IN_PROGRESS'].includes(status.status));
  const stream = await fal.queue.streamStatus(app, { requestId, logs: true });
  const seen = [];
  for await (const event of stream) seen.push(event.status);
  assert.equal(seen.at(-1), 'COMPLETED');
  const result = await fal.queue.result(app, { requestId });
  assert.deepEqual(await size(result.data.images[0].url), [1024, 1024]);
});

cases.add('gpt-image-2.5 by its long name', async () => {
  const result = await fal.subscribe('openai/gpt-image-2.5/sunburst/text-to-image', {
    input: { prompt, quality: 'xhigh', image_size: { width: 1280, height: 720 } },
  });
  assert.deepEqual(await size(result.data.images[0].url), [1280, 720]);
});

cases.add('upload, then edit with a mask', async () => {
  const url = await fal.storage.upload(source());
  assert.deepEqual(await size(url), [1024, 1024]);
  const result = await fal.subscribe('fal-ai/gpt-image-1.5/edit', {
    input: { prompt, image_urls: [url], mask_image_url: url },
  });
  assert.equal(result.data.images.length, 1);
});

cases.add('upload of a blob in the input', async () => {
  const result = await fal.subscribe('fal-ai/gpt-image-1/edit-image', {
    input: { prompt, image_urls: [source(), source()], input_fidelity: 'low' },
  });
  assert.equal(result.data.images.length, 1);
});

cases.add('images in the answer itself', async () => {
  const result = await fal.subscribe(draw, { input: { prompt, sync_mode: true } });
  assert.match(result.data.images[0].url, /^data:image\/png;base64,/);
});

cases.add("a caller's own key", async () => {
  const result = await fal.subscribe(`${draw}/byok`, {
    input: { prompt, openai_api_key: 'sk-demo' },
  });
  assert.equal(result.data.images.length, 1);
});

cases.add('cancel', async () => {
  const { request_id: requestId } = await fal.queue.submit(draw, { input: { prompt } });
  await fal.queue.cancel(draw, { requestId });
  const error = await raised(ApiError, fal.queue.result(draw, { requestId }));
  assert.equal(error.status, 499);
});

cases.add('cancel comes too late', async () => {
  const { requestId } = await fal.subscribe(draw, { input: { prompt } });
  assert.equal((await raised(ApiError, fal.queue.cancel(draw, { requestId }))).status, 400);
});

cases.add("a failed run has the model's own error", async () => {
  const error = await raised(ValidationError,
    fal.subscribe(draw, { input: { prompt: 'sandbox:content_policy_violation' } }));
  assert.equal(error.status, 422);
  assert.equal(error.fieldErrors[0].type, 'content_policy_violation');
});

cases.add("a failed run of fal's machinery has its type", async () => {
  const error = await raised(ApiError,
    fal.subscribe(draw, { input: { prompt: 'sandbox:runner_server_error' } }));
  assert.equal(error.status, 500);
  assert.equal(error.body.error_type, 'runner_server_error');
});

cases.add('a wrong input is refused with its place', async () => {
  const error = await raised(ValidationError,
    fal.queue.submit(draw, { input: { prompt, num_images: 9 } }));
  assert.deepEqual(error.fieldErrors[0].loc, ['body', 'num_images']);
});

await cases.run();
