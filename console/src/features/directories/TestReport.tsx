import { Alert, ProgressStep, ProgressStepper } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";
import type { DirectoryTestResult } from "./queries";

const STEPS = ["HOST", "TLS", "CREDENTIALS", "BASE", "FILTER", "RIGHTS"] as const;
const SHOWN = ["logonName", "displayName", "address", "department", "entryId"] as const;

/** How far a test came, what is wrong, and entries as they would be read. */
export function TestReport({ result }: { readonly result: DirectoryTestResult }) {
  const { t } = useTranslation("directories");
  const { passed, step, fault, resultCode, samples } = result;
  const failedAt = step == null ? STEPS.length : STEPS.indexOf(step);
  return (
    <>
      <Alert
        variant={passed ? "success" : "danger"}
        isInline
        isLiveRegion
        component="p"
        title={fault == null ? t("test.passed") : t(`faults.${fault}`)}
      >
        {resultCode != null && t("test.code", { code: resultCode })}
      </Alert>
      <ProgressStepper aria-label={t("test.steps")} isVertical isCompact>
        {STEPS.map((name, index) => (
          <ProgressStep
            key={name}
            id={`directory-step-${name}`}
            titleId={`directory-step-${name}-title`}
            variant={index < failedAt ? "success" : index === failedAt ? "danger" : "pending"}
            aria-label={t(
              index < failedAt ? "test.good" : index === failedAt ? "test.bad" : "test.open",
            )}
          >
            {t(`steps.${name}`)}
          </ProgressStep>
        ))}
      </ProgressStepper>
      {samples.length > 0 && (
        <Table aria-label={t("test.samples")} variant="compact" gridBreakPoint="grid-md">
          <Thead>
            <Tr>
              {SHOWN.map((field) => (
                <Th key={field}>{t(`attributes.${field}`)}</Th>
              ))}
            </Tr>
          </Thead>
          <Tbody>
            {samples.map(({ entryName, values }) => (
              <Tr key={entryName}>
                {SHOWN.map((field) => (
                  <Td key={field} dataLabel={t(`attributes.${field}`)} modifier="breakWord">
                    {values[field] === "" ? t("test.nothing") : values[field]}
                  </Td>
                ))}
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
    </>
  );
}
