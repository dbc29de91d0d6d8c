import {
  Alert,
  Content,
  ExpandableSection,
  FileUpload,
  Form,
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
  Stack,
  StackItem,
} from "@patternfly/react-core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { FileSize } from "./FileSize";
import type { Reading, UserImport } from "./queries";
import { type Sending, UploadProgress } from "./UploadProgress";

const ENCODINGS = ["UTF_8", "UTF_16LE", "UTF_16BE", "WINDOWS_1252"] as const;
const DELIMITERS = [",", ";", "tab"] as const;
const ACCEPTED = {
  "text/csv": [".csv"],
  "text/plain": [".txt", ".tsv"],
  "application/json": [".json"],
};

/** What the sender of a file knows about it; what is empty is found out. */
export interface Told {
  readonly encoding: string;
  readonly delimiter: string;
  readonly header: string;
}

export interface Chosen {
  readonly file: File | undefined;
  readonly told: Told;
}

export const NOTHING_CHOSEN: Chosen = {
  file: undefined,
  told: { encoding: "", delimiter: "", header: "" },
};

/** As the upload takes it. */
export function readingOf({ encoding, delimiter, header }: Told): Reading {
  const known = ENCODINGS.find((one) => one === encoding);
  return {
    ...(known === undefined ? {} : { encoding: known }),
    ...(delimiter === "" ? {} : { delimiter }),
    ...(header === "" ? {} : { header: header === "true" }),
  };
}

interface Props {
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
  /** The chosen file on its way. */
  readonly sending: Sending | undefined;
  readonly uploaded: UserImport | undefined;
  /** The bytes that a file may have, when the chosen one has more. */
  readonly most: number | undefined;
}

/** A file chosen or dropped here. */
export function FileStep({ chosen, onChoose, sending, uploaded, most }: Props) {
  const { t } = useTranslation("imports");
  const id = useId();
  const { file } = chosen;
  const [isRejected, reject] = useState(false);
  const take = (given: File | undefined) => {
    reject(false);
    onChoose({ ...chosen, file: given });
  };
  return (
    <Stack hasGutter>
      <StackItem>
        <Content component="p">{t("file.about")}</Content>
      </StackItem>
      <StackItem>
        <Form onSubmit={(event) => event.preventDefault()}>
          <FormGroup label={t("file.label")} fieldId={`${id}-filename`}>
            <FileUpload
              id={id}
              filename={file?.name ?? ""}
              filenamePlaceholder={t("file.drop")}
              filenameAriaLabel={t("file.label")}
              browseButtonText={t("file.browse")}
              clearButtonText={t("file.clear")}
              hideDefaultPreview
              isDisabled={sending !== undefined}
              dropzoneProps={{
                accept: ACCEPTED,
                onDropAccepted: ([given]) => take(given),
                onDropRejected: () => {
                  take(undefined);
                  reject(true);
                },
              }}
              onClearClick={() => take(undefined)}
            />
            <FormHelperText>
              <HelperText>
                <HelperTextItem variant={most === undefined ? "default" : "error"}>
                  {file === undefined ? (
                    t("file.help")
                  ) : (
                    <span role="status">
                      {file.name}, <FileSize of={file.size} />
                      {most !== undefined && (
                        <>
                          . {t("file.tooLarge")} <FileSize of={most} />
                        </>
                      )}
                    </span>
                  )}
                </HelperTextItem>
              </HelperText>
            </FormHelperText>
          </FormGroup>
          <div role="status">
            {isRejected && (
              <Alert variant="danger" isInline component="p" title={t("file.rejected")}>
                {t("file.rejectedBody")}
              </Alert>
            )}
          </div>
          <Reader chosen={chosen} onChoose={onChoose} />
        </Form>
      </StackItem>
      {sending !== undefined && (
        <StackItem>
          <UploadProgress sending={sending} />
        </StackItem>
      )}
      {uploaded !== undefined && file === undefined && (
        <StackItem>
          <Alert
            variant="info"
            isInline
            component="p"
            title={t("file.uploaded", { name: uploaded.fileName })}
          />
        </StackItem>
      )}
    </Stack>
  );
}

/** For files whose kind is not found out rightly. */
function Reader({ chosen, onChoose }: Pick<Props, "chosen" | "onChoose">) {
  const { t } = useTranslation("imports");
  const read = (change: Partial<Told>) =>
    onChoose({ ...chosen, told: { ...chosen.told, ...change } });
  return (
    <ExpandableSection toggleText={t("reading.title")} isIndented>
      <Choice
        label={t("reading.encoding")}
        value={chosen.told.encoding}
        options={ENCODINGS.map((value) => ({ value, label: t(`encoding.${value}`) }))}
        onChoose={(encoding) => read({ encoding })}
      />
      <Choice
        label={t("reading.delimiter")}
        value={chosen.told.delimiter}
        options={DELIMITERS.map((value) => ({ value, label: t(`delimiter.${value}`) }))}
        onChoose={(delimiter) => read({ delimiter })}
      />
      <Choice
        label={t("reading.header")}
        value={chosen.told.header}
        options={[
          { value: "true", label: t("reading.hasHeader") },
          { value: "false", label: t("reading.hasNoHeader") },
        ]}
        onChoose={(header) => read({ header })}
      />
    </ExpandableSection>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChoose: (value: string) => void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  const { t } = useTranslation("imports");
  const id = useId();
  return (
    <FormGroup label={label} fieldId={id}>
      <FormSelect id={id} value={value} onChange={(_, one) => onChoose(one)}>
        <FormSelectOption value="" label={t("reading.automatic")} />
        {options.map((option) => (
          <FormSelectOption key={option.value} value={option.value} label={option.label} />
        ))}
      </FormSelect>
    </FormGroup>
  );
}
