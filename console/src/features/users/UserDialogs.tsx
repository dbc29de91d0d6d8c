import { ActDialog, type AskedAct } from "./ActDialog";
import type { RoleAct } from "./acts";
import { BulkAliasDialog } from "./BulkAliasDialog";
import { BulkLimitDialog, BulkServicesDialog } from "./BulkMailboxDialogs";
import { BulkMailDialog } from "./BulkMailDialog";
import { BulkOffboardDialog } from "./BulkOffboardDialog";
import { BulkRoleDialog } from "./BulkRoleDialog";
import { BulkExpiryDialog } from "./ExpiryDialog";
import { ImpersonateDialog } from "./ImpersonateDialog";
import type { UserSelection } from "./queries";
import { SetFieldsDialog } from "./SetFieldsDialog";

/** What somebody wants to do with a user of the list, or with those that are checked. */
export type Asked =
  | AskedAct
  | { readonly kind: "role"; readonly act: RoleAct; readonly selection: UserSelection }
  | {
      readonly kind: "fields" | "mail" | "expiry" | "offboard" | "limit" | "services" | "aliases";
      readonly selection: UserSelection;
    }
  | { readonly kind: "impersonate"; readonly userId: string; readonly name: string };

interface Properties {
  readonly organizationId: string;
  readonly asked: Asked;
  readonly onClose: () => void;
  /** After an act on several. */
  readonly onDone: () => void;
}

/** The dialog for what was asked. */
export default function UserDialogs({ organizationId, asked, onClose, onDone }: Properties) {
  switch (asked.kind) {
    case "one":
    case "many":
      return (
        <ActDialog
          organizationId={organizationId}
          asked={asked}
          onClose={onClose}
          onDone={() => asked.kind === "many" && onDone()}
        />
      );
    case "impersonate":
      return <ImpersonateDialog organizationId={organizationId} {...asked} onClose={onClose} />;
    case "role":
      return (
        <BulkRoleDialog
          organizationId={organizationId}
          {...asked}
          onClose={onClose}
          onDone={onDone}
        />
      );
    case "mail":
      return (
        <BulkMailDialog
          organizationId={organizationId}
          selection={asked.selection}
          onClose={onClose}
          onDone={onDone}
        />
      );
    case "offboard":
      return (
        <BulkOffboardDialog
          organizationId={organizationId}
          selection={asked.selection}
          onClose={onClose}
          onDone={onDone}
        />
      );
    case "expiry":
      return (
        <BulkExpiryDialog
          organizationId={organizationId}
          selection={asked.selection}
          onClose={onClose}
          onDone={onDone}
        />
      );
    case "limit":
      return (
        <BulkLimitDialog
          organizationId={organizationId}
          selection={asked.selection}
          onClose={onClose}
          onDone={onDone}
        />
      );
    case "services":
      return (
        <BulkServicesDialog
          organizationId={organizationId}
          selection={asked.selection}
          onClose={onClose}
          onDone={onDone}
        />
      );
    case "aliases":
      return (
        <BulkAliasDialog
          organizationId={organizationId}
          selection={asked.selection}
          onClose={onClose}
          onDone={onDone}
        />
      );
    case "fields":
      return (
        <SetFieldsDialog
          organizationId={organizationId}
          selection={asked.selection}
          onClose={onClose}
          onDone={onDone}
        />
      );
  }
}
