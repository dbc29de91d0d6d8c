import { Badge, Button } from "@patternfly/react-core";
import AngleDownIcon from "@patternfly/react-icons/dist/esm/icons/angle-down-icon";
import AngleRightIcon from "@patternfly/react-icons/dist/esm/icons/angle-right-icon";
import PencilAltIcon from "@patternfly/react-icons/dist/esm/icons/pencil-alt-icon";
import { useFormat } from "@shared/ui/format";
import { LinkButton } from "@shared/ui/LinkButton";
import { useOctets } from "@shared/ui/octets";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { calledBy, type FolderNode, nodesOf } from "./folders";
import { RoleIcon, useFolderLabel } from "./role-icons";
import { composeRoute } from "./routes";
import { useBounded } from "./use-bounded";
import type { Mail, OpenMailbox } from "./use-mail";
import type { MailAddress } from "./use-mail-address";

interface Props {
  readonly mail: Mail;
  readonly address: MailAddress;
}

/** Mailboxes, one's own first, and the folders of those that are open. */
export function FolderPane({ mail, address }: Props) {
  const { t } = useTranslation("webmail");
  const mailbox = mail.current?.of.mailbox;
  return (
    <nav className="muster-mail-folders" aria-label={t("folders.label")}>
      <div className="muster-mail-bar">
        <LinkButton
          to={composeRoute.to({}, { mailbox: mailbox?.id })}
          variant="primary"
          icon={<PencilAltIcon />}
        >
          {t("compose.open")}
        </LinkButton>
      </div>
      {mail.mailboxes.map((one) => (
        <MailboxSection
          key={one.mailbox.id}
          one={one}
          address={address}
          onToggle={() => mail.toggle(one.mailbox.id)}
        />
      ))}
    </nav>
  );
}

interface SectionProps {
  readonly one: OpenMailbox;
  readonly address: MailAddress;
  readonly onToggle: () => void;
}

function MailboxSection({ one, address, onToggle }: SectionProps) {
  const { t } = useTranslation("webmail");
  const { mailbox, folders, isOpen } = one;
  return (
    <section>
      <Button
        variant="plain"
        className="muster-mail-mailbox"
        icon={isOpen ? <AngleDownIcon /> : <AngleRightIcon />}
        aria-expanded={isOpen}
        onClick={onToggle}
        title={mailbox.address}
      >
        {calledBy(mailbox, t)}
      </Button>
      {isOpen && folders !== undefined && (
        <>
          <ul className="muster-mail-tree">
            {nodesOf(folders).map((node) => (
              <FolderLine key={node.folder.id} node={node} address={address} />
            ))}
          </ul>
          <Usage one={one} />
        </>
      )}
    </section>
  );
}

function FolderLine({ node, address }: { node: FolderNode; address: MailAddress }) {
  const { t } = useTranslation("webmail");
  const label = useFolderLabel();
  const { number } = useFormat();
  const bounded = useBounded();
  const { folder, depth } = node;
  // What waits in Drafts is not unread, but not done either.
  const waiting = folder.role === "DRAFTS" ? folder.messages : folder.unseen;
  const isCurrent = folder.id === address.folderId;
  return (
    <li>
      <Link
        to={address.toList(folder.id)}
        className="muster-mail-folder"
        style={{ paddingInlineStart: `${0.5 + depth}rem` }}
        aria-current={isCurrent ? "page" : undefined}
        title={folder.name}
      >
        <RoleIcon role={folder.role} />
        <span className={waiting > 0 ? "muster-mail-name muster-mail-unread" : "muster-mail-name"}>
          {label(folder, node.label)}
        </span>
        {waiting > 0 && (
          <Badge
            isRead={folder.role === "DRAFTS"}
            screenReaderText={t(folder.role === "DRAFTS" ? "folders.drafts" : "folders.unread")}
          >
            {folder.role === "DRAFTS" ? number(waiting) : bounded(waiting)}
          </Badge>
        )}
      </Link>
    </li>
  );
}

/** How full the mailbox is, where it has a limit. */
function Usage({ one }: { one: OpenMailbox }) {
  const { t } = useTranslation("webmail");
  const octets = useOctets();
  const { limitOctets, usedOctets } = one.mailbox;
  return limitOctets > 0 ? (
    <p className="muster-mail-usage">
      {t("folders.usage", { used: octets(usedOctets), limit: octets(limitOctets) })}
    </p>
  ) : null;
}
