import type { TFunction } from "i18next";
import type { MailFolder, MailMailbox } from "./types";

type Right = MailMailbox["rights"][number];

export type Role = NonNullable<MailFolder["role"]>;

/** A folder below those above it, by the dots in its name. */
export interface FolderNode {
  readonly folder: MailFolder;
  /** The last part of the name. */
  readonly label: string;
  readonly depth: number;
}

/** The folders as a tree written down line by line; the server's order holds among the standard ones. */
export function nodesOf(folders: readonly MailFolder[]): readonly FolderNode[] {
  const standard = folders.filter(({ role }) => role !== null);
  const others = folders.filter(({ role }) => role === null);
  const names = new Set(folders.map(({ name }) => name));
  const childrenOf = (parent: string | undefined) =>
    others.filter(({ name }) => parentOf(name, names) === parent);
  const withChildren = (folder: MailFolder, depth: number): FolderNode[] => [
    { folder, label: labelOf(folder.name, parentOf(folder.name, names)), depth },
    ...childrenOf(folder.name).flatMap((child) => withChildren(child, depth + 1)),
  ];
  return [...standard, ...childrenOf(undefined)].flatMap((folder) => withChildren(folder, 0));
}

/** The nearest folder above that is there: a name may have levels that are no folder. */
function parentOf(name: string, names: ReadonlySet<string>): string | undefined {
  const levels = name.split(".");
  for (let length = levels.length - 1; length > 0; length -= 1) {
    const parent = levels.slice(0, length).join(".");
    if (names.has(parent)) {
      return parent;
    }
  }
  return undefined;
}

function labelOf(name: string, parent: string | undefined): string {
  return parent === undefined ? name : name.slice(parent.length + 1);
}

/** Whether a folder is the trash or lies in it: what is deleted there is gone. */
export function isInTrash(folder: MailFolder, folders: readonly MailFolder[]): boolean {
  const trash = folders.find(({ role }) => role === "TRASH");
  return (
    trash !== undefined && (folder.id === trash.id || folder.name.startsWith(`${trash.name}.`))
  );
}

export function hasRight(mailbox: MailMailbox | undefined, right: Right): boolean {
  return mailbox?.rights.includes(right) ?? false;
}

/** What this user may do with the messages of a folder. */
export interface Allowed {
  readonly mark: boolean;
  readonly move: boolean;
  readonly delete: boolean;
  /** Where "Archive" puts them; undefined when it can't be offered. */
  readonly archive: MailFolder | undefined;
  /** Whether deleting them is for good. */
  readonly isForGood: boolean;
}

export function allowedIn(
  mailbox: MailMailbox,
  folder: MailFolder,
  folders: readonly MailFolder[],
): Allowed {
  const mark = hasRight(mailbox, "WRITE");
  const move = hasRight(mailbox, "DELETE");
  const isForGood = isInTrash(folder, folders);
  const archive = folders.find(({ role, id }) => role === "ARCHIVE" && id !== folder.id);
  return {
    mark,
    move,
    // What goes to the trash or the archive is written there.
    delete: move && (mark || isForGood),
    archive: move && mark ? archive : undefined,
    isForGood,
  };
}

/** What a mailbox is called before its user; of another organization, with that one's name. */
export function calledBy({ mine, name, organization }: MailMailbox, t: TFunction<"webmail">) {
  if (mine) {
    return t("folders.own");
  }
  return organization === null ? name : t("folders.guest", { name, organization });
}
