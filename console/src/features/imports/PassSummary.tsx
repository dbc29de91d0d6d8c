import {
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Stack,
  StackItem,
} from "@patternfly/react-core";
import DownloadIcon from "@patternfly/react-icons/dist/esm/icons/download-icon";
import { useOrganizationId } from "@shared/session/me";
import { useFormat } from "@shared/ui/format";
import { useTranslation } from "react-i18next";
import { PassProgress } from "./PassProgress";
import { errorsAddress, type ImportPass, isOpen, type Kind, type UserImport } from "./queries";

const COUNTS = ["created", "updated", "deleted", "unchanged", "skipped", "failed"] as const;
const UNDO_COUNTS = ["removed", "updated", "unchanged", "skipped", "failed"] as const;

interface Props {
  readonly file: UserImport;
  readonly pass: ImportPass;
  readonly kind: Kind;
}

/** How far a pass is, what it counted, and the rows of a file in error as a file. */
export function PassSummary({ file, pass, kind }: Props) {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  const organizationId = useOrganizationId();
  const isGoingOn = isOpen(pass.state);
  const isOfFile = kind === "CHECK" || kind === "RUN";
  const label = (name: keyof ImportPass["counts"]) => {
    switch (kind) {
      case "CHECK":
        return t(`would.${name}`);
      case "RUN":
        return t(`counts.${name}`);
      case "UNDO_CHECK":
        return t(`undo.would.${name}`);
      case "UNDO":
        return t(`undo.counts.${name}`);
    }
  };
  return (
    <Stack hasGutter>
      {isGoingOn && (
        <StackItem>
          <PassProgress pass={pass} kind={kind} />
        </StackItem>
      )}
      <StackItem>
        <div role="status">
          <DescriptionList isCompact columnModifier={{ default: "2Col", lg: "3Col" }}>
            {(isOfFile ? COUNTS : UNDO_COUNTS).map((name) => (
              <DescriptionListGroup key={name}>
                <DescriptionListTerm>{label(name)}</DescriptionListTerm>
                <DescriptionListDescription>{number(pass.counts[name])}</DescriptionListDescription>
              </DescriptionListGroup>
            ))}
          </DescriptionList>
        </div>
      </StackItem>
      {isOfFile && !isGoingOn && pass.counts.failed > 0 && (
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
