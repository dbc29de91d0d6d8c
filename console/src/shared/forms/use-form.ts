import { idempotencyKey } from "@shared/api/client";
import { ProblemError } from "@shared/api/problem";
import { useCallback, useEffect, useRef, useState } from "react";
import { type FieldPath, isSame, valueAt, withValueAt } from "./paths";

/** Messages by field; an empty object when all is well. */
export type FieldMessages<Values> = { readonly [Path in FieldPath<Values>]?: string | undefined };

export interface SaveContext {
  /** The version to save over, for `ifMatch`. Empty when the form creates something. */
  readonly etag: string;
  /** The same for every try of one act, new when the values changed: a retry never creates twice. */
  readonly idempotencyKey: string;
}

/** What somebody else saved while this form was open. */
export interface Conflict<Values> {
  readonly theirs: Values;
  readonly etag: string;
}

export interface FormOptions<Values, Result> {
  /** What the fields start with. Later values replace them as long as nobody typed. */
  readonly initial: Values;
  readonly etag?: string;
  /** Checked before the server is asked. Only what helps while typing: the server checks everything. */
  readonly check?: (values: Values) => FieldMessages<Values>;
  readonly save: (values: Values, context: SaveContext) => Promise<Result>;
  readonly onSaved?: (result: Result, values: Values) => void;
  /** Reads the present state after a refused save (412); without it the refusal shows on top. */
  readonly reload?: () => Promise<{ values: Values; etag: string }>;
}

/** A field that is on the page: its label, and how it shows a value when two are compared. */
export interface KnownField {
  readonly label: string;
  readonly show?: (value: unknown) => string;
}

export interface Form<Values> {
  readonly values: Values;
  readonly initial: Values;
  readonly errors: Readonly<Record<string, string>>;
  /** The refusal of the last save, for what belongs to no field. */
  readonly problem: Error | undefined;
  readonly isSaving: boolean;
  readonly isDirty: boolean;
  /** As `isDirty`, but already false inside `onSaved`, where a page goes on to the next. */
  readonly hasUnsavedWork: () => boolean;
  readonly conflict: Conflict<Values> | undefined;
  readonly knownFields: ReadonlyMap<string, KnownField>;
  /** By field, what stands half typed in it: the browser gives nothing for it, which must not pass for empty. */
  readonly halfTyped: Readonly<Record<string, string>>;
  /** Counts refused saves; the form moves the focus to the first fault at each. */
  readonly refusals: number;
  get(path: FieldPath<Values>): unknown;
  set(path: FieldPath<Values>, value: unknown): void;
  /** Checks these fields only and shows their faults: true when there are none. For wizard steps. */
  checkOnly(paths: readonly FieldPath<Values>[]): boolean;
  submit(): Promise<boolean>;
  /** Shows what refused something else that was asked with these values, as a refused save is shown. */
  refuse(error: Error): void;
  /** Says of a field that it is half typed; without a message, that it no longer is. */
  noteHalfTyped(path: string, message: string | undefined): void;
  /** Says so of several, and keeps the form from being sent. */
  refuseHalfTyped(messages: Readonly<Record<string, string>>): void;
  /** Back to what was loaded. */
  reset(): void;
  takeTheirs(): void;
  saveMineAnyway(): Promise<boolean>;
  register(path: string, field: KnownField): () => void;
}

