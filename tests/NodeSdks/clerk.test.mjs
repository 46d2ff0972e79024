// @clerk/backend and svix, unmodified, against the sandbox.
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { after, before, test } from 'node:test';
import { createClerkClient, verifyToken } from '@clerk/backend';
import { verifyWebhook } from '@clerk/backend/webhooks';
import { Webhook } from 'svix';
import { startSandbox } from './processes.mjs';
import { startReceiver } from './receiver.mjs';

let receiver, sandbox, clerk, apiUrl, secretKey;

before(async () => {
  receiver = await startReceiver();
  sandbox = await startSandbox({ appUrl: receiver.url });
  apiUrl = sandbox.settings.Clerk__BaseUrl.replace(/\/v1$/, '');
  secretKey = sandbox.settings.Clerk__SecretKey;
  clerk = client();
});

after(async () => {
  await sandbox?.stop();
  await receiver?.stop();
});

const client = (options) => createClerkClient({ secretKey, apiUrl, telemetry: { disabled: true }, ...options });

let number = 0;

const create = (wish) => clerk.users.createUser({
  emailAddress: [`ada-${++number}@example.org`], firstName: 'Ada', lastName: 'Lovelace', password: 'correct horse battery', ...wish,
});

const refused = (promise, status, code) => assert.rejects(promise, (error) => {
  assert.deepEqual([error.status, error.errors?.[0]?.code], [status, code]);
  return true;
});

const publicKey = async () => {
  const { keys: [jwk] } = await (await fetch(`${sandbox.settings.Clerk__Issuer}/.well-known/jwks.json`)).json();
  return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
};

const token = async (user, seconds) => {
  const session = await clerk.sessions.createSession({ userId: user.id });
  return { session, jwt: (await clerk.sessions.getToken(session.id, undefined, seconds)).jwt };
};

test('a user is created with what was given, and read', async () => {
  const made = await create({ publicMetadata: { role: 'host' }, privateMetadata: { note: 'x' }, unsafeMetadata: { theme: 'dark' }, externalId: 'ext-1' });
  const user = await clerk.users.getUser(made.id);
  assert.deepEqual([user.firstName, user.lastName, user.fullName], ['Ada', 'Lovelace', 'Ada Lovelace']);
  assert.equal(user.primaryEmailAddress.emailAddress, `ada-${number}@example.org`);
  assert.equal(user.primaryEmailAddress.verification.status, 'verified');
  assert.deepEqual([user.publicMetadata, user.privateMetadata, user.unsafeMetadata], [{ role: 'host' }, { note: 'x' }, { theme: 'dark' }]);
  assert.deepEqual([user.externalId, user.passwordEnabled, user.banned, user.locked], ['ext-1', true, false, false]);
  assert.equal((await fetch(user.imageUrl)).status, 200);
});

test('two users cannot share an address, and bad ones are refused with the field', async () => {
  const { emailAddresses: [{ emailAddress }] } = await create();
  await refused(create({ emailAddress: [emailAddress.toUpperCase()] }), 422, 'form_identifier_exists');
  await refused(create({ emailAddress: ['nobody'] }), 422, 'form_param_format_invalid');
  await refused(create({ password: 'short' }), 422, 'form_password_length_too_short');
});

test('users are listed in order, found by address, id, words and external id, and counted', async () => {
  const [first, second] = [await create({ firstName: 'Zoltan', externalId: 'ext-z' }), await create({ firstName: 'Zoltan' })];
  const listed = await clerk.users.getUserList({ query: 'Zoltan', orderBy: '-created_at', limit: 1 });
  assert.equal(listed.totalCount, 2);
  assert.deepEqual(listed.data.map((x) => x.id), [second.id]);
  const ids = async (search) => (await clerk.users.getUserList(search)).data.map((x) => x.id);
  assert.deepEqual(await ids({ emailAddress: [first.primaryEmailAddress.emailAddress] }), [first.id]);
  assert.deepEqual((await ids({ userId: [first.id, second.id] })).sort(), [first.id, second.id].sort());
  assert.deepEqual(await ids({ externalId: ['ext-z'] }), [first.id]);
  assert.equal(await clerk.users.getCount({ query: 'Zoltan' }), 2);
  assert.equal(await clerk.users.getCount({ query: 'nobody of that name' }), 0);
});

