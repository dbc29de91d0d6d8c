import ArchiveIcon from "@patternfly/react-icons/dist/esm/icons/archive-icon";
import BanIcon from "@patternfly/react-icons/dist/esm/icons/ban-icon";
import FolderIcon from "@patternfly/react-icons/dist/esm/icons/folder-icon";
import InboxIcon from "@patternfly/react-icons/dist/esm/icons/inbox-icon";
import PaperPlaneIcon from "@patternfly/react-icons/dist/esm/icons/paper-plane-icon";
import PencilAltIcon from "@patternfly/react-icons/dist/esm/icons/pencil-alt-icon";
import TrashIcon from "@patternfly/react-icons/dist/esm/icons/trash-icon";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import type { Role } from "./folders";
import type { MailFolder } from "./types";

const ICONS: Readonly<Record<Role, ComponentType>> = {
  INBOX: InboxIcon,
  DRAFTS: PencilAltIcon,
  SENT: PaperPlaneIcon,
  ARCHIVE: ArchiveIcon,
  JUNK: BanIcon,
  TRASH: TrashIcon,
};

export function RoleIcon({ role }: { role: Role | null }) {
  const Icon = role === null ? FolderIcon : ICONS[role];
  return <Icon />;
}

/** What a folder is called here: the standard ones in the reader's language, others by their name. */
export function useFolderLabel(): (folder: MailFolder, label?: string) => string {
  const { t } = useTranslation("webmail");
  return ({ role, name }, label = name) => (role === null ? label : t(`role.${role}`));
}
