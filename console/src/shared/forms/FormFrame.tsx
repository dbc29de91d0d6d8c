import { Alert, List, ListItem, Form as PatternFlyForm } from "@patternfly/react-core";
import { ProblemError, UNREACHABLE } from "@shared/api/problem";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { ChangedMeanwhileDialog } from "./ChangedMeanwhileDialog";
import { LeaveWarning } from "./LeaveWarning";
import { ProblemText } from "./ProblemText";
import type { Form } from "./use-form";

// Fields name their path only; which form they belong to is the one they stand in.
// biome-ignore lint/suspicious/noExplicitAny: the values' type is checked where the form is made
const FormContext = createContext<Form<any> | undefined>(undefined);

export function useFormOfField() {
  const form = useContext(FormContext);
  if (form === undefined) {
    throw new Error("a field stands outside a FormFrame");
  }
  return form;
}

interface Props<Values> {
  readonly form: Form<Values>;
  readonly children: ReactNode;
  /** Off for sign-in and for dialogs, where leaving loses nothing worth a question. */
  readonly warnsOnLeave?: boolean;
  readonly isHorizontal?: boolean;
  readonly id?: string;
  /** Instead of saving, as a step of a wizard does. */
  readonly onSubmit?: () => void;
  readonly "aria-label"?: string;
}

/** A form around its fields: what belongs to no field on top, focus on the first fault, leave warning, 412 dialog. */
export function FormFrame<Values extends object>(props: Props<Values>) {
  const { form, children, warnsOnLeave = true, isHorizontal = false, id, onSubmit } = props;
  const { t } = useTranslation("shared");
  const element = useRef<HTMLFormElement>(null);
  // Which faults have no field is known once the fields are here: a step gone back to has faults from the start.
  const [isComplete, setComplete] = useState(false);
  useLayoutEffect(() => setComplete(true), []);
  useEffect(() => {
    if (form.refusals > 0 && isComplete) {
      const fault = '[aria-invalid="true"], [data-form-problem]';
      const field = element.current?.querySelector<HTMLElement>(fault);
      field?.focus();
      // Focus brings the field into sight, not what is said beneath it.
      const texts = field?.getAttribute("aria-describedby")?.split(" ") ?? [];
      for (const text of texts) {
        document.getElementById(text)?.scrollIntoView({ block: "nearest" });
      }
    }
  }, [form.refusals, isComplete]);
  const messageFor = ({ type }: HTMLInputElement) =>
    t(type === "number" ? "halfTyped.number" : "halfTyped.date");
  const lookAt = (target: EventTarget) => {
    if (!(target instanceof HTMLInputElement)) {
      return;
    }
    if (isHalfTyped(target)) {
      form.noteHalfTyped(target.name, messageFor(target));
    } else if (target.name in form.halfTyped) {
      form.noteHalfTyped(target.name, undefined);
    }
  };
  return (
    <FormContext value={form}>
      <PatternFlyForm
        ref={element}
        noValidate
        isHorizontal={isHorizontal}
        {...(id === undefined ? {} : { id })}
        aria-label={props["aria-label"]}
        onInput={({ target }) => lookAt(target)}
        onBlur={({ target }) => lookAt(target)}
        onSubmit={(event) => {
          event.preventDefault();
          const half = halfTypedIn(event.currentTarget);
          if (half.length > 0) {
            form.refuseHalfTyped(
              Object.fromEntries(half.map((input) => [input.name, messageFor(input)])),
            );
          } else if (onSubmit === undefined) {
            void form.submit();
          } else {
            onSubmit();
          }
        }}
      >
        {isComplete && <FormProblem form={form} />}
        {children}
      </PatternFlyForm>
      {warnsOnLeave && <LeaveWarning hasUnsavedWork={form.hasUnsavedWork} isDirty={form.isDirty} />}
      {form.conflict !== undefined && (
        <ChangedMeanwhileDialog form={form} conflict={form.conflict} />
      )}
    </FormContext>
  );
}

/** A date of which the year is missing reads as empty; only `badInput` tells it from a field left empty. */
function isHalfTyped({ name, validity }: HTMLInputElement): boolean {
  return name !== "" && validity.badInput;
}

function halfTypedIn(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll("input")].filter(isHalfTyped);
}

/** The refusal itself, and the faults of fields that are not on this page. */
function FormProblem<Values>({ form }: { form: Form<Values> }) {
  const { t } = useTranslation("shared");
  const strangers = Object.entries(form.errors).filter(([path]) => !form.knownFields.has(path));
  const areAllPlaced = Object.keys(form.errors).length > 0 && strangers.length === 0;
  if (form.problem === undefined || areAllPlaced) {
    return null;
  }
  return (
    <div tabIndex={-1} data-form-problem>
      <Alert
        variant="danger"
        isInline
        isLiveRegion
        component="p"
        title={<Title problem={form.problem} />}
      >
        {form.problem instanceof ProblemError && form.problem.detail}
        {form.problem instanceof ProblemError && form.problem.correlationId !== undefined && (
          <p>{t("problem.correlationId", { id: form.problem.correlationId })}</p>
        )}
        {strangers.length > 0 && (
          <List>
            {strangers.map(([path, message]) => (
              <ListItem key={path}>{message}</ListItem>
            ))}
          </List>
        )}
      </Alert>
    </div>
  );
}

function Title({ problem }: { problem: Error }) {
  const isSaidByServer = problem instanceof ProblemError && !problem.is(UNREACHABLE);
  return isSaidByServer ? problem.title : <ProblemText error={problem} />;
}
