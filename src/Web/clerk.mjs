// Clerk's browser code comes as two pinned tarballs, not as dependencies: @clerk/ui alone would install about 1,000 packages.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { gunzipSync } from "node:zlib";

export const packages = [
  {
    folder: "clerk-js",
    spec: "@clerk/clerk-js@6.40.0",
    integrity: "sha512-2MnZ/ygvuCmeuqfXQmsxfQaLN/SSJvQbtT2cLXbgr5VKr3KmZFZBVvX977fG3eZ6pprl4J9pO+I2bbe6BvColg==",
    // The entry and the chunks of its hash family; the package holds other families too.
    needed: /^dist\/(clerk\.browser\.js|[^/]+_clerk\.browser_a68c22_6\.40\.0\.js)$/,
  },
  {
    folder: "clerk-ui",
    spec: "@clerk/ui@1.34.0",
    integrity: "sha512-EP6Wcf+iqV5hJRMjfmVSOb7wWEgt2DuUOnR3Yv/ULPdmGgGWa64oc4tB4VfD66z8nXgtXqHEXNNnGURAOfQ7vQ==",
    needed: /^dist\/(ui\.browser\.js|[^/]+_ui_de828c_1\.34\.0\.js)$/,
  },
];

/** Puts the needed files into `vendor`/clerk-js and `vendor`/clerk-ui, unless they are there already. */
export async function unpackClerk(vendor) {
  const missing = packages.filter((p) => !fs.existsSync(`${vendor}/${p.folder}/.from`) || fs.readFileSync(`${vendor}/${p.folder}/.from`, "utf8") !== p.integrity);
  if (missing.length === 0) return;
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "clerk-"));
  try {
    for (const one of missing) unpack(one, vendor, temporary);
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

function unpack({ folder, spec, integrity, needed }, vendor, temporary) {
  const windows = process.platform === "win32";
  const packed = spawnSync("npm", ["pack", spec, "--silent", "--pack-destination", temporary], { encoding: "utf8", shell: windows });
  if (packed.status !== 0) throw new Error(`npm pack ${spec} failed: ${packed.stderr ?? packed.error}`);
  const tarball = fs.readFileSync(path.join(temporary, packed.stdout.trim().split("\n").at(-1)));
  const found = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  if (found !== integrity) throw new Error(`${spec} is not the package that was reviewed: ${found}`);

  const fresh = `${vendor}/.${folder}.new`;
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.mkdirSync(fresh, { recursive: true });
  for (const { name, bytes } of tarFiles(gunzipSync(tarball))) {
    const inside = name.replace(/^package\//, "");
    if (needed.test(inside) || inside === "LICENSE") fs.writeFileSync(`${fresh}/${path.basename(inside)}`, bytes);
  }
  fs.writeFileSync(`${fresh}/.from`, integrity);
  fs.rmSync(`${vendor}/${folder}`, { recursive: true, force: true });
  fs.renameSync(fresh, `${vendor}/${folder}`);
}

/** The plain files of a tar archive (ustar: 512-byte blocks, sizes in octal). */
function* tarFiles(tar) {
  for (let at = 0; at + 512 <= tar.length; ) {
    const text = (from, length) => tar.subarray(at + from, at + from + length).toString("utf8").replace(/\0.*$/s, "");
    const size = parseInt(text(124, 12).trim() || "0", 8);
    const prefix = text(345, 155);
    const name = prefix ? `${prefix}/${text(0, 100)}` : text(0, 100);
    if (text(156, 1) === "0" || text(156, 1) === "") if (name) yield { name, bytes: tar.subarray(at + 512, at + 512 + size) };
    at += 512 + Math.ceil(size / 512) * 512;
  }
}
