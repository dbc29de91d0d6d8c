import { EmptyState, EmptyStateBody } from "@patternfly/react-core";
import { useDocumentTitle } from "@shared/ui/document-title";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { hasRight } from "./folders";
import { HelpDialog } from "./HelpDialog";
import { ListPane } from "./ListPane";
import { unseenOf } from "./mail-cache";
import { ReadingPane } from "./ReadingPane";
import { useFolderLabel } from "./role-icons";
import type { Mail } from "./use-mail";
import { useMailActs } from "./use-mail-acts";
import type { MailAddress } from "./use-mail-address";
import { useShortcuts } from "./use-shortcuts";

interface Props {
  readonly mail: Mail;
  readonly address: MailAddress;
  readonly inboxId: string;
}

/** The list of a folder and what is read of it. */
export function MailPanes({ mail, address, inboxId }: Props) {
  const { t } = useTranslation("webmail");
  const label = useFolderLabel();
  const [isHelpOpen, openHelp] = useState(false);
  useShortcuts({ "?": () => openHelp(true) });
  const { current } = mail;
  const folders = current?.of.folders ?? [];
  const acts = useMailActs(current?.folder, folders);
  const unseen = unseenOf(mail.mailboxes[0]?.folders ?? []);
  const name = current === undefined ? t("title") : label(current.folder);
  useDocumentTitle(unseen > 0 ? `(${unseen}) ${name}` : name);
  useFocusKept(`${address.folderId}/${address.uid}`);
  const folderId = address.folderId ?? inboxId;
  return (
    <>
      <h1 className="pf-v6-screen-reader">{name}</h1>
      {current === undefined ? (
        mail.isUnknown && (
          <EmptyState titleText={t("noFolder.title")} headingLevel="h2">
            <EmptyStateBody>{t("noFolder.body")}</EmptyStateBody>
          </EmptyState>
        )
      ) : (
        <>
          <ListPane
            key={folderId}
            folder={current.folder}
            mailbox={current.of.mailbox}
            mail={mail}
            acts={acts}
            address={address}
            onHelp={() => openHelp(true)}
          />
          <ReadingPane
            folder={current.folder}
            mailbox={current.of.mailbox}
            mail={mail}
            acts={acts}
            address={address}
            mayWrite={hasRight(current.of.mailbox, "WRITE")}
          />
        </>
      )}
      {isHelpOpen && <HelpDialog onClose={() => openHelp(false)} />}
    </>
  );
}

/** In a narrow window the pane that held the focus is gone with it: what took its place gets it. */
function useFocusKept(place: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another place is shown
  useEffect(() => {
    const { activeElement } = document;
    const isLost =
      activeElement === document.body ||
      (activeElement instanceof HTMLElement && activeElement.offsetParent === null);
    if (isLost) {
      const headings = document.querySelectorAll<HTMLElement>(".muster-mail-heading");
      [...headings]
        .find((heading) => heading.offsetParent !== null)
        ?.focus({
          preventScroll: true,
        });
    }
  }, [place]);
}
