import { Alert, Label, Spinner, Switch, Title, ToolbarItem } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { RowsFailed } from "@shared/table/NoRows";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type EffectiveRights, effectiveRightsQuery } from "./queries";
import { EVERY_PERMISSION, isSought, RightsFilter } from "./RightsFilter";

interface Props {
  readonly organizationId: string;
  readonly userId: string;
}

type Right = EffectiveRights["rights"][number];

/** Says of each permission whether the user holds it and through which role or grant. */
export function EffectiveRightsPanel({ organizationId, userId }: Props) {
  const { t } = useTranslation("shared");
  const rights = useQuery(effectiveRightsQuery(organizationId, userId));
  return (
    <section aria-labelledby="effective-rights">
      <Title id="effective-rights" headingLevel="h2" size="lg">
        {t("rights.effective.title")}
      </Title>
      {rights.isPending && <Spinner size="lg" aria-label={t("rights.effective.loading")} />}
      {rights.isError && <RowsFailed error={rights.error} onRetry={() => void rights.refetch()} />}
      {rights.isSuccess && <Rights answer={rights.data} />}
    </section>
  );
}

function Rights({ answer }: { answer: EffectiveRights }) {
  const { t } = useTranslation("shared");
  const [sought, setSought] = useState(EVERY_PERMISSION);
  const [isOnlyHeld, setOnlyHeld] = useState(false);
  const sections = [...new Set(answer.rights.map((right) => right.section))];
  const shown = answer.rights.filter(
    (right) => (!isOnlyHeld || right.held) && isSought(sought, right),
  );
  return (
    <>
      {!answer.signsIn && (
        <Alert
          variant="warning"
          isInline
          component="p"
          title={t("rights.effective.signInClosed")}
          className="muster-above"
        />
      )}
      {answer.systemAdministrator && (
        <Alert
          variant="info"
          isInline
          component="p"
          title={t("rights.effective.everything")}
          className="muster-above"
        />
      )}
      <RightsFilter sections={sections} sought={sought} onSeek={setSought}>
        <ToolbarItem alignSelf="center">
          <Switch
            id="only-held"
            label={t("rights.effective.onlyHeld")}
            isChecked={isOnlyHeld}
            onChange={(_, isOn) => setOnlyHeld(isOn)}
          />
        </ToolbarItem>
      </RightsFilter>
      <RightsTable rights={shown} />
      {shown.length === 0 && <p>{t("noMatch.title")}</p>}
    </>
  );
}

function RightsTable({ rights }: { rights: readonly Right[] }) {
  const { t } = useTranslation("shared");
  return (
    <Table aria-label={t("rights.effective.title")} variant="compact">
      <Thead>
        <Tr>
          <Th>{t("rights.titleColumn")}</Th>
          <Th>{t("rights.sectionLabel")}</Th>
          <Th>{t("rights.effective.held")}</Th>
          <Th>{t("rights.effective.through")}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {rights.map((right) => (
          <Tr key={right.permission}>
            <Td dataLabel={t("rights.titleColumn")}>{right.summary}</Td>
            <Td dataLabel={t("rights.sectionLabel")}>{t(`rights.section.${right.section}`)}</Td>
            <Td dataLabel={t("rights.effective.held")}>
              {right.held ? (
                <Label isCompact status="success">
                  {t("yes")}
                </Label>
              ) : (
                t("no")
              )}
            </Td>
            <Td dataLabel={t("rights.effective.through")}>
              <Sources right={right} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function Sources({ right }: { right: Right }) {
  const { t } = useTranslation("shared");
  return right.through
    .map(({ kind, roleName }) => roleName ?? t(`rights.effective.source.${kind}`))
    .join(", ");
}
