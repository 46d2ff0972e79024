// The sandbox and the product as processes of their own, as anybody would start them.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The sandbox on a free port: `settings` is what it prints at its start (`Mux__TokenId` → value). */
export async function startSandbox({ appUrl = 'http://127.0.0.1:9' } = {}) {
  const url = await freeUrl();
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const { output, stop } = await start('Sandbox', ['--urls', url, '--Sandbox:AppUrl', appUrl, '--Sandbox:Folder', folder], {}, folder);
  const settings = Object.fromEntries([...output.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [name, value]));
  await answers(`${url}/sandbox`);
  return {
    url,
    settings,
    stop,
    get: async (path) => read(await fetch(url + path)),
    post: async (path, body) => read(await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })),
  };
}

/** The product on a free port, with a sandbox beside it; its webhook secrets stand in `settings`. */
export async function startProduct() {
  const url = await freeUrl();
  const sandbox = await startSandbox({ appUrl: url });
  const folder = await mkdtemp(join(tmpdir(), 'webinars-'));
  try {
    const { stop } = await start('Web', ['--urls', url, '--Store:Path', folder], { ...sandbox.settings, ASPNETCORE_ENVIRONMENT: 'Development' }, folder);
    return { url, settings: sandbox.settings, stop: async () => { await stop(); await sandbox.stop(); } };
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}

async function start(project, args, environment, folder) {
  const program = join(root, 'artifacts', 'bin', project, 'debug', `Webinars.${project}`);
  if (!existsSync(program)) {
    throw new Error(`${program} is missing: run "dotnet build src/${project}" first.`);
  }

  const child = spawn(program, args, { cwd: folder, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };

  // What is killed with its terminal must not leave a process behind.
  process.once('exit', () => child.kill('SIGKILL'));
  let output = '';
  const started = new Promise((resolve, reject) => {
    const hear = (chunk) => {
      output += chunk;
      if (/Application started|Webinars is on/.test(output)) {
        resolve();
      }
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    ended.then((code) => reject(new Error(`${project} ended with ${code}:\n${output}`)));
    setTimeout(() => reject(new Error(`${project} did not start within 60 s:\n${output}`)), 60_000).unref();
  });
  try {
    await started;
  } catch (error) {
    await stop();
    throw error;
  }

  return { output, stop };
}

async function answers(url) {
  await until(async () => (await fetch(url).catch(() => null))?.ok, `an answer of ${url}`);
}

/** What `look` finds, once it finds something. */
export async function until(look, what, seconds = 20) {
  const limit = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) {
      return found;
    }

    if (Date.now() > limit) {
      throw new Error(`Waited in vain for ${what}`);
    }

    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function freeUrl() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

async function read(response) {
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${response.url}: ${response.status} ${text}`);
  }

  return text.length > 0 ? JSON.parse(text) : null;
}
