import { Label } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { Time } from "@shared/ui/Time";
import { useTranslation } from "react-i18next";
import type { Offboarding, OffboardingStep } from "./offboarding";

interface Props {
  readonly of: Offboarding;
  /** Nothing was done yet: whatever is planned for now is "now". */
  readonly isPreview?: boolean;
}

/** The parts of an offboarding, each with what it is about, its day and how it went. */
export function OffboardingSteps({ of, isPreview = false }: Props) {
  const { t } = useTranslation("users");
  return (
    <Table variant="compact" gridBreakPoint="grid-md" aria-label={t("offboarding.steps")}>
      <Thead>
        <Tr>
          <Th>{t("offboarding.step")}</Th>
          <Th>{t("offboarding.at")}</Th>
          <Th>{t("offboarding.outcome")}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {of.steps.map((step) => (
          <Tr key={step.part}>
            <Td dataLabel={t("offboarding.step")}>
              {t(`offboarding.part.${step.part}`, {
                successor: of.successorName ?? "",
                context: contextOf(step, of),
              })}
              {step.names.length > 0 && <div>{step.names.join(", ")}</div>}
            </Td>
            <Td dataLabel={t("offboarding.at")}>
              {isPreview && Date.parse(step.dueAt) <= Date.parse(of.createdAt) ? (
                t("offboarding.now")
              ) : (
                <Time of={step.endedAt ?? step.dueAt} />
              )}
            </Td>
            <Td dataLabel={t("offboarding.outcome")}>
              <Label isCompact status={statusOf(step)}>
                {t(`offboarding.state.${step.state}`, isPreview ? { context: "preview" } : {})}
              </Label>
              {step.sentence !== "" && <div>{step.sentence}</div>}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

/** Disabling says what becomes of mail, directing it where it goes. */
function contextOf({ part }: OffboardingStep, { mail }: Offboarding) {
  return part === "DISABLE" || part === "DIRECT_MAIL" ? mail : "";
}

function statusOf({ state, reason }: OffboardingStep) {
  if (state === "FAILED" || reason !== "") {
    return "warning";
  }
  return state === "DONE" ? "success" : "info";
}
