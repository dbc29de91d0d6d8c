import { useCan } from "@shared/session/me";
import { ActionsMenu } from "@shared/table/ActionsMenu";
import type { RowAction } from "@shared/table/types";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ActDialog } from "./ActDialog";
import { type Act, actsFor, PERMISSION } from "./acts";
import { BulkMailDialog } from "./BulkMailDialog";
import { ExpiryDialog } from "./ExpiryDialog";
import { GuestActions } from "./GuestActions";
import { ImpersonateDialog } from "./ImpersonateDialog";
import { IncomingDialog } from "./IncomingDialog";
import type { User } from "./queries";
import { RenameDialog } from "./RenameDialog";
import { ResetPasswordDialog } from "./ResetPasswordDialog";
import { offboardRoute, usersRoute } from "./routes";
import { SendLinkDialog } from "./SendLinkDialog";
import { useMailWay } from "./use-mail-way";
import { useMayImpersonate } from "./use-may-impersonate";

/** What is done to the mailbox of one user as it is to those of many. */
const MAIL_ACTS = ["reindex", "recalculate-usage"] as const;
type MailAct = (typeof MAIL_ACTS)[number];

const DIALOGS = [
  "rename",
  "reset-password",
  "send-link",
  "send-password-mail",
  "send-mail",
  "incoming",
  "expiry",
  "impersonate",
] as const;
type Asked = Act | MailAct | (typeof DIALOGS)[number];

interface Props {
  readonly organizationId: string;
  readonly user: User;
  readonly etag: string;
}

/** All that can be done with one user, each asked for in a dialog. */
export function UserActions(props: Props) {
  return props.user.guest ? <GuestActions {...props} /> : <ActionsAtHome {...props} />;
}

function ActionsAtHome({ organizationId, user, etag }: Props) {
  const { t } = useTranslation("users");
  const can = useCan();
  const navigate = useNavigate();
  const mayImpersonate = useMayImpersonate();
  const mailWay = useMailWay(organizationId);
  const [asked, setAsked] = useState<Asked>();
  const name = user.profile.displayName ?? user.account;
  const isOwnPassword = user.signInMethod === "DEFAULT" || user.signInMethod === "PASSWORD";
  const isHere = user.state !== "DELETED";
  const acts = actsFor(user).filter((act) => can(PERMISSION[act]));
  const actions: RowAction[] = [
    ...(isHere && can("users:edit")
      ? [{ label: t("rename.verb"), onSelect: () => setAsked("rename") }]
      : []),
    ...(isHere && isOwnPassword && can("users:passwords")
      ? [
          { label: t("reset.verb"), onSelect: () => setAsked("reset-password") },
          ...(user.address === null || user.state === "DISABLED"
            ? []
            : [
                { label: t("link.verb"), onSelect: () => setAsked("send-link") },
                {
                  ...mailWay,
                  label: t("passwordMail"),
                  onSelect: () => setAsked("send-password-mail"),
                },
              ]),
        ]
      : []),
    ...(isHere && can(PERMISSION.mail)
      ? [{ label: t("acts.verb", { context: "mail" }), onSelect: () => setAsked("send-mail") }]
      : []),
    ...(isHere && mayImpersonate(user.id)
      ? [{ label: t("impersonate.verb"), onSelect: () => setAsked("impersonate") }]
      : []),
    ...(user.state === "DISABLED" && can(PERMISSION.disable)
      ? [{ label: t("incoming.verb"), onSelect: () => setAsked("incoming") }]
      : []),
    ...(isHere && can("users:disable")
      ? [
          { label: t("expiry.verb"), onSelect: () => setAsked("expiry") },
          {
            label: t("offboarding.verb"),
            onSelect: () => void navigate(offboardRoute.to({ organizationId, userId: user.id })),
          },
        ]
      : []),
    ...MAIL_ACTS.filter((act) => isHere && can(PERMISSION[act])).map((act) => ({
      label: t("acts.verb", { context: act }),
      onSelect: () => setAsked(act),
    })),
    ...acts
      .filter((act) => act !== "expire-password" || isOwnPassword)
      .map((act, index) => ({
        label: t("acts.verb", { context: act }),
        isDanger: act === "purge",
        isSeparated: index === 0 && isHere,
        onSelect: () => setAsked(act),
      })),
  ];
  if (actions.length === 0) {
    return null;
  }
  return (
    <>
      <ActionsMenu label={t("actionsFor", { name })} actions={actions} />
      {asked !== undefined && (
        <AskedDialog
          organizationId={organizationId}
          user={user}
          etag={etag}
          asked={asked}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

interface AskedProps extends Props {
  readonly asked: Asked;
  readonly onClose: () => void;
}

/** The dialog of one act. */
function AskedDialog({ organizationId, user, etag, asked, onClose: close }: AskedProps) {
  const navigate = useNavigate();
  const name = user.profile.displayName ?? user.account;
  return (
    <>
      {asked === "rename" && (
        <RenameDialog organizationId={organizationId} user={user} etag={etag} onClose={close} />
      )}
      {asked === "reset-password" && (
        <ResetPasswordDialog organizationId={organizationId} user={user} onClose={close} />
      )}
      {asked === "send-link" && (
        <SendLinkDialog organizationId={organizationId} user={user} onClose={close} />
      )}
      {asked === "send-password-mail" && (
        <ActDialog
          organizationId={organizationId}
          asked={{ kind: "many", act: asked, selection: { ids: [user.id] } }}
          onClose={close}
        />
      )}
      {asked === "send-mail" && (
        <BulkMailDialog
          organizationId={organizationId}
          selection={{ ids: [user.id] }}
          onClose={close}
          onDone={close}
        />
      )}
      {asked === "impersonate" && (
        <ImpersonateDialog
          organizationId={organizationId}
          userId={user.id}
          name={name}
          onClose={close}
        />
      )}
      {asked === "expiry" && (
        <ExpiryDialog organizationId={organizationId} user={user} onClose={close} />
      )}
      {asked === "incoming" && (
        <IncomingDialog organizationId={organizationId} user={user} onClose={close} />
      )}
      {isMailAct(asked) && (
        <ActDialog
          organizationId={organizationId}
          asked={{ kind: "many", act: asked, selection: { ids: [user.id] } }}
          onClose={close}
        />
      )}
      {isAct(asked) && (
        <ActDialog
          organizationId={organizationId}
          asked={{
            kind: "one",
            act: asked,
            id: user.id,
            account: user.account,
            name,
            unitId: user.unitId,
          }}
          onClose={close}
          onDone={() => {
            if (asked === "purge") {
              void navigate(usersRoute.to({ organizationId }));
            }
          }}
        />
      )}
    </>
  );
}

function isMailAct(asked: Asked): asked is MailAct {
  return asked === "reindex" || asked === "recalculate-usage";
}

function isAct(asked: Asked): asked is Act {
  return !isMailAct(asked) && !DIALOGS.some((dialog) => dialog === asked);
}
