// Builds the browser code: wwwroot/dist (ours, hashed names, manifest.json) and wwwroot/vendor (Clerk's prebuilt files).
//   node build.mjs          when something is missing or stale
//   node build.mjs --test   the unit tests
// Safe to run several times at once: one builds, the others wait and find everything fresh.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { unpackClerk } from "./clerk.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
process.chdir(here);
if (Number(process.versions.node.split(".")[0]) < 20) fail(`Node 20 or newer is needed to build the browser code, this is ${process.version}.`);

const lock = "../../artifacts/browser-code.lock";
const dist = "wwwroot/dist";
const manifest = `${dist}/manifest.json`;
const entries = {
  site: "Client/site.ts",
  clerk: "Client/account/clerk-pages.ts",
  notices: "Client/bell/preferences.ts",
  form: "Client/webinar/form.ts",
  details: "Client/webinar/details.ts",
  registration: "Client/webinar/registration.ts",
  registrations: "Client/audience/registrations.ts",
  letters: "Client/audience/announce.ts",
  deliveries: "Client/admin/deliveries.ts",
  room: "Client/room/live-room.ts",
  style: "Client/styles/site.css",
};

const testing = process.argv.includes("--test");
try {
  await withLock(async () => {
    installPackages();
    await unpackClerk("wwwroot/vendor");
    if (!testing) await bundle();
  });
  if (testing) await test();
} catch (error) {
  fail(error.message);
}

/** `npm ci`, only when the lock file is another one than what is installed. */
function installPackages() {
  const wanted = hash(["package-lock.json"]);
  const stamp = "node_modules/.installed";
  if (read(stamp) === wanted) return;
  run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
  fs.writeFileSync(stamp, wanted);
}

async function bundle() {
  const inputs = hash([...files("Client").filter((f) => !f.startsWith("Client/tests/")), "package-lock.json", "tsconfig.json", "build.mjs", "clerk.mjs"]);
  const old = read(manifest) && JSON.parse(read(manifest));
  if (old?.inputs === inputs && old.files.every((f) => fs.existsSync(`${dist}/${f}`))) return touch();

  run(process.execPath, ["node_modules/typescript/bin/tsc", "--noEmit"]);
  const esbuild = await import("esbuild");
  const { metafile } = await esbuild.build({
    entryPoints: Object.values(entries),
    outdir: dist,
    entryNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    minify: true,
    sourcemap: "linked",
    legalComments: "none",
    charset: "utf8",
    metafile: true,
    logLevel: "warning",
    define: { "process.env.NODE_ENV": '"production"' },
  });

  const named = {};
  const name = (file) => path.basename(file);
  for (const [file, output] of Object.entries(metafile.outputs)) {
    const entry = Object.keys(entries).find((key) => entries[key] === output.entryPoint);
    if (!entry) continue;
    const imports = output.imports.filter((i) => i.kind === "import-statement" && !i.external).map((i) => name(i.path));
    named[entry] = { file: name(file), imports };
  }
  const written = Object.keys(metafile.outputs).map(name);
  // The manifest comes last and in one step: who reads it finds every file that it names.
  fs.writeFileSync(`${manifest}.new`, JSON.stringify({ inputs, entries: named, files: written }, null, 1));
  fs.renameSync(`${manifest}.new`, manifest);
  for (const file of fs.readdirSync(dist)) if (file !== "manifest.json" && !written.includes(file)) fs.rmSync(`${dist}/${file}`);
  touch();
}

/** Tells MSBuild, which compares times, that all outputs are newer than their sources. */
function touch() {
  const now = new Date();
  for (const file of [manifest, "wwwroot/vendor/clerk-js/.from", "wwwroot/vendor/clerk-ui/.from"]) fs.utimesSync(file, now, now);
}

async function test() {
  const out = "node_modules/.tests";
  fs.rmSync(out, { recursive: true, force: true });
  const esbuild = await import("esbuild");
  await esbuild.build({
    entryPoints: files("Client/tests").filter((f) => f.endsWith(".test.ts")),
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    sourcemap: "inline",
    logLevel: "warning",
  });
  run(process.execPath, ["--enable-source-maps", "--test", ...files(out)]);
}

/** One build at a time on this machine; a lock whose owner is gone is taken over. */
async function withLock(work) {
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  for (let waited = 0; ; waited += 200) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (!alive(Number(read(lock)))) fs.rmSync(lock, { force: true });
    else if (waited > 300_000) fail(`Another build of the browser code holds ${lock} for five minutes.`);
    else await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    await work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function alive(pid) {
  // An empty file is a lock in the moment between its creation and its first byte.
  if (!pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function files(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.posix.join((entry.parentPath ?? entry.path).replaceAll("\\", "/"), entry.name))
    .sort();
}

function hash(names) {
  const sum = createHash("sha256");
  for (const file of names) sum.update(file).update(fs.readFileSync(file));
  return sum.digest("hex");
}

function read(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
}

function run(command, args) {
  const windows = process.platform === "win32";
  const done = spawnSync(command, args, { stdio: "inherit", shell: windows && command === "npm" });
  if (done.error) fail(`${command} could not be started: ${done.error.message}`);
  if (done.status !== 0) fail(`${path.basename(command)} ${args[0]} failed (exit code ${done.status}).`);
}

function fail(message) {
  // The form that MSBuild shows as an error of its own.
  console.error(`build.mjs : error WEB0001: ${message}`);
  if (Number(read(lock)) === process.pid) fs.rmSync(lock, { force: true });
  process.exit(1);
}
