// The account page, asked for as clerk-js asks: forms, verbs in the query, a cookie; its users and tickets come from @clerk/backend.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { createClerkClient } from '@clerk/backend';
import { startSandbox } from './processes.mjs';

let sandbox, clerk;

before(async () => {
  sandbox = await startSandbox();
  clerk = createClerkClient({ secretKey: sandbox.settings.Clerk__SecretKey, apiUrl: sandbox.settings.Clerk__BaseUrl.replace(/\/v1$/, ''), telemetry: { disabled: true } });
});

after(() => sandbox?.stop());

const address = () => `${randomUUID()}@example.org`;

/** A browser: keeps its cookie, and its session once it has one. */
const browser = () => {
  let cookie, session;
  const ask = async (method, path, form) => {
    const url = new URL(`${sandbox.settings.Clerk__BaseUrl}${path}`);
    if (path.startsWith('/me')) {
      url.searchParams.set('_clerk_session_id', session);
    }

    if (!['GET', 'POST'].includes(method)) {
      url.searchParams.set('_method', method);
    }

    const response = await fetch(url, {
      method: method === 'GET' ? 'GET' : 'POST',
      headers: { origin: sandbox.url, ...(cookie && { cookie }) },
      body: method === 'GET' ? undefined : form instanceof FormData ? form : new URLSearchParams(form),
    });
    cookie = response.headers.getSetCookie().find((x) => x.startsWith('__client='))?.split(';')[0] ?? cookie;
    const answer = await response.json();
    if (!response.ok) {
      throw Object.assign(new Error(JSON.stringify(answer)), { status: response.status, code: answer.errors[0].code });
    }

    session = answer.client?.last_active_session_id ?? session;
    return 'response' in answer ? answer.response : answer;
  };
  return { ask };
};

const signedIn = async () => {
  const email = address();
  const user = await clerk.users.createUser({ emailAddress: [email], firstName: 'Ada', lastName: 'Lovelace', skipPasswordRequirement: true });
  const { token } = await clerk.signInTokens.createSignInToken({ userId: user.id });
  const page = browser();
  assert.equal((await page.ask('POST', '/client/sign_ins', { strategy: 'ticket', ticket: token })).status, 'complete');
  return { user, token, email, ...page };
};

test('a sign-in token signs in once', async () => {
  const { token } = await signedIn();
  await assert.rejects(browser().ask('POST', '/client/sign_ins', { strategy: 'ticket', ticket: token }), { code: 'ticket_invalid_code' });
});

test('a banned user is not signed in', async () => {
  const user = await clerk.users.createUser({ emailAddress: [address()], firstName: 'Eve', lastName: 'E', skipPasswordRequirement: true });
  const { token } = await clerk.signInTokens.createSignInToken({ userId: user.id });
  await clerk.users.banUser(user.id);
  await assert.rejects(browser().ask('POST', '/client/sign_ins', { strategy: 'ticket', ticket: token }), { code: 'user_banned' });
});

test('an address is added by its code, becomes the primary one, and the old one is removed', async () => {
  const { ask, user, email } = await signedIn();
  const second = address();
  const added = await ask('POST', '/me/email_addresses', { email_address: second });
  assert.equal(added.verification, null);
  const path = `/me/email_addresses/${added.id}`;
  await ask('POST', `${path}/prepare_verification`, { strategy: 'email_code' });
  const { code } = await sandbox.get(`/sandbox/clerk/codes?email=${second}`);
  await assert.rejects(ask('POST', `${path}/attempt_verification`, { code: code === '000000' ? '000001' : '000000' }), { code: 'form_code_incorrect' });
  await assert.rejects(ask('PATCH', '/me', { primary_email_address_id: added.id }), { status: 422 });
  assert.equal((await ask('POST', `${path}/attempt_verification`, { code })).verification.status, 'verified');
  assert.equal((await ask('PATCH', '/me', { primary_email_address_id: added.id })).primary_email_address_id, added.id);
  await ask('DELETE', `/me/email_addresses/${user.primaryEmailAddressId}`);
  assert.deepEqual((await clerk.users.getUser(user.id)).emailAddresses.map((x) => x.emailAddress), [second]);
  await assert.rejects(ask('DELETE', path), { code: 'last_identification_deletion_failed' });
  assert.equal((await clerk.users.getUserList({ emailAddress: [email] })).totalCount, 0);
});

test('somebody else\'s address cannot be added, nor a code asked for somebody else\'s', async () => {
  const [ada, bob] = [await signedIn(), await signedIn()];
  await assert.rejects(ada.ask('POST', '/me/email_addresses', { email_address: bob.email }), { code: 'form_identifier_exists' });
  await assert.rejects(ada.ask('POST', `/me/email_addresses/${bob.user.primaryEmailAddressId}/prepare_verification`, { strategy: 'email_code' }), { status: 404 });
});

test('a picture is uploaded, shown and taken away; other files are refused', async () => {
  const { ask, user } = await signedIn();
  const file = (type) => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array([137, 80, 78, 71])], { type }), 'me.png');
    return form;
  };
  await ask('POST', '/me/profile_image', file('image/png'));
  const shown = await clerk.users.getUser(user.id);
  assert.equal(shown.hasImage, true);
  assert.deepEqual([...new Uint8Array(await (await fetch(shown.imageUrl)).arrayBuffer())], [137, 80, 78, 71]);
  await assert.rejects(ask('POST', '/me/profile_image', file('text/html')), { status: 422 });
  await ask('DELETE', '/me/profile_image');
  assert.equal((await clerk.users.getUser(user.id)).hasImage, false);
});

test('who was invited signs up without a code, once, with what the invitation says of them', async () => {
  const email = address();
  const { url } = await clerk.invitations.createInvitation({ emailAddress: email, publicMetadata: { role: 'guest' }, redirectUrl: 'http://localhost:5080/sign-up' });
  const link = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location'));
  assert.equal(`${link.origin}${link.pathname}`, 'http://localhost:5080/sign-up');
  const form = { strategy: 'ticket', ticket: link.searchParams.get('__clerk_ticket'), first_name: 'Guest', last_name: 'G', password: 'correct horse battery' };
  const done = await browser().ask('POST', '/client/sign_ups', form);
  assert.equal(done.status, 'complete');
  const user = await clerk.users.getUser(done.created_user_id);
  assert.deepEqual([user.primaryEmailAddress.emailAddress, user.publicMetadata], [email, { role: 'guest' }]);
  await assert.rejects(browser().ask('POST', '/client/sign_ups', form), { code: 'ticket_invalid_code' });
});
