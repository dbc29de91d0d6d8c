import {
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Progress,
  ProgressMeasureLocation,
  Stack,
  StackItem,
} from "@patternfly/react-core";
import DownloadIcon from "@patternfly/react-icons/dist/esm/icons/download-icon";
import { useOrganizationId } from "@shared/session/me";
import { useFormat } from "@shared/ui/format";
import { useTranslation } from "react-i18next";
import {
  errorsAddress,
  handled,
  type ImportPass,
  isOpen,
  type Kind,
  type UserImport,
} from "./queries";

const COUNTS = ["created", "updated", "unchanged", "skipped", "failed"] as const;

interface Props {
  readonly file: UserImport;
  readonly pass: ImportPass;
  readonly kind: Kind;
}

/** How far a check or a run is, what it counted, and the rows in error as a file. */
export function PassSummary({ file, pass, kind }: Props) {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  const organizationId = useOrganizationId();
  const isGoingOn = isOpen(pass.state);
  const progress = t("progress.of", { handled: number(handled(pass)), total: number(file.rows) });
  return (
    <Stack hasGutter>
      {isGoingOn && (
        <StackItem>
          <Progress
            value={file.rows === 0 ? 0 : (100 * handled(pass)) / file.rows}
            title={t(`progress.${kind}`)}
            label={progress}
            valueText={progress}
            measureLocation={ProgressMeasureLocation.top}
          />
        </StackItem>
      )}
      <StackItem>
        <div role="status">
          <DescriptionList isCompact columnModifier={{ default: "2Col", lg: "3Col" }}>
            {COUNTS.map((name) => (
              <DescriptionListGroup key={name}>
                <DescriptionListTerm>
                  {kind === "CHECK" ? t(`would.${name}`) : t(`counts.${name}`)}
                </DescriptionListTerm>
                <DescriptionListDescription>{number(pass.counts[name])}</DescriptionListDescription>
              </DescriptionListGroup>
            ))}
          </DescriptionList>
        </div>
      </StackItem>
      {!isGoingOn && pass.counts.failed > 0 && (
        <StackItem>
          <Button
            variant="secondary"
            component="a"
            href={errorsAddress(organizationId, file.id, kind)}
            icon={<DownloadIcon />}
            download
          >
            {t("errors.download", { count: pass.counts.failed })}
          </Button>
        </StackItem>
      )}
    </Stack>
  );
}
