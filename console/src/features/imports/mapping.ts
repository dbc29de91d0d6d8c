const NAMES = new Set(["logonName", "address"]);
const PASSWORDS = new Set(["password", "passwordHash"]);

type Fields = readonly (string | null)[];

/** Whether a row says whom it is for: without a username or an e-mail address nothing can be imported. */
export function namesSomebody(fields: Fields): boolean {
  return fields.some((field) => field !== null && NAMES.has(field));
}

/** Whether the file has passwords for new users itself. */
export function bringsPasswords(fields: Fields): boolean {
  return fields.some((field) => field !== null && PASSWORDS.has(field));
}

/** Whether rows may say what they are to do. */
export function namesActions(fields: Fields): boolean {
  return fields.includes("action");
}

/** The setting that a change is about: of a part, as "work.city", the files know a setting "workCity". */
export function settingOf(change: string): string {
  return change.replace(/\.(\w)/g, (_, first: string) => first.toUpperCase());
}

/** The same with one column filling another setting; no setting is filled by two columns. */
export function mapped(fields: Fields, column: number, field: string | null): Fields {
  return fields.map((now, index) => (index === column ? field : now === field ? null : now));
}
