import DownloadIcon from "@patternfly/react-icons/dist/esm/icons/download-icon";
import { useOctets } from "@shared/ui/octets";
import { useTranslation } from "react-i18next";
import { addressOf } from "./queries";
import type { MailMessage } from "./types";

/** The files of a message, to download. Pictures within the text are not listed again. */
export function Attachments({ message }: { message: MailMessage }) {
  const { t } = useTranslation("webmail");
  const octets = useOctets();
  const files = message.attachments.filter(({ inline }) => !(inline && message.html));
  return files.length === 0 ? null : (
    <section aria-label={t("attachments.label")}>
      <ul className="muster-mail-files">
        {files.map(({ part, name, octets: size }) => (
          <li key={part}>
            <a
              className="muster-mail-file"
              href={addressOf(message, `parts/${encodeURIComponent(part)}`)}
              download={name}
            >
              <DownloadIcon aria-hidden="true" />{" "}
              <span className="muster-mail-name">
                {name === "" ? t("attachments.noName") : name}
              </span>
              <span className="muster-count">{octets(size)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