test('a user is updated: names, metadata, password; signing others out when asked', async () => {
  const user = await create();
  const { session } = await token(user);
  const changed = await clerk.users.updateUser(user.id, { firstName: 'Augusta', publicMetadata: { a: 1 }, password: 'another long secret', signOutOfOtherSessions: true });
  assert.deepEqual([changed.firstName, changed.lastName, changed.publicMetadata], ['Augusta', 'Lovelace', { a: 1 }]);
  assert.equal((await clerk.sessions.getSession(session.id)).status, 'revoked');
  assert.deepEqual(await clerk.users.verifyPassword({ userId: user.id, password: 'another long secret' }), { verified: true });
  await refused(clerk.users.verifyPassword({ userId: user.id, password: 'correct horse battery' }), 422, 'incorrect_password');
  await refused(clerk.users.updateUser('user_nobody', { firstName: 'A' }), 404, 'resource_not_found');
});

test('metadata is merged at every depth, null deletes, and replacing forgets the rest', async () => {
  const user = await create({ publicMetadata: { role: 'host', seat: { row: 1, place: 2 } } });
  const merged = await clerk.users.updateUserMetadata(user.id, { publicMetadata: { role: null, seat: { row: 3 } }, privateMetadata: { n: 1 } });
  assert.deepEqual([merged.publicMetadata, merged.privateMetadata], [{ seat: { row: 3, place: 2 } }, { n: 1 }]);
  const replaced = await clerk.users.replaceUserMetadata(user.id, { publicMetadata: { only: true } });
  assert.deepEqual([replaced.publicMetadata, replaced.privateMetadata], [{ only: true }, { n: 1 }]);
});

test('a banned user loses the sessions and gets no new one until unbanned; a locked one is unlocked again', async () => {
  const user = await create();
  const { session } = await token(user);
  assert.equal((await clerk.users.banUser(user.id)).banned, true);
  assert.equal((await clerk.sessions.getSession(session.id)).status, 'revoked');
  await assert.rejects(clerk.sessions.createSession({ userId: user.id }));
  assert.equal((await clerk.users.unbanUser(user.id)).banned, false);
  await clerk.sessions.createSession({ userId: user.id });
  assert.equal((await clerk.users.lockUser(user.id)).locked, true);
  assert.equal((await clerk.users.unlockUser(user.id)).locked, false);
});

test('a deleted user is gone, with the sessions, and the address is free again', async () => {
  const user = await create();
  const { session } = await token(user);
  const gone = await clerk.users.deleteUser(user.id);
  assert.equal(gone.id, user.id);
  await refused(clerk.users.getUser(user.id), 404, 'resource_not_found');
  await refused(clerk.sessions.getToken(session.id), 404, 'resource_not_found');
  await create({ emailAddress: [user.primaryEmailAddress.emailAddress] });
});

test('addresses are added, made primary and deleted, but never the last one', async () => {
  const user = await create();
  const added = await clerk.emailAddresses.createEmailAddress({ userId: user.id, emailAddress: 'second@example.org', verified: true, primary: false });
  assert.equal((await clerk.emailAddresses.getEmailAddress(added.id)).emailAddress, 'second@example.org');
  await clerk.emailAddresses.updateEmailAddress(added.id, { primary: true });
  assert.equal((await clerk.users.getUser(user.id)).primaryEmailAddress.emailAddress, 'second@example.org');
  await clerk.emailAddresses.deleteEmailAddress(user.primaryEmailAddressId);
  assert.deepEqual((await clerk.users.getUser(user.id)).emailAddresses.map((x) => x.emailAddress), ['second@example.org']);
  await assert.rejects(clerk.emailAddresses.deleteEmailAddress(added.id));
});

test('a session is created, listed, read and revoked', async () => {
  const user = await create();
  const session = await clerk.sessions.createSession({ userId: user.id });
  assert.deepEqual([session.status, session.userId], ['active', user.id]);
  assert.equal((await clerk.sessions.getSession(session.id)).id, session.id);
  assert.deepEqual((await clerk.sessions.getSessionList({ userId: user.id })).data.map((x) => x.id), [session.id]);
  assert.equal((await clerk.sessions.revokeSession(session.id)).status, 'revoked');
  assert.deepEqual((await clerk.sessions.getSessionList({ userId: user.id, status: 'active' })).data, []);
  await assert.rejects(clerk.sessions.getToken(session.id));
});