export function useForm<Values extends object, Result = unknown>(
  options: FormOptions<Values, Result>,
): Form<Values> {
  const [values, setValues] = useState(options.initial);
  const [base, setBase] = useState({ initial: options.initial, etag: options.etag ?? "" });
  const [seen, setSeen] = useState(base);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [halfTyped, setHalfTyped] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<Error>();
  const [isSaving, setSaving] = useState(false);
  const [conflict, setConflict] = useState<Conflict<Values>>();
  const [refusals, setRefusals] = useState(0);
  const [knownFields, setKnownFields] = useState<ReadonlyMap<string, KnownField>>(new Map());
  const key = useRef({ of: options.initial, key: "" });
  const isDirty = !isSame(values, base.initial);
  const unsaved = useRef(false);
  useEffect(() => {
    unsaved.current = isDirty;
  }, [isDirty]);

  // What the page has read anew: taken over unless somebody typed. The same values under a new version
  // are taken in any case, so that one's own save before doesn't look like somebody else's.
  const given = { initial: options.initial, etag: options.etag ?? "" };
  if (!isSame(given, seen)) {
    setSeen(given);
    if (!isDirty) {
      setValues(given.initial);
    }
    if (!isDirty || isSame(given.initial, base.initial)) {
      setBase(given);
    }
  }

  const start = (initial: Values, etag: string) => {
    setBase({ initial, etag });
    setValues(initial);
    setErrors({});
    setHalfTyped({});
    setProblem(undefined);
    setConflict(undefined);
  };

  const refuse = (messages: Readonly<Record<string, string>>, fault?: Error) => {
    setErrors(messages);
    setProblem(fault);
    setRefusals((count) => count + 1);
  };

  const refuseFor = (error: Error) => refuse(messagesOf(error), error);

  const keyFor = (wanted: Values) => {
    if (key.current.key === "" || key.current.of !== wanted) {
      key.current = { of: wanted, key: idempotencyKey() };
    }
    return key.current.key;
  };

  const saveOver = async (etag: string): Promise<boolean> => {
    setHalfTyped({});
    const faults = present(options.check?.(values) ?? {});
    if (Object.keys(faults).length > 0) {
      refuse(faults);
      return false;
    }
    setSaving(true);
    try {
      const result = await options.save(values, { etag, idempotencyKey: keyFor(values) });
      key.current.key = "";
      unsaved.current = false;
      start(values, etag);
      options.onSaved?.(result, values);
      return true;
    } catch (error) {
      if (isChangedMeanwhile(error) && options.reload !== undefined) {
        const now = await options.reload();
        setConflict({ theirs: now.values, etag: now.etag });
      } else {
        refuseFor(error instanceof Error ? error : new Error(String(error)));
      }
      return false;
    } finally {
      setSaving(false);
    }
  };

  return {
    values,
    initial: base.initial,
    errors: { ...errors, ...halfTyped },
    halfTyped,
    problem,
    isSaving,
    isDirty,
    hasUnsavedWork: useCallback(() => unsaved.current, []),
    conflict,
    knownFields,
    refusals,
    get: (path) => valueAt(values, path),
    set: (path, value) => {
      setValues((now) => withValueAt(now, path, value));
      setErrors(({ [path]: _, ...others }) => others);
    },
    checkOnly: (paths) => {
      const faults = present(options.check?.(values) ?? {});
      const here = Object.fromEntries(
        Object.entries(faults).filter(([path]) => paths.some((one) => one === path)),
      );
      const isRight = Object.keys(here).length === 0;
      setHalfTyped((now) => without(now, paths));
      if (isRight) {
        setErrors({});
      } else {
        refuse(here);
      }
      return isRight;
    },
    submit: () => saveOver(base.etag),
    refuse: refuseFor,
    noteHalfTyped: (path, message) =>
      setHalfTyped((now) =>
        message === undefined ? without(now, [path]) : { ...now, [path]: message },
      ),
    refuseHalfTyped: (messages) => {
      setHalfTyped((now) => ({ ...now, ...messages }));
      setProblem(undefined);
      setRefusals((count) => count + 1);
    },
    reset: () => start(base.initial, base.etag),
    takeTheirs: () => conflict && start(conflict.theirs, conflict.etag),
    saveMineAnyway: async () => {
      if (conflict === undefined) {
        return false;
      }
      setConflict(undefined);
      setBase({ initial: conflict.theirs, etag: conflict.etag });
      return saveOver(conflict.etag);
    },
    register: useCallback((path, field) => {
      setKnownFields((now) => new Map(now).set(path, field));
      return () => setKnownFields((now) => new Map([...now].filter(([known]) => known !== path)));
    }, []),
  };
}

function present(messages: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(messages).filter(([, message]) => message !== undefined);
  return Object.fromEntries(entries) as Record<string, string>;
}

function without(messages: Readonly<Record<string, string>>, paths: readonly string[]) {
  return Object.fromEntries(Object.entries(messages).filter(([path]) => !paths.includes(path)));
}

function messagesOf(error: unknown): Record<string, string> {
  return error instanceof ProblemError
    ? Object.fromEntries(error.errors.map(({ field, message }) => [field, message]))
    : {};
}

function isChangedMeanwhile(error: unknown): boolean {
  return error instanceof ProblemError && error.is("kernel:changed-meanwhile");
}
