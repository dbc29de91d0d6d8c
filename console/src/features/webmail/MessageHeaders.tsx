import {
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from "@patternfly/react-core";
import { useFormat } from "@shared/ui/format";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fullOf, nameOf } from "./addresses";
import type { MailAddress, MailMessage } from "./types";

/** From whom to whom in a line, and all of it on demand. */
export function MessageHeaders({ message }: { message: MailMessage }) {
  const { t } = useTranslation("webmail");
  const format = useFormat();
  const [isShown, show] = useState(false);
  const names = [...message.to, ...message.cc].map(nameOf).join(", ");
  const rows: readonly (readonly [string, string])[] = [
    [t("header.from"), message.from === null ? "" : fullOf(message.from)],
    [t("header.sender"), message.sender === null ? "" : fullOf(message.sender)],
    [t("header.replyTo"), all(message.replyTo)],
    [t("header.to"), all(message.to)],
    [t("header.cc"), all(message.cc)],
    [t("header.bcc"), all(message.bcc)],
    [t("header.sent"), message.sentAt === null ? "" : format.exactTime(message.sentAt)],
    [t("header.received"), format.exactTime(message.receivedAt)],
    [t("header.id"), message.messageIdHeader],
  ];
  return (
    <div className="muster-mail-headers">
      <p>
        {names === "" ? t("noRecipients") : t("list.to", { names })}{" "}
        <Button variant="link" isInline aria-expanded={isShown} onClick={() => show(!isShown)}>
          {t("header.details")}
        </Button>
      </p>
      {isShown && (
        <DescriptionList isHorizontal isCompact aria-label={t("header.details")}>
          {rows
            .filter(([, text]) => text !== "")
            .map(([term, text]) => (
              <DescriptionListGroup key={term}>
                <DescriptionListTerm>{term}</DescriptionListTerm>
                <DescriptionListDescription>{text}</DescriptionListDescription>
              </DescriptionListGroup>
            ))}
        </DescriptionList>
      )}
    </div>
  );
}

function all(addresses: readonly MailAddress[]): string {
  return addresses.map(fullOf).join(", ");
}