test('a session token is verified by the key set and by the PEM, with the page that it was made for', async () => {
  const user = await create();
  const { session, jwt } = await token(user);
  for (const key of [{ secretKey, apiUrl, skipJwksCache: true }, { jwtKey: await publicKey() }]) {
    const claims = await verifyToken(jwt, { ...key, authorizedParties: [receiver.url] });
    assert.deepEqual([claims.sub, claims.sid, claims.iss, claims.v, claims.azp], [user.id, session.id, sandbox.settings.Clerk__Issuer, 2, receiver.url]);
    assert.equal(claims.exp - claims.iat, 60);
    await assert.rejects(verifyToken(jwt, { ...key, authorizedParties: ['https://evil.example'] }));
    await assert.rejects(verifyToken(jwt.slice(0, -6) + 'AAAAAA', key));
  }
});

test('a token lives as long as asked, and one of a template carries no session', async () => {
  const user = await create();
  const { session, jwt } = await token(user, 600);
  const claims = await verifyToken(jwt, { jwtKey: await publicKey() });
  assert.equal(claims.exp - claims.iat, 600);
  const template = await verifyToken((await clerk.sessions.getToken(session.id, 'integration')).jwt, { jwtKey: await publicKey() });
  assert.deepEqual([template.sub, template.sid], [user.id, undefined]);
});

test('a request with the token is authenticated, and one without is not', async () => {
  const { jwt } = await token(await create());
  const ask = async (headers) => (await client({ publishableKey: sandbox.settings.Clerk__PublishableKey, jwtKey: await publicKey() })
    .authenticateRequest(new Request(receiver.url, { headers }), { authorizedParties: [receiver.url] })).isAuthenticated;
  assert.equal(await ask({ authorization: `Bearer ${jwt}` }), true);
  assert.equal(await ask({ authorization: `Bearer ${jwt.slice(0, -6)}AAAAAA` }), false);
  assert.equal(await ask({}), false);
});

test('the key set, a testing token and a sign-in token are given out', async () => {
  const { keys } = await clerk.jwks.getJwks();
  assert.equal(keys[0].alg, 'RS256');
  const testing = await clerk.testingTokens.createTestingToken();
  assert.ok(testing.token.length > 10);
  assert.ok((testing.expiresAt ?? testing.expires_at) * 1000 > Date.now()); // the client forgets to rename it
  const made = await clerk.signInTokens.createSignInToken({ userId: (await create()).id, expiresInSeconds: 60 });
  assert.equal(made.status, 'pending');
  assert.equal((await clerk.signInTokens.revokeSignInToken(made.id)).status, 'revoked');
});

test('people are invited, once, and the invitation is revoked', async () => {
  const invitation = await clerk.invitations.createInvitation({ emailAddress: 'guest@example.org', publicMetadata: { role: 'guest' } });
  assert.equal(invitation.status, 'pending');
  await refused(clerk.invitations.createInvitation({ emailAddress: 'guest@example.org' }), 400, 'duplicate_record');
  assert.deepEqual((await clerk.invitations.getInvitationList({ status: 'pending' })).data.map((x) => x.id), [invitation.id]);
  assert.equal((await clerk.invitations.revokeInvitation(invitation.id)).status, 'revoked');
  assert.deepEqual((await clerk.invitations.getInvitationList({ status: 'pending' })).data, []);
});

test('a wrong secret key is told nothing', async () => {
  await refused(client({ secretKey: 'sk_live_wrong' }).users.getCount(), 401, 'authentication_invalid');
});

test('webhooks that were really sent are verified by svix and by Clerk, and neither changed ones nor those of another secret', async () => {
  const signingSecret = sandbox.settings.Clerk__WebhookSecret;
  const user = await create({ firstName: 'Grace' });
  const { session } = await token(user);
  await clerk.sessions.revokeSession(session.id);
  await clerk.users.updateUser(user.id, { lastName: 'Hopper' });
  await clerk.users.deleteUser(user.id);
  for (const type of ['user.created', 'session.created', 'session.revoked', 'user.updated', 'user.deleted']) {
    const { body, headers } = await receiver.first(type, (x) => x.data.id === user.id || x.data.user_id === user.id);
    const request = (text) => new Request(receiver.url, { method: 'POST', headers: { ...headers, 'content-length': undefined }, body: text });
    assert.equal((await verifyWebhook(request(body), { signingSecret })).type, type);
    assert.equal(new Webhook(signingSecret).verify(body, headers).type, type);
    const changed = body.replace('"object":"event"', '"object":"Event"');
    assert.notEqual(changed, body);
    await assert.rejects(verifyWebhook(request(changed), { signingSecret }));
    assert.throws(() => new Webhook(signingSecret).verify(changed, headers));
    assert.throws(() => new Webhook(`whsec_${Buffer.alloc(24, 1).toString('base64')}`).verify(body, headers));
  }
});
