import {
  Alert,
  Button,
  useWizardContext,
  Wizard,
  WizardFooterWrapper,
  WizardStep,
} from "@patternfly/react-core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemText } from "./ProblemText";

export interface Step {
  readonly id: string;
  readonly title: string;
  readonly content: ReactNode;
  /** Left out of the way through, as the answer of a step before may want it. */
  readonly isHidden?: boolean;
  /** The verb on the button that goes on: "Upload", "Create user"; "Next" without. */
  readonly next?: string;
  readonly isNextDisabled?: boolean;
  /** The form in the step; its submit goes on, so that Enter in a field does too. */
  readonly formId?: string;
  /**
   * Done before the next step is shown, and at the end of the last one. False stays here; what is thrown
   * is shown here. Without it a step is only read. Not asked where `formId` names a form.
   */
  readonly onNext?: () => boolean | Promise<boolean>;
}

interface Props {
  /** What is done, for screen readers: "Create user". */
  readonly label: string;
  readonly steps: readonly Step[];
  readonly onCancel: () => void;
  /** The step to begin with, when those before it are done already. */
  readonly startAt?: string | undefined;
}

/** Steps one after another; one can go back to any that was seen, never skip one ahead. */
export function StepWizard({ label, steps, onCancel, startAt }: Props) {
  const wanted = steps.findIndex(({ id }) => id === startAt);
  // The first one may be hidden from whoever may not choose there.
  const first = wanted < 0 ? steps.findIndex(({ isHidden }) => isHidden !== true) : wanted;
  return (
    <Wizard
      navAriaLabel={label}
      startIndex={Math.max(first, 0) + 1}
      isVisitRequired
      shouldFocusContent
      height="auto"
    >
      {steps.map((step) => (
        <WizardStep
          key={step.id}
          id={step.id}
          name={step.title}
          isHidden={step.isHidden ?? false}
          // Its own buttons: one that turned into the next step's would send that step's form with the same click.
          footer={<StepFooter key={step.id} step={step} onCancel={onCancel} />}
        >
          {step.content}
        </WizardStep>
      ))}
    </Wizard>
  );
}

function StepFooter({ step, onCancel }: { step: Step; onCancel: () => void }) {
  const { t } = useTranslation("shared");
  const { activeStep, goToNextStep, goToPrevStep } = useWizardContext();
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>();
  const goOn = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      if (await (step.onNext?.() ?? true)) {
        await goToNextStep();
      }
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  const isFirst = activeStep.index === 1;
  return (
    <WizardFooterWrapper>
      <div className="muster-wizard-footer">
        {fault !== undefined && (
          <Alert
            variant="danger"
            isInline
            isLiveRegion
            component="p"
            title={<ProblemText error={fault} />}
          />
        )}
        <div>
          {!isFirst && (
            <Button variant="secondary" onClick={() => void goToPrevStep()} isAriaDisabled={isBusy}>
              {t("wizard.back")}
            </Button>
          )}
          <Button
            isLoading={isBusy}
            isAriaDisabled={isBusy || step.isNextDisabled === true}
            {...(step.formId === undefined
              ? { onClick: () => void goOn() }
              : { type: "submit", form: step.formId })}
          >
            {step.next ?? t("wizard.next")}
          </Button>
          <Button variant="link" onClick={onCancel} isAriaDisabled={isBusy}>
            {t("cancel")}
          </Button>
        </div>
      </div>
    </WizardFooterWrapper>
  );
}
