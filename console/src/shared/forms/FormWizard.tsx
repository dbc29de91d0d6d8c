import { useWizardContext } from "@patternfly/react-core";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { FormFrame } from "./FormFrame";
import type { FieldPath } from "./paths";
import { StepWizard } from "./StepWizard";
import type { Form } from "./use-form";

export interface FormStep<Values> {
  readonly id: string;
  readonly title: string;
  /** The fields of the step: checked before the next one, and where a fault of theirs leads back to. */
  readonly fields: readonly FieldPath<Values>[];
  readonly isHidden?: boolean;
  readonly content: ReactNode;
}

interface Props<Values> {
  readonly label: string;
  /** The verb of the last button: "Create user". */
  readonly save: string;
  readonly form: Form<Values>;
  readonly steps: readonly FormStep<Values>[];
  readonly onCancel: () => void;
}

/** One form over several steps. A refusal of the server leads back to the step of its field. */
export function FormWizard<Values extends object>(props: Props<Values>) {
  const { label, save, form, steps, onCancel } = props;
  const formId = useId();
  const shown = steps.filter(({ isHidden }) => isHidden !== true);
  const last = shown.at(-1)?.id;
  return (
    <StepWizard
      label={label}
      onCancel={onCancel}
      steps={steps.map((step) => ({
        id: step.id,
        title: step.title,
        isHidden: step.isHidden ?? false,
        formId,
        ...(step.id === last ? { next: save } : {}),
        isNextDisabled: form.isSaving,
        content: (
          <StepForm
            key={step.id}
            form={form}
            formId={formId}
            step={step}
            steps={shown}
            isLast={step.id === last}
          />
        ),
      }))}
    />
  );
}

interface StepFormProps<Values> {
  readonly form: Form<Values>;
  readonly formId: string;
  readonly step: FormStep<Values>;
  readonly steps: readonly FormStep<Values>[];
  readonly isLast: boolean;
}

function StepForm<Values extends object>(props: StepFormProps<Values>) {
  const { form, formId, step, steps, isLast } = props;
  const { goToNextStep, goToStepById } = useWizardContext();
  const faulty = steps.find(({ fields }) => fields.some((path) => path in form.errors))?.id;
  const seen = useRef(form.refusals);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new refusal moves the user
  useEffect(() => {
    const isNew = seen.current !== form.refusals;
    seen.current = form.refusals;
    if (isNew && faulty !== undefined && faulty !== step.id) {
      goToStepById(faulty);
    }
  }, [form.refusals]);
  return (
    <FormFrame
      form={form}
      id={formId}
      aria-label={step.title}
      onSubmit={() => {
        const elsewhere = Object.entries(form.halfTyped).filter(
          ([path]) => !step.fields.some((field) => field === path),
        );
        if (isLast && elsewhere.length > 0) {
          form.refuseHalfTyped(Object.fromEntries(elsewhere));
        } else if (isLast) {
          void form.submit();
        } else if (form.checkOnly(step.fields)) {
          void goToNextStep();
        }
      }}
    >
      {step.content}
    </FormFrame>
  );
}
