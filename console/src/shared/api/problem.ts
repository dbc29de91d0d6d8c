/** One field at fault, by the path the server knows it under (`address`, `signIn.password`). */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** A refusal as the server words it (RFC 9457). Every failed call of the API ends in one of these. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  /** Further members of the answer: `permission`, `current`, `correlationId`, ... */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(problem: {
    type: string;
    status: number;
    title: string;
    detail?: string;
    errors?: readonly FieldError[];
    facts?: Readonly<Record<string, unknown>>;
  }) {
    super(problem.detail || problem.title);
    this.type = problem.type;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail ?? "";
    this.errors = problem.errors ?? [];
    this.facts = problem.facts ?? {};
  }

  /** Whether the server refused with this type, named without its prefix: `users:address-taken`. */
  is(type: string): boolean {
    return this.type === `urn:problem:${type}`;
  }

  /** Names one fault in the server's log; only an unexpected fault has one. */
  get correlationId(): string | undefined {
    const id = this.facts.correlationId;
    return typeof id === "string" ? id : undefined;
  }
}

export const UNREACHABLE = "console:unreachable";

/** Reads a refusal, whatever answered: a proxy in between may send HTML or nothing. */
export function problemFrom(response: Response, body: unknown): ProblemError {
  if (!isRecord(body) || typeof body.type !== "string") {
    return new ProblemError({
      type: "urn:problem:console:unexpected-answer",
      status: response.status,
      title: `${response.status} ${response.statusText}`.trim(),
    });
  }
  const { type, title, detail, errors, status: _status, instance: _instance, ...facts } = body;
  return new ProblemError({
    type,
    status: response.status,
    title: typeof title === "string" ? title : `${response.status}`,
    detail: typeof detail === "string" ? detail : "",
    errors: Array.isArray(errors) ? errors.filter(isFieldError) : [],
    facts,
  });
}

export function unreachable(): ProblemError {
  return new ProblemError({
    type: `urn:problem:${UNREACHABLE}`,
    status: 0,
    title: "The server can’t be reached",
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isFieldError(value: unknown): value is FieldError {
  return isRecord(value) && typeof value.field === "string" && typeof value.message === "string";
}
