// @mux/mux-node, unmodified, against the sandbox.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import Mux from '@mux/mux-node';
import { startSandbox, until } from './processes.mjs';
import { startReceiver } from './receiver.mjs';

const everyField = {
  playback_policies: ['signed'],
  new_asset_settings: { playback_policies: ['signed'], passthrough: 'webinar-42', video_quality: 'plus', meta: { title: 'Recording' } },
  latency_mode: 'standard',
  reconnect_window: 0,
  use_slate_for_standard_latency: true,
  reconnect_slate_url: 'https://example.com/slate.png',
  max_continuous_duration: 7200,
  passthrough: 'webinar-42',
  generated_subtitles: [{ name: 'English CC', language_code: 'en', passthrough: 'captions' }],
  embedded_subtitles: [{ name: 'Deutsch', language_code: 'de', language_channel: 'cc1' }],
  simulcast_targets: [{ url: 'rtmps://else.example/app', stream_key: 'abc', passthrough: 'else' }],
  meta: { title: 'Webinar 42' },
  audio_only: false,
  test: true,
};

let receiver, sandbox, mux, video;

before(async () => {
  receiver = await startReceiver();
  sandbox = await startSandbox({ appUrl: receiver.url });
  mux = client();
  video = mux.video;
});

after(async () => {
  await sandbox?.stop();
  await receiver?.stop();
});

const client = (options) => new Mux({
  baseURL: sandbox.settings.Mux__BaseUrl,
  tokenId: sandbox.settings.Mux__TokenId,
  tokenSecret: sandbox.settings.Mux__TokenSecret,
  webhookSecret: sandbox.settings.Mux__WebhookSecret,
  jwtSigningKey: sandbox.settings.Mux__SigningKeyId,
  jwtPrivateKey: sandbox.settings.Mux__SigningKey,
  maxRetries: 0,
  ...options,
});

const create = (settings) => video.liveStreams.create({ playback_policies: ['signed'], new_asset_settings: { playback_policies: ['signed'] }, ...settings });

const encoder = (id, on) => sandbox.post(`/sandbox/mux/live-streams/${id}/encoder`, { on });

const activeStream = async (settings) => {
  const { id } = await create(settings);
  await encoder(id, true);
  return await until(async () => {
    const stream = await video.liveStreams.retrieve(id);
    return stream.status === 'active' ? stream : null;
  }, 'the live stream to be active');
};

const recording = async () => {
  const stream = await activeStream({ reconnect_window: 0 });
  await new Promise((resolve) => setTimeout(resolve, 2500));
  await video.liveStreams.complete(stream.id);
  return await until(async () => {
    const asset = await video.assets.retrieve(stream.active_asset_id);
    return asset.status === 'ready' && asset.duration ? asset : null;
  }, 'the recording to be ready');
};

const playlist = (id, token) => fetch(`${sandbox.settings.Mux__StreamUrl}/${id}.m3u8${token ? `?token=${token}` : ''}`);

test('a live stream is created with every field and keeps each of them', async () => {
  const stream = await video.liveStreams.create(everyField);
  assert.equal(stream.status, 'idle');
  assert.match(stream.stream_key, /.{20,}/);
  assert.match(stream.srt_passphrase, /.{20,}/);
  assert.equal(stream.playback_ids[0].policy, 'signed');
  assert.equal(stream.simulcast_targets[0].url, 'rtmps://else.example/app');
  assert.equal(stream.generated_subtitles[0].language_code, 'en');
  assert.equal(stream.embedded_subtitles[0].language_channel, 'cc1');
  for (const name of ['latency_mode', 'reconnect_window', 'max_continuous_duration', 'passthrough', 'reconnect_slate_url', 'test', 'meta']) {
    assert.deepEqual(stream[name], everyField[name], name);
  }

  assert.deepEqual(await video.liveStreams.retrieve(stream.id), stream);
});

test('an unknown field and a bad value are bad requests', async () => {
  await assert.rejects(create({ colour: 'red' }), Mux.BadRequestError);
  await assert.rejects(create({ latency_mode: 'warp' }), Mux.BadRequestError);
  await assert.rejects(create({ reconnect_window: 1801 }), Mux.BadRequestError);
});

test('live streams are listed newest first, page by page, by status and by stream key', async () => {
  const made = [await create({}), await create({}), await create({})];
  const ids = [];
  for await (const stream of video.liveStreams.list({ limit: 2 })) {
    ids.push(stream.id);
  }

  assert.deepEqual(ids.slice(0, 3), made.map((x) => x.id).reverse());
  assert.equal((await video.liveStreams.list({ stream_key: made[1].stream_key })).data[0].id, made[1].id);
  assert.ok((await video.liveStreams.list({ status: 'idle' })).data.every((x) => x.status === 'idle'));
});

