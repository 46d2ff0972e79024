// @knocklabs/node, unmodified, against the sandbox.
import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { after, describe, test } from 'node:test';
import Knock from '@knocklabs/node';
import { signUserToken } from '@knocklabs/node/lib/tokenSigner';
import { startSandbox, until } from './processes.mjs';
import { startReceiver } from './receiver.mjs';

const receiver = await startReceiver();
const sandbox = await startSandbox({ appUrl: receiver.url });
after(async () => {
  await sandbox.stop();
  await receiver.stop();
});

const { Knock__ApiKey: apiKey, Knock__PublicKey: publicKey, Knock__BaseUrl: baseURL, Knock__FeedChannelId: feed, Knock__SigningKey: signingKey } = sandbox.settings;
const knock = new Knock({ apiKey, baseURL, maxRetries: 0 });
const person = async (properties) => await knock.users.update(`user_${randomUUID()}`, { name: 'Ada Lovelace', email: 'ada@example.com', ...properties });
const trigger = (recipients, wish, options) => knock.workflows.trigger('webinar-live', { recipients, data: { title: 'Talk' }, ...wish }, options);
const messagesOf = async (id) => (await knock.users.listMessages(id)).items;
const arrived = (id) => until(async () => {
  const items = await messagesOf(id);
  return items.length > 0 ? items : null;
}, 'the message');

