import { Label } from "@patternfly/react-core";
import BanIcon from "@patternfly/react-icons/dist/esm/icons/ban-icon";
import CheckCircleIcon from "@patternfly/react-icons/dist/esm/icons/check-circle-icon";
import EnvelopeIcon from "@patternfly/react-icons/dist/esm/icons/envelope-icon";
import KeyIcon from "@patternfly/react-icons/dist/esm/icons/key-icon";
import LockIcon from "@patternfly/react-icons/dist/esm/icons/lock-icon";
import TrashIcon from "@patternfly/react-icons/dist/esm/icons/trash-icon";
import type { ComponentProps, ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "./queries";

const LOOKS: Record<
  User["state"],
  { color: NonNullable<ComponentProps<typeof Label>["color"]>; icon: ReactElement }
> = {
  INVITED: { color: "blue", icon: <EnvelopeIcon /> },
  WAITING_FOR_PASSWORD: { color: "blue", icon: <KeyIcon /> },
  ACTIVE: { color: "green", icon: <CheckCircleIcon /> },
  DISABLED: { color: "orange", icon: <BanIcon /> },
  DELETED: { color: "grey", icon: <TrashIcon /> },
};

interface Props {
  readonly user: Pick<User, "state" | "allowIncoming" | "lockedUntil">;
}

/** A user's state, in words beside its colour; and whether too many wrong passwords lock him now. */
export function StateLabel({ user }: Props) {
  const { t } = useTranslation("users");
  const { color, icon } = LOOKS[user.state];
  return (
    <>
      <Label color={color} icon={icon} isCompact>
        {t(`state.${user.state}`)}
      </Label>
      {user.state === "DISABLED" && user.allowIncoming && (
        <>
          {" "}
          <Label icon={<EnvelopeIcon />} isCompact>
            {t("receivesMessages")}
          </Label>
        </>
      )}
      {user.lockedUntil !== null && (
        <>
          {" "}
          <Label color="red" icon={<LockIcon />} isCompact>
            {t("locked")}
          </Label>
        </>
      )}
    </>
  );
}