test('a live stream is updated; what was not named stays', async () => {
  const stream = await video.liveStreams.create(everyField);
  const changed = await video.liveStreams.update(stream.id, { passthrough: 'other', latency_mode: 'low', meta: { title: 'New' }, new_asset_settings: { mp4_support: 'none' } });
  assert.deepEqual([changed.passthrough, changed.latency_mode, changed.meta.title], ['other', 'low', 'New']);
  assert.equal(changed.max_continuous_duration, 7200);
  assert.equal(changed.new_asset_settings.passthrough, 'webinar-42');
});

test('captions of a live stream are exchanged and taken away', async () => {
  const stream = await video.liveStreams.create(everyField);
  const german = await video.liveStreams.updateGeneratedSubtitles(stream.id, { generated_subtitles: [{ name: 'Deutsch', language_code: 'de' }] });
  assert.equal(german.generated_subtitles[0].language_code, 'de');
  const none = await video.liveStreams.updateEmbeddedSubtitles(stream.id, { embedded_subtitles: [] });
  assert.deepEqual(none.embedded_subtitles ?? [], []);
});

test('a live stream is disabled, refuses an encoder, and is enabled again', async () => {
  const { id } = await create({});
  await video.liveStreams.disable(id);
  assert.equal((await video.liveStreams.retrieve(id)).status, 'disabled');
  await assert.rejects(encoder(id, true));
  await video.liveStreams.enable(id);
  assert.equal((await video.liveStreams.retrieve(id)).status, 'idle');
});

test('completing ends a broadcast and leaves a recording', async () => {
  const asset = await recording();
  assert.ok(asset.duration >= 2);
  assert.equal((await video.liveStreams.retrieve(asset.live_stream_id)).status, 'idle');
  assert.ok(asset.recording_times[0].started_at);
});

test('the stream key is replaced', async () => {
  const stream = await create({});
  const again = await video.liveStreams.resetStreamKey(stream.id);
  assert.notEqual(again.stream_key, stream.stream_key);
  assert.equal((await video.liveStreams.retrieve(stream.id)).stream_key, again.stream_key);
});

test('playback ids of a live stream come and go, and tell whose they are', async () => {
  const { id } = await create({});
  const playback = await video.liveStreams.createPlaybackId(id, { policy: 'public' });
  assert.equal((await video.liveStreams.retrievePlaybackId(id, playback.id)).policy, 'public');
  const owner = await video.playbackIds.retrieve(playback.id);
  assert.deepEqual(owner.object, { id, type: 'live_stream' });
  await video.liveStreams.deletePlaybackId(id, playback.id);
  await assert.rejects(video.playbackIds.retrieve(playback.id), Mux.NotFoundError);
});

test('simulcast targets come and go', async () => {
  const { id } = await create({});
  const target = await video.liveStreams.createSimulcastTarget(id, { url: 'rtmps://else.example/app', stream_key: 'abc', passthrough: 'else' });
  assert.equal((await video.liveStreams.retrieveSimulcastTarget(id, target.id)).stream_key, 'abc');
  await video.liveStreams.deleteSimulcastTarget(id, target.id);
  await assert.rejects(video.liveStreams.retrieveSimulcastTarget(id, target.id), Mux.NotFoundError);
});

test('a deleted live stream is not found', async () => {
  const { id } = await create({});
  await video.liveStreams.delete(id);
  await assert.rejects(video.liveStreams.retrieve(id), Mux.NotFoundError);
});

test('a wrong secret is unauthorized', async () => {
  await assert.rejects(client({ tokenSecret: 'wrong' }).video.liveStreams.list(), Mux.AuthenticationError);
});

test('recordings are listed by live stream, read, renamed and deleted', async () => {
  const asset = await recording();
  const found = [];
  for await (const one of video.assets.list({ live_stream_id: asset.live_stream_id, limit: 1 })) {
    found.push(one.id);
  }

  assert.deepEqual(found, [asset.id]);
  const changed = await video.assets.update(asset.id, { passthrough: 'kept', meta: { title: 'Talk' } });
  assert.deepEqual([changed.passthrough, changed.meta.title], ['kept', 'Talk']);
  const playback = await video.assets.createPlaybackId(asset.id, { policy: 'public' });
  assert.deepEqual((await video.playbackIds.retrieve(playback.id)).object, { id: asset.id, type: 'asset' });
  await video.assets.deletePlaybackId(asset.id, playback.id);
  await video.assets.delete(asset.id);
  await assert.rejects(video.assets.retrieve(asset.id), Mux.NotFoundError);
});