describe('@knocklabs/node', () => {
  test('a user is identified, read, changed, listed and deleted', async () => {
    const ada = await person({ avatar: 'https://example.com/a.png' });
    assert.deepEqual([ada.name, ada.email, ada.avatar], ['Ada Lovelace', 'ada@example.com', 'https://example.com/a.png']);
    await knock.users.update(ada.id, { name: 'Augusta' });
    const read = await knock.users.get(ada.id);
    assert.deepEqual([read.name, read.email], ['Augusta', 'ada@example.com']);
    const ids = [];
    for await (const user of knock.users.list({ page_size: 1 })) {
      ids.push(user.id);
      if (ids.length > 50) {
        break;
      }
    }

    assert.ok(ids.includes(ada.id));
    await knock.users.delete(ada.id);
    await assert.rejects(knock.users.get(ada.id), Knock.NotFoundError);
  });

  test('many are identified at once', async () => {
    const [a, b] = [`user_${randomUUID()}`, `user_${randomUUID()}`];
    const operation = await knock.users.bulk.identify({ users: [{ id: a, name: 'A' }, { id: b, name: 'B' }] });
    assert.ok(operation.id);
    await until(async () => (await knock.users.get(b).catch(() => null))?.name === 'B', 'the second user');
    assert.equal((await knock.users.get(a)).name, 'A');
  });

  test('two users become one, and the other is gone', async () => {
    const [kept, gone] = [await person(), await person({ name: 'Guest' })];
    assert.equal((await knock.users.merge(kept.id, { from_user_id: gone.id })).id, kept.id);
    await assert.rejects(knock.users.get(gone.id), Knock.NotFoundError);
  });

  test('a workflow tells its recipients, and the same idempotency key tells them once', async () => {
    const [host, ada, bob] = [await person(), await person(), await person()];
    const options = { idempotencyKey: randomUUID() };
    const first = await trigger([ada.id, { id: bob.id, name: 'Bob' }], { actor: host.id, tenant: 'acme', cancellation_key: 'webinar-42' }, options);
    assert.match(first.workflow_run_id, /^[0-9a-f-]{36}$/);
    const again = await trigger([ada.id, { id: bob.id, name: 'Bob' }], { actor: host.id, tenant: 'acme', cancellation_key: 'webinar-42' }, options).withResponse();
    assert.equal(again.data.workflow_run_id, first.workflow_run_id);
    assert.equal(again.response.headers.get('idempotent-replayed'), 'true');
    assert.equal((await arrived(ada.id)).length, 1);
    assert.equal((await arrived(bob.id)).length, 1);
    assert.equal((await knock.users.get(bob.id)).name, 'Bob');
  });

  test('nobody and more than a thousand cannot be told', async () => {
    await assert.rejects(trigger([]), Knock.APIError);
    await assert.rejects(trigger(Array.from({ length: 1001 }, (_, i) => `many_${i}`)), Knock.APIError);
  });

  test('a run is called back', async () => {
    const ada = await person();
    await trigger([ada.id], { cancellation_key: 'back' });
    await knock.workflows.cancel('webinar-live', { cancellation_key: 'back', recipients: [ada.id] });
  });

  test('messages are read, listed, and marked', async () => {
    const ada = await person();
    await trigger([ada.id], { tenant: 'messages' });
    const [{ id }] = await arrived(ada.id);
    assert.equal((await knock.messages.get(id)).id, id);
    assert.ok((await knock.messages.list({ tenant: 'messages' })).items.some((x) => x.id === id));
    assert.ok((await knock.messages.markAsSeen(id)).seen_at);
    assert.ok((await knock.messages.markAsRead(id)).read_at);
    assert.ok(!(await knock.messages.markAsUnread(id)).read_at);
    assert.ok((await knock.messages.archive(id)).archived_at);
    await assert.rejects(knock.messages.get('none'), Knock.NotFoundError);
  });

  test('a feed holds what its user was told, newest first', async () => {
    const ada = await person();
    await trigger([ada.id], { data: { title: 'First' } });
    await trigger([ada.id], { data: { title: 'Second' } });
    const page = await until(async () => {
      const items = await knock.users.feeds.listItems(ada.id, feed);
      return items.entries.length === 2 ? items : null;
    }, 'two items');
    assert.deepEqual(page.entries.map((x) => x.data.title), ['Second', 'First']);
    assert.equal(page.entries[0].source.key, 'webinar-live');
  });

  test('preferences are set and read, and a workflow that is not wanted tells nothing', async () => {
    const ada = await person();
    await knock.users.setPreferences(ada.id, 'default', { workflows: { 'webinar-live': { channel_types: { in_app_feed: false } } } });
    assert.equal((await knock.users.getPreferences(ada.id, 'default')).workflows['webinar-live'].channel_types.in_app_feed, false);
    await trigger([ada.id]);
    await knock.workflows.trigger('webinar-soon', { recipients: [ada.id] });
    assert.deepEqual((await arrived(ada.id)).map((x) => x.source?.key ?? x.workflow), ['webinar-soon']);
  });

  test('tenants are set, read, listed and deleted', async () => {
    const id = `tenant_${randomUUID()}`;
    assert.equal((await knock.tenants.set(id, { name: 'Acme' })).name, 'Acme');
    assert.equal((await knock.tenants.get(id)).id, id);
    assert.ok((await knock.tenants.list({ page_size: 50 })).entries.some((x) => x.id === id));
    await knock.tenants.delete(id);
    await assert.rejects(knock.tenants.get(id), Knock.NotFoundError);
  });

  test('a user token that was signed here opens that user\'s feed, and no other', async () => {
    const [ada, bob] = [await person(), await person()];
    const ask = async (user, token) => (await fetch(`${baseURL}/v1/users/${user}/feeds/${feed}`, { headers: { authorization: `Bearer ${publicKey}`, 'x-knock-user-token': token } })).status;
    const token = await signUserToken(ada.id, { signingKey, expiresInSeconds: 60 });
    assert.equal(await ask(ada.id, token), 200);
    assert.ok([401, 403].includes(await ask(bob.id, token)));
    assert.ok([401, 403].includes(await ask(ada.id, `${token.slice(0, -6)}AAAAAA`)));
    assert.ok([401, 403].includes(await ask(ada.id, await signUserToken(ada.id, { signingKey, expiresInSeconds: -60 }))));
  });

  test('a wrong key is unauthorized', async () => {
    await assert.rejects(new Knock({ apiKey: 'sk_wrong', baseURL, maxRetries: 0 }).users.list(), Knock.AuthenticationError);
  });

  test('the webhook that was really sent carries the documented signature, which a changed body breaks', async () => {
    const ada = await person();
    await trigger([ada.id]);
    const [{ id }] = await arrived(ada.id);
    await knock.messages.markAsSeen(id);
    const { body, headers } = await receiver.first('message.seen', (x) => x.data.id === id);
    const [, at, signature] = headers['x-knock-signature'].match(/^t=(\d+),s=(.+)$/);
    const sign = (text) => createHmac('sha256', sandbox.settings.Knock__WebhookSecret).update(`${at}.${text}`).digest('base64');
    assert.equal(sign(body), signature);
    assert.notEqual(sign(body.replace('seen', 'read')), signature);
    assert.ok(Math.abs(Date.now() - Number(at)) < 60_000);
  });
});
