import { Button, FormGroup, Progress, ProgressMeasureLocation } from "@patternfly/react-core";
import PaperclipIcon from "@patternfly/react-icons/dist/esm/icons/paperclip-icon";
import TimesIcon from "@patternfly/react-icons/dist/esm/icons/times-icon";
import { ProblemText } from "@shared/forms/ProblemText";
import { useOctets } from "@shared/ui/octets";
import { useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { fileKey, type SentFile } from "./draft";
import type { Uploads } from "./use-uploads";

interface Props {
  readonly files: readonly SentFile[];
  readonly onRemove: (file: SentFile) => void;
  readonly uploads: Uploads;
  readonly fault: string | undefined;
}

/** The files that go with a message, and those on their way to the server. */
export function FilesField({ files, onRemove, uploads, fault }: Props) {
  const { t } = useTranslation("webmail");
  const octets = useOctets();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <FormGroup label={t("attachments.label")} role="group" fieldId={id}>
      <ul className="muster-mail-files" id={id}>
        {files.map((file) => (
          <li key={fileKey(file)} className="muster-mail-file">
            <PaperclipIcon aria-hidden="true" />
            <span className="muster-mail-name">{file.name}</span>
            <span className="muster-count">{octets(file.octets)}</span>
            <Remove name={file.name} onClick={() => onRemove(file)} />
          </li>
        ))}
        {uploads.running.map(({ id: key, name, sent, fault: refused }) => (
          <li key={key} className="muster-mail-file">
            {refused === undefined ? (
              <Progress
                className="muster-mail-progress"
                title={name}
                value={Math.round(sent * 100)}
                measureLocation={ProgressMeasureLocation.outside}
                size="sm"
              />
            ) : (
              <span role="alert" className="muster-mail-refused">
                {name}: {typeof refused === "string" ? refused : <ProblemText error={refused} />}
              </span>
            )}
            <Remove name={name} onClick={() => uploads.stop(key)} />
          </li>
        ))}
      </ul>
      {fault !== undefined && (
        <p role="alert" className="muster-mail-refused">
          {fault}
        </p>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("attachments.add")}
        onChange={({ target }) => {
          uploads.add([...(target.files ?? [])]);
          target.value = "";
        }}
      />
      <Button
        variant="secondary"
        size="sm"
        icon={<PaperclipIcon />}
        onClick={() => input.current?.click()}
      >
        {t("attachments.add")}
      </Button>{" "}
      <span className="muster-count">{t("attachments.drop")}</span>
    </FormGroup>
  );
}

function Remove({ name, onClick }: { name: string; onClick: () => void }) {
  const { t } = useTranslation("webmail");
  return (
    <Button
      variant="plain"
      size="sm"
      icon={<TimesIcon />}
      aria-label={t("attachments.remove", { name })}
      onClick={onClick}
    />
  );
}
