/** One field of an entry; absent means it was, or is, not there. */
export interface FieldChange {
  /** Its path: rules.length.minimum. */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** A time as the API writes it. */
export const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;

type Fields = Readonly<Record<string, unknown>>;

/** The fields that differ, in the order in which the entry tells them. */
export function changesOf({ before, after }: { before: Fields; after: Fields }): FieldChange[] {
  const was = flat(before);
  const is = flat(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((field) => ({ field, before: was.get(field), after: is.get(field) }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

function flat(fields: Fields, start = ""): Map<string, unknown> {
  return new Map(
    Object.entries(fields).flatMap(([name, value]) =>
      isFields(value) ? [...flat(value, `${start}${name}.`)] : [[start + name, value] as const],
    ),
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What of a list stayed, came and went; each in its old or new order. */
export function listChange(before: readonly unknown[], after: readonly unknown[]) {
  const was = before.map(String);
  const is = after.map(String);
  return {
    stayed: is.filter((one) => was.includes(one)),
    came: is.filter((one) => !was.includes(one)),
    went: was.filter((one) => !is.includes(one)),
  };
}

/** mustChangePassword as "Must change password": fields are many, and of modules to come. */
export function spelled(name: string): string {
  const text = name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/[._-]+/g, " ")
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
