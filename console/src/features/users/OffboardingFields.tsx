import { CheckField } from "@shared/forms/CheckField";
import { DateTimeField } from "@shared/forms/DateTimeField";
import { RadioField } from "@shared/forms/RadioField";
import { useCan } from "@shared/session/me";
import { useTranslation } from "react-i18next";
import { MAIL_WISHES, type Wish } from "./offboarding";
import { UsersField } from "./UsersField";

/** What an offboarding begins with, and what is wrong with one as it is typed. */
export function useNewWish() {
  const { t } = useTranslation("users");
  const can = useCan();
  const initial: Wish = {
    disableAt: null,
    deleteAt: null,
    mail: "CLOSED",
    mailUntil: null,
    successorId: [],
    openMailbox: false,
    handOverMailboxes: false,
    revokeTokens: can("users:passwords"),
    removeFactors: can("users:passwords"),
    takeRoles: can("grants:revoke"),
  };
  const check = (wish: Wish) => ({
    // The server takes a time that is over for "at once", which a wrong year must not become.
    disableAt: isOver(wish.disableAt) ? t("offboarding.disableAtOver") : undefined,
    successorId: lacksSuccessor(wish) ? t("offboarding.successorMissing") : undefined,
  });
  return { initial, check };
}

function isOver(instant: string | null) {
  return instant !== null && Date.parse(instant) <= Date.now();
}

/** Whether something is passed on, and nobody is there to take it. */
export function lacksSuccessor(wish: Wish) {
  return (
    wish.successorId.length === 0 &&
    (wish.mail === "FORWARDED" || wish.openMailbox || wish.handOverMailboxes)
  );
}

export function WhenFields() {
  const { t } = useTranslation("users");
  const can = useCan();
  return (
    <>
      <DateTimeField
        name="disableAt"
        label={t("offboarding.disableAt")}
        help={t("offboarding.disableAtHelp")}
      />
      {can("users:delete") && (
        <DateTimeField
          name="deleteAt"
          label={t("offboarding.deleteAt")}
          help={t("offboarding.deleteAtHelp")}
        />
      )}
    </>
  );
}

interface MailProps {
  readonly organizationId: string;
  readonly mail: Wish["mail"];
}

/** What becomes of mail and mailboxes, and who takes over. */
export function MailFields({ organizationId, mail }: MailProps) {
  const { t } = useTranslation("users");
  const can = useCan();
  const mayPass = can("mailboxes:assign");
  return (
    <>
      <RadioField
        name="mail"
        label={t("offboarding.mail")}
        options={MAIL_WISHES.filter((wish) => wish === "CLOSED" || can("mailboxes:delivery")).map(
          (value) => ({ value, label: t(`offboarding.mailIs.${value}`) }),
        )}
      />
      {mail !== "CLOSED" && (
        <DateTimeField
          name="mailUntil"
          label={t("offboarding.mailUntil")}
          help={t("offboarding.mailUntilHelp")}
        />
      )}
      <UsersField
        name="successorId"
        label={t("offboarding.successor")}
        organizationId={organizationId}
        isSingle
      />
      {mayPass && <CheckField name="openMailbox" label={t("offboarding.openMailbox")} />}
      {mayPass && can("mailboxes:revoke") && (
        <CheckField name="handOverMailboxes" label={t("offboarding.handOverMailboxes")} />
      )}
    </>
  );
}

/** What is taken away; nothing for who may take neither. */
export function RightsFields() {
  const { t } = useTranslation("users");
  const can = useCan();
  return (
    <>
      {can("grants:revoke") && <CheckField name="takeRoles" label={t("offboarding.takeRoles")} />}
      {can("users:passwords") && (
        <>
          <CheckField name="revokeTokens" label={t("offboarding.revokeTokens")} />
          <CheckField
            name="removeFactors"
            label={t("offboarding.removeFactors")}
            help={t("offboarding.removeFactorsHelp")}
          />
        </>
      )}
    </>
  );
}
