import { Button, Content } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { useActKey } from "@shared/forms/use-act-key";
import { useCan } from "@shared/session/me";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Fact } from "./Fact";
import { directoryEntryQuery, type User, unlinkDirectory } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly user: User;
}

/** Which entry of a directory a user comes from, and the end of that. Nothing for who comes from none. */
export function DirectoryEntryFacts({ organizationId, user }: Props) {
  const { t } = useTranslation("users");
  const can = useCan();
  const [isAsked, ask] = useState(false);
  const entry = useQuery(directoryEntryQuery(organizationId, user.id)).data?.entry;
  if (!entry) {
    return null;
  }
  const directory = entry.directoryName;
  return (
    <>
      <Fact term={t("entry.label")}>
        {t("entry.in", { directory, entry: entry.entryName })}{" "}
        {can("users:edit") && user.state !== "DELETED" && (
          <Button variant="link" isInline onClick={() => ask(true)}>
            {t("entry.unlink")}
          </Button>
        )}
      </Fact>
      {entry.vanishedAt !== null && (
        <Fact term={t("entry.vanished")}>
          <Time of={entry.vanishedAt} />
        </Fact>
      )}
      {isAsked && (
        <UnlinkDialog
          organizationId={organizationId}
          user={user}
          directory={directory}
          onClose={() => ask(false)}
        />
      )}
    </>
  );
}

interface DialogProps extends Props {
  readonly directory: string;
  readonly onClose: () => void;
}

function UnlinkDialog({ organizationId, user, directory, onClose }: DialogProps) {
  const { t } = useTranslation("users");
  const queries = useQueryClient();
  const keyFor = useActKey();
  const address = user.profile.recoveryAddress || user.address;
  const isElsewhere = user.signInMethod === "DIRECTORY";
  const asks = !isElsewhere ? "has" : user.state === "DISABLED" ? "later" : "link";
  return (
    <ConfirmDialog
      title={t("entry.title", { name: user.profile.displayName ?? user.account, directory })}
      confirm={t("entry.unlink")}
      onConfirm={async () => {
        const { linkSent } = await unlinkDirectory(organizationId, user.id, keyFor());
        toast({
          variant: "success",
          title: t(linkSent ? "entry.doneWithLink" : "entry.done", { address }),
        });
        void queries.invalidateQueries({ queryKey: ["users", organizationId] });
      }}
      onClose={onClose}
    >
      <Content component="p">{t("entry.body", { context: asks, address })}</Content>
      <Content component="p">{t("entry.nothingThere")}</Content>
    </ConfirmDialog>
  );
}