test('a token that starts at Go live shows nothing from before', async () => {
  const asset = await recording();
  const { id } = asset.playback_ids[0];
  const from = Date.parse(asset.recording_times[0].started_at) / 1000 + 1;
  const token = await mux.jwt.signPlaybackId(id, { type: 'video', params: { program_start_time: `${Math.floor(from)}` } });
  const all = await mux.jwt.signPlaybackId(id, { type: 'video' });
  const segments = async (pass) => {
    const media = (await (await playlist(id, pass)).text()).split('\n').find((x) => x.includes('rendition.m3u8'));
    return (await (await fetch(new URL(media, `${sandbox.settings.Mux__StreamUrl}/`))).text()).match(/\.m4s/g).length;
  };
  assert.ok(await segments(token) < await segments(all));
});

test('signing keys come and go; what they sign is accepted while they are there', async () => {
  const asset = await recording();
  const { id } = asset.playback_ids[0];
  const key = await mux.system.signingKeys.create();
  assert.deepEqual(Object.keys(await mux.system.signingKeys.retrieve(key.id)).sort(), ['created_at', 'id']);
  assert.ok((await mux.system.signingKeys.list()).data.some((x) => x.id === key.id));
  const token = await mux.jwt.signPlaybackId(id, { type: 'video', keyId: key.id, keySecret: key.private_key });
  assert.equal((await playlist(id, token)).status, 200);
  await mux.system.signingKeys.delete(key.id);
  assert.equal((await playlist(id, token)).status, 403);
});

test('a signed playback id plays with its own token, and neither without one nor with a forged one', async () => {
  const stream = await activeStream({ latency_mode: 'low' });
  const { id } = stream.playback_ids[0];
  const tokens = await mux.jwt.signPlaybackId(id, { type: ['video', 'thumbnail', 'storyboard'] });
  const image = (path, token) => fetch(`${sandbox.settings.Mux__ImageUrl}/${id}/${path}?token=${token}`);
  await until(async () => (await playlist(id, tokens['playback-token'])).ok, 'the picture');
  assert.equal((await image('thumbnail.jpg', tokens['thumbnail-token'])).status, 200);
  assert.equal((await image('storyboard.vtt', tokens['storyboard-token'])).status, 200);

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs1', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } });
  const forged = await mux.jwt.signPlaybackId(id, { type: 'video', keySecret: Buffer.from(privateKey).toString('base64') });
  const other = await mux.jwt.signPlaybackId('another', { type: 'video' });
  const expired = await mux.jwt.signPlaybackId(id, { type: 'video', expiration: '0s' });
  for (const token of [undefined, forged, other, expired, tokens['thumbnail-token']]) {
    assert.equal((await playlist(id, token)).status, 403);
  }

  assert.equal((await image('thumbnail.jpg', tokens['playback-token'])).status, 403);
});

test('playback restrictions come and go', async () => {
  const made = await video.playbackRestrictions.create({
    referrer: { allowed_domains: ['*.example.com'], allow_no_referrer: true },
    user_agent: { allow_no_user_agent: true, allow_high_risk_user_agent: false },
  });
  assert.deepEqual((await video.playbackRestrictions.retrieve(made.id)).referrer.allowed_domains, ['*.example.com']);
  const changed = await video.playbackRestrictions.updateReferrer(made.id, { allowed_domains: ['example.org'], allow_no_referrer: false });
  assert.deepEqual(changed.referrer, { allowed_domains: ['example.org'], allow_no_referrer: false });
  assert.ok((await video.playbackRestrictions.list()).data.some((x) => x.id === made.id));

  const { playback_ids: [{ id }] } = await recording();
  const token = await mux.jwt.signPlaybackId(id, { type: 'video', params: { playback_restriction_id: made.id } });
  const from = async (referer) => (await fetch(`${sandbox.settings.Mux__StreamUrl}/${id}.m3u8?token=${token}`, { headers: referer ? { referer } : {} })).status;
  assert.deepEqual([await from('https://example.org/watch'), await from('https://example.com/watch'), await from()], [200, 403, 403]);
  await video.playbackRestrictions.delete(made.id);
  await assert.rejects(video.playbackRestrictions.retrieve(made.id), Mux.NotFoundError);
});

test('webhooks that were really sent are verified, and neither changed ones nor those of another secret', async () => {
  const { id } = await create({ passthrough: 'told' });
  const { body, headers } = await receiver.first('video.live_stream.created', (x) => x.data.id === id);
  const event = await mux.webhooks.unwrap(body, headers);
  assert.equal(event.data.passthrough, 'told');
  await mux.webhooks.verifySignature(body, headers);
  await assert.rejects(mux.webhooks.verifySignature(body.replace('told', 'lied'), headers));
  await assert.rejects(mux.webhooks.verifySignature(body, headers, 'another secret'));
});
