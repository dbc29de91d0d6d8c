import { Alert, Button, ClipboardCopy } from "@patternfly/react-core";
import CheckIcon from "@patternfly/react-icons/dist/esm/icons/check-icon";
import CopyIcon from "@patternfly/react-icons/dist/esm/icons/copy-icon";
import { copyText } from "@shared/ui/copy-text";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  readonly label: string;
  readonly value: string;
  /** Says that this is the only time it is shown; off for what can be read again. */
  readonly isOnce?: boolean;
  /** Several lines, as recovery codes are. */
  readonly isBlock?: boolean;
}

/** A secret to take along: shown once, copied by one click. */
export function CopyOnce({ label, value, isOnce = true, isBlock = false }: Props) {
  const { t } = useTranslation("shared");
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(value);
    setCopied(true);
  };
  return (
    <div className="muster-copy">
      <strong>{label}</strong>
      {isBlock ? (
        <>
          <pre className="muster-copy-block">{value}</pre>
          <Button
            variant="secondary"
            icon={isCopied ? <CheckIcon /> : <CopyIcon />}
            onClick={() => void copy()}
          >
            {isCopied ? t("copy.copied") : t("copy.copy")}
          </Button>
        </>
      ) : (
        <ClipboardCopy
          isReadOnly
          isCode
          hoverTip={t("copy.copy")}
          clickTip={t("copy.copied")}
          onCopy={(_, text) => void copyText(String(text))}
          copyAriaLabel={t("copy.copy")}
          textAriaLabel={label}
        >
          {value}
        </ClipboardCopy>
      )}
      {isOnce && <Alert variant="warning" isInline isPlain component="p" title={t("copy.once")} />}
    </div>
  );
}
