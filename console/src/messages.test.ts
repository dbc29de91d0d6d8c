import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const SOURCES = import.meta.dirname;
const PLURALS = /_(zero|one|two|few|many|other)$/;

/** A key of a namespace as it stands in code; `isStart` when the rest is only known at run time. */
interface Use {
  readonly key: string;
  readonly isStart: boolean;
  readonly where: string;
}

const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" });
const known = new Set(
  files
    .filter((file) => file.endsWith("messages.en.json"))
    .flatMap((file) => {
      const namespace = file.split("/").at(-2);
      return keysOf(JSON.parse(readFileSync(join(SOURCES, file), "utf8"))).map(
        (key) => `${namespace}:${key.replace(PLURALS, "")}`,
      );
    }),
);
const uses = files
  .filter((file) => /\.tsx?$/.test(file) && !/\.(test|d)\.tsx?$/.test(file))
  .flatMap((file) => usesOf(join(SOURCES, file)));

describe("every text of the console", () => {
  test("that the code asks for is there", () => {
    const missing = uses.filter(({ key, isStart }) =>
      isStart ? ![...known].some((one) => one.startsWith(key)) : !known.has(key),
    );
    expect(missing.map(({ key, where }) => `${where}: ${key}`)).toEqual([]);
  });

  test("that is there is asked for", () => {
    const exact = new Set(uses.filter(({ isStart }) => !isStart).map(({ key }) => key));
    const starts = uses.filter(({ isStart }) => isStart).map(({ key }) => key);
    // Entries of the sidebar may be worded before their feature is there.
    const unused = [...known].filter(
      (key) =>
        !exact.has(key) &&
        !starts.some((start) => key.startsWith(start)) &&
        !key.startsWith("app:navigation."),
    );
    expect(unused).toEqual([]);
  });
});

function keysOf(messages: Readonly<Record<string, unknown>>, start = ""): string[] {
  return Object.entries(messages).flatMap(([name, value]) =>
    typeof value === "string"
      ? [start + name]
      : keysOf(value as Record<string, unknown>, `${start}${name}.`),
  );
}

/** Calls of t, i18nKey of Trans, and whatever literal looks like "namespace:key". */
function usesOf(path: string): Use[] {
  const text = readFileSync(path, "utf8");
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const where = relative(SOURCES, path);
  const namespace = /useTranslation\("([a-z]+)"\)|TFunction<"([a-z]+)">/.exec(text);
  const own = namespace?.[1] ?? namespace?.[2] ?? "app";
  const found: Use[] = [];
  const add = (key: string, isStart: boolean) =>
    found.push({ key: key.includes(":") ? key : `${own}:${key}`, isStart, where });
  const addKey = (node: ts.Expression | undefined): void => {
    if (node === undefined) {
      return;
    }
    if (ts.isStringLiteralLike(node)) {
      add(node.text, false);
    } else if (ts.isTemplateExpression(node)) {
      add(node.head.text, true);
    } else if (ts.isConditionalExpression(node)) {
      addKey(node.whenTrue);
      addKey(node.whenFalse);
    }
  };
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === "t"
    ) {
      const [key, options] = node.arguments;
      const ending = endingBy(options);
      if (ending !== undefined && key !== undefined && ts.isStringLiteralLike(key)) {
        add(key.text + ending, true);
      } else {
        addKey(key);
      }
    } else if (ts.isJsxAttribute(node) && node.name.getText() === "i18nKey") {
      const value = node.initializer;
      addKey(value && ts.isJsxExpression(value) ? value.expression : (value as ts.StringLiteral));
    } else if (ts.isStringLiteralLike(node) && /^[a-z]+:[a-z][\w.]*$/i.test(node.text)) {
      // A permission is written the same way, so what is unknown is not taken for a missing message.
      if (known.has(node.text)) {
        add(node.text, false);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** How the keys go on that an option chooses among: a context acts.verb_disable, objects areas.users. */
function endingBy(options: ts.Expression | undefined): string | undefined {
  if (options === undefined || !ts.isObjectLiteralExpression(options)) {
    return undefined;
  }
  const names = options.properties.map((property) => property.name?.getText());
  return names.includes("context") ? "_" : names.includes("returnObjects") ? "." : undefined;
}
