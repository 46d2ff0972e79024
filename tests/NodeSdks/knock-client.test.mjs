// @knocklabs/client, the browser's client, unmodified, with a socket of ws in the browser's place.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, test } from 'node:test';
import KnockNode from '@knocklabs/node';
import { signUserToken } from '@knocklabs/node/lib/tokenSigner';
import WebSocket from 'ws';
import { startSandbox, until } from './processes.mjs';

// What a page has and Node has not: the client opens its socket only where there is a window.
globalThis.WebSocket ??= WebSocket;
globalThis.window ??= globalThis;
globalThis.addEventListener ??= () => {};
globalThis.removeEventListener ??= () => {};
const { default: KnockBrowser } = await import('@knocklabs/client');

const sandbox = await startSandbox();
const { Knock__ApiKey: apiKey, Knock__PublicKey: publicKey, Knock__BaseUrl: baseURL, Knock__FeedChannelId: channel, Knock__SigningKey: signingKey } = sandbox.settings;
const server = new KnockNode({ apiKey, baseURL, maxRetries: 0 });
const open = [];
after(async () => {
  open.forEach((knock) => knock.teardown());
  await sandbox.stop();
});

const signedIn = async (id = `user_${randomUUID()}`) => {
  const knock = new KnockBrowser(publicKey, { host: baseURL });
  knock.authenticate({ id }, await signUserToken(id, { signingKey }), { identificationStrategy: 'skip' });
  open.push(knock);
  return { id, knock, feed: knock.feeds.initialize(channel) };
};

const notify = (id, workflow = 'webinar-live') => server.workflows.trigger(workflow, { recipients: [id], data: { title: 'Talk' } });

const withItem = async () => {
  const page = await signedIn();
  await notify(page.id);
  await page.feed.fetch();
  assert.equal(page.feed.getState().items.length, 1);
  return { ...page, item: page.feed.getState().items[0] };
};

describe('@knocklabs/client', () => {
  test('a notice is there within a second of its trigger, without being asked for', async () => {
    const { id, feed, knock } = await signedIn();
    const came = new Promise((resolve) => feed.on('items.received.realtime', ({ items }) => resolve({ items, at: Date.now() })));
    feed.listenForUpdates();
    await feed.fetch();
    await until(() => knock.client().socket?.isConnected() && knock.client().socket.channels.some((x) => x.state === 'joined'), 'the socket');
    const sent = Date.now();
    await notify(id);
    const { items, at } = await came;
    assert.equal(items[0].data.title, 'Talk');
    assert.ok(at - sent < 1000, `${at - sent} ms`);
    assert.equal(feed.getState().metadata.unread_count, 1);
  });

  test('somebody else\'s notices do not come', async () => {
    const [ada, bob] = [await signedIn(), await signedIn()];
    await notify(bob.id);
    await ada.feed.fetch();
    await bob.feed.fetch();
    assert.deepEqual([ada.feed.getState().items.length, bob.feed.getState().items.length], [0, 1]);
  });

  test('seen, read and archived are kept', async () => {
    const { feed, item } = await withItem();
    assert.deepEqual([feed.getState().metadata.unseen_count, feed.getState().metadata.unread_count], [1, 1]);
    await feed.markAsSeen(item);
    await feed.markAsRead(item);
    await feed.fetch();
    const [read] = feed.getState().items;
    assert.ok(read.seen_at && read.read_at);
    assert.deepEqual([feed.getState().metadata.unseen_count, feed.getState().metadata.unread_count], [0, 0]);
    await feed.markAsArchived(read);
    await feed.fetch();
    assert.deepEqual(feed.getState().items, []);
  });

  test('all are marked at once', async () => {
    const { id, feed } = await withItem();
    await notify(id, 'webinar-soon');
    await feed.fetch();
    await feed.markAllAsRead();
    await until(async () => {
      await feed.fetch();
      return feed.getState().metadata.unread_count === 0;
    }, 'all to be read');
  });

  test('preferences are set and read', async () => {
    const { knock } = await signedIn();
    await knock.preferences.set({ workflows: { 'webinar-live': { channel_types: { in_app_feed: false } } }, categories: {}, channel_types: {} });
    assert.equal((await knock.preferences.get()).workflows['webinar-live'].channel_types.in_app_feed, false);
  });
});
