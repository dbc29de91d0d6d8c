import {
  Alert,
  FileUpload,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
} from "@patternfly/react-core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

const ACCEPTED = { "text/csv": [".csv"], "text/plain": [".txt"] };

/** More than the longest list that is taken has no place in the text field either. */
const MOST_OCTETS = 1024 * 1024;

interface Props {
  /** Given the text of a file; empty when the file is put away. */
  readonly onRead: (text: string) => void;
}

/** Takes a list from a file instead of typing it. */
export function ListFile({ onRead }: Props) {
  const { t } = useTranslation("invitations");
  const id = useId();
  const [name, setName] = useState("");
  const [isRejected, reject] = useState(false);
  return (
    <FormGroup label={t("many.file")} fieldId={`${id}-filename`}>
      <FileUpload
        id={id}
        filename={name}
        filenamePlaceholder={t("many.drop")}
        filenameAriaLabel={t("many.file")}
        browseButtonText={t("many.browse")}
        clearButtonText={t("many.clear")}
        hideDefaultPreview
        dropzoneProps={{
          accept: ACCEPTED,
          maxSize: MOST_OCTETS,
          onDropAccepted: ([file]) => {
            reject(false);
            setName(file?.name ?? "");
          },
          onDropRejected: () => reject(true),
        }}
        type="text"
        onDataChange={(_, text) => onRead(text)}
        onReadFailed={() => reject(true)}
        onClearClick={() => {
          reject(false);
          setName("");
          onRead("");
        }}
      />
      <FormHelperText>
        <HelperText>
          <HelperTextItem>{t("many.fileHelp")}</HelperTextItem>
        </HelperText>
      </FormHelperText>
      <div role="status">
        {isRejected && <Alert variant="danger" isInline component="p" title={t("many.rejected")} />}
      </div>
    </FormGroup>
  );
}
