import { EmptyState, EmptyStateBody, PageSection, Skeleton } from "@patternfly/react-core";
import EnvelopeIcon from "@patternfly/react-icons/dist/esm/icons/envelope-icon";
import { RowsFailed } from "@shared/table/NoRows";
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { FolderPane } from "./FolderPane";
import { MailPanes } from "./MailPanes";
import { useMail } from "./use-mail";
import { useMailAddress } from "./use-mail-address";
import "./webmail.css";

/** The mail of whoever is signed in: folders, the messages of one, and the one that is read. */
export default function MailPage() {
  const { t } = useTranslation("webmail");
  const address = useMailAddress();
  const mail = useMail(address.folderId);
  const inbox = mail.mailboxes[0]?.folders?.[0];
  if (mail.error !== null) {
    return (
      <Frame>
        <RowsFailed error={mail.error} onRetry={mail.retry} />
      </Frame>
    );
  }
  if (mail.isPending) {
    return (
      <Frame>
        <Skeleton height="20rem" screenreaderText={t("loading")} />
      </Frame>
    );
  }
  if (inbox === undefined) {
    return (
      <Frame>
        <EmptyState titleText={t("noMailbox.title")} headingLevel="h2" icon={EnvelopeIcon}>
          <EmptyStateBody>{t("noMailbox.body")}</EmptyStateBody>
        </EmptyState>
      </Frame>
    );
  }
  if (address.folderId === undefined) {
    return <Navigate to={address.toList(inbox.id)} replace />;
  }
  const pane = paneOf(address.uid, address.isAtFolders);
  return (
    <PageSection
      isFilled
      hasBodyWrapper={false}
      padding={{ default: "noPadding" }}
      className="muster-mail"
    >
      <div className="muster-mail-panes" data-pane={pane}>
        <FolderPane mail={mail} address={address} />
        <MailPanes mail={mail} address={address} inboxId={inbox.id} />
      </div>
    </PageSection>
  );
}

function Frame({ children }: { children: React.ReactNode }) {
  const { t } = useTranslation("webmail");
  return (
    <PageSection isFilled>
      <h1 className="pf-v6-screen-reader">{t("title")}</h1>
      {children}
    </PageSection>
  );
}

/** What a narrow window shows; a wide one shows all three. */
function paneOf(uid: number | undefined, isAtFolders: boolean): "folders" | "list" | "reading" {
  if (uid !== undefined) {
    return "reading";
  }
  return isAtFolders ? "folders" : "list";
}
