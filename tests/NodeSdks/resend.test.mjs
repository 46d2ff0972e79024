// resend, unmodified, against the sandbox.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { Resend } from 'resend';
import { startSandbox, until } from './processes.mjs';
import { startReceiver } from './receiver.mjs';

const receiver = await startReceiver();
const sandbox = await startSandbox({ appUrl: receiver.url });
after(async () => {
  await sandbox.stop();
  await receiver.stop();
});

const key = sandbox.settings.Resend__ApiKey;
const resend = new Resend(key, { baseUrl: sandbox.settings.Resend__BaseUrl });
const letter = (wish) => ({ from: 'Webinars <events@example.com>', to: ['delivered@resend.dev'], subject: 'Hello', html: '<p>Grüße</p>', text: 'Grüße', ...wish });
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();
const good = ({ data, error }) => {
  assert.equal(error, null);
  return data;
};
const refused = ({ data, error }, status, name) => {
  assert.equal(data, null);
  assert.deepEqual([error.statusCode, error.name], [status, name], error.message);
};

describe('resend', () => {
  test('a letter is sent, read, listed, and lies in the inbox as its recipient sees it', async () => {
    const to = `${randomUUID()}@example.com`;
    const { id } = good(await resend.emails.send(letter({ to, cc: 'cc@example.com', replyTo: 'host@example.com', headers: { 'X-Entity-Ref-ID': '42' } })));
    assert.match(id, /^[0-9a-f-]{36}$/);
    const read = good(await resend.emails.get(id));
    assert.deepEqual([read.id, read.object, read.subject, read.to, read.cc, read.html], [id, 'email', 'Hello', [to], ['cc@example.com'], '<p>Grüße</p>']);
    assert.ok(good(await resend.emails.list()).data.some((x) => x.id === id));
    const [mail] = await until(async () => {
      const mails = await sandbox.get(`/sandbox/resend/inbox?to=${encodeURIComponent(to)}`);
      return mails.length > 0 ? mails : null;
    }, 'the letter in the inbox');
    assert.deepEqual([mail.id, mail.subject, mail.text], [id, 'Hello', 'Grüße']);
  });

  test('attachments and tags go with it', async () => {
    const to = `${randomUUID()}@example.com`;
    const calendar = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';
    const { id } = good(await resend.emails.send(letter({
      to,
      attachments: [{ filename: 'invite.ics', content: Buffer.from(calendar), contentType: 'text/calendar; method=REQUEST' }],
      tags: [{ name: 'webinar', value: 'w_42' }],
    })));
    assert.deepEqual(good(await resend.emails.get(id)).tags, [{ name: 'webinar', value: 'w_42' }]);
    const [mail] = await until(async () => {
      const mails = await sandbox.get(`/sandbox/resend/inbox?to=${encodeURIComponent(to)}`);
      return mails.length > 0 ? mails : null;
    }, 'the letter in the inbox');
    assert.equal(mail.attachments[0].filename, 'invite.ics');
    refused(await resend.emails.send(letter({ tags: [{ name: 'web inar', value: 'x' }] })), 422, 'validation_error');
  });

  test('a batch is sent whole or, when wished, without its bad ones; attachments are refused', async () => {
    assert.equal(good(await resend.batch.send([letter(), letter({ subject: 'Second' })])).data.length, 2);
    const bad = letter({ to: 'nobody' });
    assert.notEqual((await resend.batch.send([letter(), bad])).error, null);
    const some = good(await resend.batch.send([letter(), bad], { batchValidation: 'permissive' }));
    assert.deepEqual([some.data.length, some.errors.map((x) => x.index)], [1, [1]]);
    assert.notEqual((await resend.batch.send([letter({ attachments: [{ filename: 'a.txt', content: 'a' }] })])).error, null);
    assert.notEqual((await resend.batch.send(Array.from({ length: 101 }, () => letter()))).error, null);
  });

  test('the same idempotency key sends once, and another body under it is refused', async () => {
    const idempotencyKey = randomUUID();
    const first = good(await resend.emails.send(letter(), { idempotencyKey }));
    assert.equal(good(await resend.emails.send(letter(), { idempotencyKey })).id, first.id);
    refused(await resend.emails.send(letter({ subject: 'Other' }), { idempotencyKey }), 409, 'invalid_idempotent_request');
    refused(await resend.emails.send(letter(), { idempotencyKey: 'x'.repeat(257) }), 400, 'invalid_idempotency_key');
    const many = good(await resend.batch.send([letter()], { idempotencyKey: `${idempotencyKey}-batch` }));
    assert.equal(good(await resend.batch.send([letter()], { idempotencyKey: `${idempotencyKey}-batch` })).data[0].id, many.data[0].id);
  });

  test('a scheduled letter waits, is moved, and is cancelled for good', async () => {
    const { id } = good(await resend.emails.send(letter({ scheduledAt: tomorrow() })));
    assert.equal(good(await resend.emails.get(id)).last_event, 'scheduled');
    assert.equal(good(await resend.emails.update({ id, scheduledAt: tomorrow() })).id, id);
    assert.equal(good(await resend.emails.cancel(id)).id, id);
    assert.equal(good(await resend.emails.get(id)).last_event, 'canceled');
    assert.notEqual((await resend.emails.cancel(id)).error, null);
    assert.notEqual((await resend.emails.update({ id, scheduledAt: tomorrow() })).error, null);
  });

  test('the list is read page by page', async () => {
    for (let i = 0; i < 3; i++) {
      good(await resend.emails.send(letter({ subject: `Page ${i}` })));
    }

    const first = good(await resend.emails.list({ limit: 2 }));
    assert.deepEqual([first.data.length, first.has_more], [2, true]);
    const next = good(await resend.emails.list({ limit: 1, after: first.data[1].id }));
    assert.ok(!first.data.some((x) => x.id === next.data[0].id));
  });

  test('each refusal has the name that the client knows', async () => {
    refused(await resend.emails.get(randomUUID()), 404, 'not_found');
    refused(await resend.emails.send(letter({ subject: undefined })), 422, 'missing_required_field');
    assert.notEqual((await resend.emails.send(letter({ from: 'nobody' }))).error, null);
    const wrong = await new Resend('re_wrong', { baseUrl: sandbox.settings.Resend__BaseUrl }).emails.send(letter());
    assert.match(wrong.error.name, /api_key|invalid_access|validation_error/);
    assert.ok([400, 401, 403].includes(wrong.error.statusCode));
  });

  for (const [to, type] of [['delivered@resend.dev', 'email.delivered'], ['bounced@resend.dev', 'email.bounced'], ['complained@resend.dev', 'email.complained']]) {
    test(`${type}: the webhook that was really sent is verified, and neither a changed one nor that of another secret`, async () => {
      const webhookSecret = sandbox.settings.Resend__WebhookSecret;
      const { id } = good(await resend.emails.send(letter({ to })));
      const { body, headers } = await receiver.first(type, (x) => x.data.email_id === id);
      const signed = { id: headers['svix-id'], timestamp: headers['svix-timestamp'], signature: headers['svix-signature'] };
      assert.equal(resend.webhooks.verify({ payload: body, headers: signed, webhookSecret }).data.email_id, id);
      assert.throws(() => resend.webhooks.verify({ payload: body.replace('Hello', 'Hallo'), headers: signed, webhookSecret }));
      assert.throws(() => resend.webhooks.verify({ payload: body, headers: signed, webhookSecret: `whsec_${Buffer.alloc(24, 7).toString('base64')}` }));
    });
  }
});
