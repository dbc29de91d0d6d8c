import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

interface Chunk {
  readonly code: string;
  readonly imports: readonly string[];
  readonly isEntry: boolean;
}

/**
 * Prints what a browser must load before the first page can show, and fails the build when its
 * script is larger than the limit (goal P10). Chunks reached only by `import()` do not count.
 */
export function firstLoad({ limitInKilobytes }: { limitInKilobytes: number }): Plugin {
  return {
    name: "first-load",
    apply: "build",
    writeBundle(_, bundle) {
      const chunks = new Map<string, Chunk>();
      let styles = 0;
      for (const [name, output] of Object.entries(bundle)) {
        if (output.type === "chunk") {
          chunks.set(name, output);
        } else if (name.endsWith(".css")) {
          styles += gzipSync(output.source).length;
        }
      }
      const sizes = [...loadedAtOnce(chunks)]
        .map((name) => ({ name, bytes: gzipSync(chunks.get(name)?.code ?? "").length }))
        .sort((a, b) => b.bytes - a.bytes);
      const script = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
      const all = [...chunks.values()].reduce((sum, { code }) => sum + gzipSync(code).length, 0);
      const lines = sizes.map(({ name, bytes }) => `  ${kilobytes(bytes)}  ${name}`);
      console.log(
        `First load, gzipped script:\n${lines.join("\n")}\n  ${kilobytes(script)}  together (limit ${limitInKilobytes} kB); every page ${kilobytes(all).trim()}, all styles ${kilobytes(styles).trim()}`,
      );
      if (script > limitInKilobytes * 1000) {
        this.error(`the first load is ${kilobytes(script).trim()}, over ${limitInKilobytes} kB`);
      }
    },
  };
}

function loadedAtOnce(chunks: ReadonlyMap<string, Chunk>): Set<string> {
  const found = new Set<string>();
  const open = [...chunks].filter(([, chunk]) => chunk.isEntry).map(([name]) => name);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (!found.has(name)) {
      found.add(name);
      open.push(...(chunks.get(name)?.imports ?? []));
    }
  }
  return found;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(9);
}
