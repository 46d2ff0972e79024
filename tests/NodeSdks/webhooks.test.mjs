// Signers that are not ours against the product's own endpoints: svix, Mux's client, and Knock's scheme as its documentation tells it.
import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import Mux from '@mux/mux-node';
import { Webhook } from 'svix';
import { startProduct } from './processes.mjs';

let product;

before(async () => {
  product = await startProduct();
});

after(() => product?.stop());

const svix = (secret, body, at) => {
  const id = `msg_${randomUUID()}`;
  return { 'svix-id': id, 'svix-timestamp': `${Math.floor(at / 1000)}`, 'svix-signature': new Webhook(secret).sign(id, new Date(at), body) };
};

const mux = async (secret, body, at) => {
  const t = Math.floor(at / 1000);
  return { 'mux-signature': `t=${t},v1=${await new Mux({ tokenId: 'a', tokenSecret: 'b' }).webhooks.computeSignature(`${t}.${body}`, secret)}` };
};

// docs.knock.app, "Outbound webhooks": milliseconds, and base64.
const knock = (secret, body, at) => ({ 'x-knock-signature': `t=${at},s=${createHmac('sha256', secret).update(`${at}.${body}`).digest('base64')}` });

const otherSvix = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

const vendors = {
  clerk: {
    secret: 'Clerk__WebhookSecret', sign: svix, other: otherSvix,
    body: () => ({ type: 'user.deleted', object: 'event', timestamp: Date.now(), instance_id: 'ins_1', data: { deleted: true, id: `user_${randomUUID()}`, object: 'user' } }),
  },
  mux: {
    secret: 'Mux__WebhookSecret', sign: mux, other: 'another secret',
    body: () => ({ type: 'video.live_stream.idle', id: randomUUID(), object: { type: 'live', id: 'nobody' }, environment: { name: 'Development', id: 'env' }, created_at: new Date().toISOString(), attempts: [], data: { id: 'nobody', status: 'idle' } }),
  },
  resend: {
    secret: 'Resend__WebhookSecret', sign: svix, other: otherSvix,
    body: () => ({ type: 'email.delivered', created_at: new Date().toISOString(), data: { email_id: randomUUID(), created_at: new Date().toISOString(), from: 'a@example.com', to: ['b@example.com'], subject: 'Grüße', tags: {} } }),
  },
  knock: {
    secret: 'Knock__WebhookSecret', sign: knock, other: 'another secret',
    body: () => ({ __typename: 'Event', type: 'message.seen', created_at: new Date().toISOString(), event_data: null, data: { __typename: 'Message', id: randomUUID(), status: 'sent', recipient: 'nobody', workflow: 'webinar-live', channel_id: randomUUID(), inserted_at: new Date().toISOString(), updated_at: new Date().toISOString() } }),
  },
};

for (const [vendor, { secret, sign, other, body }] of Object.entries(vendors)) {
  const post = async (text, headers) => (await fetch(`${product.url}/webhooks/${vendor}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: text })).status;

  test(`${vendor}: what an independent signer signs is taken, and taken again when it is repeated`, async () => {
    const key = product.settings[secret];
    const text = JSON.stringify(body());
    const headers = await sign(key, text, Date.now());
    assert.deepEqual([await post(text, headers), await post(text, headers)], [200, 200]);
  });

  test(`${vendor}: another secret, another body, an old or a future time and no signature are refused`, async () => {
    const key = product.settings[secret];
    const text = JSON.stringify(body());
    const headers = await sign(key, text, Date.now());
    assert.deepEqual(
      [
        await post(text, await sign(other, text, Date.now())),
        await post(text.replace('"type"', '"Type"'), headers),
        await post(text, await sign(key, text, Date.now() - 600_000)),
        await post(text, await sign(key, text, Date.now() + 600_000)),
        await post(text, {}),
      ],
      [401, 401, 401, 401, 401]);
  });
}
