import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { build } from "vite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compressed } from "./compressed.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "console-"));
});

afterEach(() => rm(folder, { recursive: true }));

test("a script stands compressed beside itself, and a small one alone", async () => {
  await writeFile(join(folder, "index.html"), '<script type="module" src="/main.ts"></script>');
  const words = Array.from({ length: 500 }, (_, i) => `word ${i}`);
  await writeFile(
    join(folder, "main.ts"),
    `globalThis.words = ${JSON.stringify(words)}; import("./small.ts");`,
  );
  await writeFile(join(folder, "small.ts"), 'document.title = "Muster";');
  await build({ root: folder, logLevel: "silent", configFile: false, plugins: [compressed()] });

  const assets = join(folder, "dist/assets");
  const names = (await readdir(assets)).map((name) => name.replace(/-[^.]*/, "")).sort();
  expect(names).toEqual(["index.js", "index.js.gz", "small.js"]);
  const [plain, gzip] = await Promise.all(
    (await readdir(assets))
      .filter((name) => name.startsWith("index"))
      .sort()
      .map((name) => readFile(join(assets, name))),
  );
  expect(gunzipSync(gzip as Buffer)).toEqual(plain);
});
