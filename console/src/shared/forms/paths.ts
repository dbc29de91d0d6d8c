type Leaf = string | number | boolean | null | undefined | readonly unknown[];

/** The fields of a form by path: `address`, `signIn.password`. The server names them the same in its errors. */
export type FieldPath<Values> = {
  [Name in keyof Values & string]: NonNullable<Values[Name]> extends Leaf
    ? Name
    : `${Name}.${FieldPath<NonNullable<Values[Name]>>}`;
}[keyof Values & string];

export function valueAt(values: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => {
    return isGroup(value) ? value[name] : undefined;
  }, values);
}

export function withValueAt<Values>(values: Values, path: string, value: unknown): Values {
  const [name = "", ...rest] = path.split(".");
  const group: Record<string, unknown> = isGroup(values) ? values : {};
  const inner = rest.length === 0 ? value : withValueAt(group[name] ?? {}, rest.join("."), value);
  return { ...group, [name]: inner } as Values;
}

/** Whether two values of a field would be saved alike; the order of object members says nothing. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  }
  if (isGroup(a) && isGroup(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) => isSame(a[name], b[name]));
  }
  return Object.is(a, b);
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
