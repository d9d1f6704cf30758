// OpenAI's client for JavaScript against the sandbox: openai-cases.mjs http://127.0.0.1:PORT
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import OpenAI, { AzureOpenAI, toFile } from 'openai';
import { Cases } from './cases.mjs';

const origin = process.argv[2];
const { version } = JSON.parse(
  readFileSync(new URL('node_modules/openai/package.json', import.meta.url), 'utf8'),
);
const cases = new Cases(`openai ${version}, Node`);
const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: 'sk-demo' });
const lumenfall = new OpenAI({
  baseURL: `${origin}/lumenfall/openai/v1`,
  apiKey: 'lmnfl_id.secret',
});
const azureOptions = { endpoint: `${origin}/azure`, apiKey: 'demo' };
const azure = new AzureOpenAI({ ...azureOptions, apiVersion: '2025-04-01-preview' });
const model = 'gpt-image-1.5';

// The sandbox draws the sources, as nothing here draws PNG.
const drawn = await client.images.generate({ model, prompt: 'a source', background: 'transparent' });
const source = () =>
  toFile(Buffer.from(drawn.data[0].b64_json, 'base64'), 'source.png', { type: 'image/png' });

function png(item) {
  const bytes = Buffer.from(item.b64_json, 'base64');
  assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

async function all(stream) {
  const events = [];
  for await (const event of stream) events.push(event);
  return events;
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

async function submits(prompt) {
  const page = await (await fetch(`${origin}/sandbox/ledger`)).json();
  return page.submits.filter((one) => one.prompt === prompt);
}

cases.add('generate one image', async () => {
  const answer = await client.images.generate({
    model, prompt: 'a fox', size: '1024x1536', quality: 'low',
  });
  assert.deepEqual(png(answer.data[0]), [1024, 1536]);
  assert.equal(answer.usage.output_tokens, 408);
  assert.match(answer._request_id, /^req_/);
});

cases.add('generate two images', async () => {
  const answer = await client.images.generate({ model, prompt: 'a fox', n: 2 });
  assert.deepEqual(answer.data.map(png), [[1024, 1024], [1024, 1024]]);
});

cases.add('edit one image', async () => {
  const answer = await client.images.edit({ model, prompt: 'a fox', image: await source() });
  assert.deepEqual(png(answer.data[0]), [1024, 1024]);
});

cases.add('edit several images with a mask', async () => {
  const answer = await client.images.edit({
    model, prompt: 'a fox', image: [await source(), await source()], mask: await source(), n: 2,
  });
  assert.equal(answer.data.length, 2);
});

cases.add('stream a generation with three partial images', async () => {
  const events = await all(await client.images.generate({
    model, prompt: 'a fox', stream: true, partial_images: 3,
  }));
  assert.deepEqual(events.map((event) => event.type.split('.')[1]),
    ['partial_image', 'partial_image', 'partial_image', 'completed']);
  assert.deepEqual(png(events[3]), [1024, 1024]);
  assert.equal(events[3].usage.output_tokens, 4460);
});

cases.add('stream an edit', async () => {
  const events = await all(await client.images.edit({
    model, prompt: 'a fox', image: await source(), stream: true, partial_images: 1,
  }));
  assert.deepEqual(events.map((event) => event.type),
    ['image_edit.partial_image', 'image_edit.completed']);
});

cases.add('a stream that fails raises APIError', async () => {
  await raised(OpenAI.APIError, (async () => all(await client.images.generate({
    model, prompt: 'sandbox:image_generation_failed', stream: true,
  })))());
});

cases.add('moderation_blocked is BadRequestError', async () => {
  const error = await raised(OpenAI.BadRequestError,
    client.images.generate({ model, prompt: 'sandbox:moderation_blocked' }));
  assert.equal(error.code, 'moderation_blocked');
  assert.match(error.requestID, /^req_/);
});

cases.add('an unknown model is NotFoundError', async () => {
  const error = await raised(OpenAI.NotFoundError,
    client.images.generate({ model: 'dall-e-3', prompt: 'a fox' }));
  assert.equal(error.code, 'model_not_found');
});

cases.add('a wrong key is AuthenticationError', async () => {
  await raised(OpenAI.AuthenticationError,
    client.withOptions({ apiKey: 'sk-invalid-0123456789' }).images.generate({ model, prompt: 'a' }));
});

cases.add('a rate limit is tried three times, then RateLimitError', async () => {
  const prompt = 'Node sandbox:rate_limit_exceeded=1';
  await raised(OpenAI.RateLimitError, client.images.generate({ model, prompt }));
  assert.deepEqual((await submits(prompt)).map((one) => one.headers['x-stainless-retry-count']),
    ['0', '1', '2']);
});

cases.add('an empty account is RateLimitError and not tried again', async () => {
  const prompt = 'Node sandbox:credit_balance_exhausted';
  await raised(OpenAI.RateLimitError, client.images.generate({ model, prompt }));
  assert.equal((await submits(prompt)).length, 1);
});

cases.add("a server's error is InternalServerError", async () => {
  await raised(OpenAI.InternalServerError,
    client.images.generate({ model, prompt: 'sandbox:server_error' }, { maxRetries: 0 }));
});

cases.add('models are listed', async () => {
  const models = await all(await client.models.list());
  assert(models.some((one) => one.id === model));
});

cases.add('Azure: generate at a deployment', async () => {
  const answer = await azure.images.generate({ model: 'pictures', prompt: 'a fox' });
  assert.deepEqual(png(answer.data[0]), [1024, 1024]);
  assert.match((await submits('a fox')).at(-1).app, /^azure\/openai\/deployments\/pictures\//);
});

cases.add('Azure: edit at a deployment', async () => {
  const bound = new AzureOpenAI({
    ...azureOptions, apiVersion: '2025-04-01-preview', deployment: 'pictures',
  });
  const answer = await bound.images.edit({
    model: 'pictures', prompt: 'a fox', image: [await source()], mask: await source(),
  });
  assert.equal(answer.data.length, 1);
});

cases.add('Azure: a token in the place of a key', async () => {
  const byToken = new AzureOpenAI({
    endpoint: `${origin}/azure`,
    apiVersion: '2025-04-01-preview',
    azureADTokenProvider: async () => 'eyJ0',
  });
  const answer = await byToken.images.generate({ model: 'pictures', prompt: 'a fox' });
  assert.equal(answer.data.length, 1);
});

cases.add('Azure: an unknown deployment is NotFoundError', async () => {
  const error = await raised(OpenAI.NotFoundError,
    azure.images.generate({ model: 'none', prompt: 'a fox' }));
  assert.equal(error.code, 'DeploymentNotFound');
});

cases.add('Azure: what the filter found can be read', async () => {
  const error = await raised(OpenAI.BadRequestError,
    azure.images.generate({ model: 'pictures', prompt: 'sandbox:content_policy_violation' }));
  assert.equal(error.error.inner_error.code, 'ResponsibleAIPolicyViolation');
});

cases.add('Lumenfall: generate, by link and with the price', async () => {
  const answer = await lumenfall.images.generate({ model: 'gpt-image-1', prompt: 'a fox' });
  const file = await fetch(answer.data[0].url);
  assert.equal(file.headers.get('content-type'), 'image/png');
  assert(answer.metadata.cost > 0);
});

cases.add('Lumenfall: edit as base64', async () => {
  const answer = await lumenfall.images.edit({
    model, prompt: 'a fox', image: await source(), response_format: 'b64_json',
  });
  assert.deepEqual(png(answer.data[0]), [1024, 1024]);
});

cases.add('Lumenfall: a refused prompt is BadRequestError', async () => {
  const error = await raised(OpenAI.BadRequestError,
    lumenfall.images.generate({ model, prompt: 'sandbox:content_policy_violation' }));
  assert.equal(error.code, 'CONTENT_POLICY_VIOLATION');
});

await cases.run();
