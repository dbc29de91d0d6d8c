import { ProblemError } from "@shared/api/problem";

/** The addresses of a text, between spaces, commas, semicolons or line ends. */
export function addressLines(text: string): string[] {
  return text.split(/[\s,;]+/).filter((one) => one !== "");
}

/** Addresses that share one field: its message tells the faults of all. */
export function onOneField(error: unknown, name: string, lines: readonly string[]): unknown {
  if (!(error instanceof ProblemError)) {
    return error;
  }
  const faults = error.errors.map((fault) => {
    const number = fault.field.startsWith(`${name}[`)
      ? /^\[(\d+)\]$/.exec(fault.field.slice(name.length))?.[1]
      : undefined;
    return number === undefined
      ? fault
      : { ...fault, field: name, message: `${lines[Number(number)]}: ${fault.message}` };
  });
  const ofLines = faults.filter(({ field }) => field === name);
  const all = {
    field: name,
    code: "several",
    message: ofLines.map(({ message }) => message).join(" "),
  };
  const { type, status, title, detail, facts } = error;
  return new ProblemError({
    type,
    status,
    title,
    detail,
    facts,
    errors: [...faults.filter(({ field }) => field !== name), ...(ofLines.length > 0 ? [all] : [])],
  });
}
