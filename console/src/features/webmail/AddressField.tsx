import {
  FormGroup,
  Label,
  LabelGroup,
  TextInputGroup,
  TextInputGroupMain,
} from "@patternfly/react-core";
import ExclamationCircleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon";
import { FieldText } from "@shared/forms/FieldText";
import { type ClipboardEvent, type KeyboardEvent, useId } from "react";
import { useTranslation } from "react-i18next";
import { fullOf, isAddress, isSameAddress, nameOf, parseAddresses } from "./addresses";
import type { MailAddress } from "./types";

interface Props {
  readonly label: string;
  readonly value: readonly MailAddress[];
  readonly onChange: (value: readonly MailAddress[]) => void;
  /** What is typed and no recipient yet; it counts when the message is sent. */
  readonly typed: string;
  readonly onTyped: (text: string) => void;
  /** What the server refused, by the recipient's place. */
  readonly faults: ReadonlyMap<number, string>;
  /** What is wrong with the field as a whole. */
  readonly fault?: string | undefined;
  /** Addresses to propose, as they are written in full. */
  readonly known: string;
  readonly hasFocusAtFirst?: boolean;
}

/** Recipients, each a chip. Enter, comma, semicolon, leaving and pasting make them of what was typed. */
export function AddressField(props: Props) {
  const { label, value, onChange, typed, onTyped, faults, fault, known } = props;
  const { t } = useTranslation("webmail");
  const id = useId();
  const take = (text: string) => {
    const wanted = parseAddresses(text);
    if (wanted.length > 0) {
      onChange(withMore(value, wanted));
    }
    onTyped("");
  };
  const press = (event: KeyboardEvent) => {
    const isEnd = event.key === "Enter" && !event.ctrlKey && !event.metaKey;
    if (isEnd) {
      event.preventDefault();
      take(typed);
    } else if (event.key === "Backspace" && typed === "" && value.length > 0) {
      event.preventDefault();
      const last = value.at(-1);
      onChange(value.slice(0, -1));
      onTyped(last === undefined ? "" : fullOf(last));
    }
  };
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData("text/plain");
    if (/[,;\n@]/.test(text)) {
      event.preventDefault();
      take(`${typed}${text}`);
    }
  };
  const wrong = value.flatMap((one, index) => {
    const reason = faults.get(index) ?? (isAddress(one) ? undefined : t("compose.noAddress"));
    return reason === undefined ? [] : [{ index, text: `${one.address}: ${reason}` }];
  });
  const error = [...(fault === undefined ? [] : [fault]), ...wrong.map(({ text }) => text)];
  return (
    <FormGroup label={label} fieldId={id}>
      <TextInputGroup {...(error.length > 0 ? { validated: "error" as const } : {})}>
        <TextInputGroupMain
          inputId={id}
          aria-label={label}
          value={typed}
          autoComplete="off"
          inputProps={{
            list: known,
            maxLength: 100_000,
            autoFocus: props.hasFocusAtFirst === true,
            "aria-invalid": error.length > 0,
            "aria-describedby": `${id}-text`,
            onPaste: paste,
            onKeyDown: press,
          }}
          onChange={(_, text) =>
            /[,;]\s*$/.test(text) && isWhole(text) ? take(text) : onTyped(text)
          }
          onBlur={() => take(typed)}
        >
          {value.length > 0 && (
            <LabelGroup numLabels={100} aria-label={t("compose.recipients", { field: label })}>
              {value.map((one, index) => {
                const isWrong = wrong.some((fault) => fault.index === index);
                return (
                  <Label
                    key={one.address}
                    variant="outline"
                    title={fullOf(one)}
                    color={isWrong ? "red" : "grey"}
                    {...(isWrong ? { icon: <ExclamationCircleIcon /> } : {})}
                    onClose={() => onChange(value.filter((other) => other !== one))}
                    closeBtnAriaLabel={t("compose.removeRecipient", { name: nameOf(one) })}
                  >
                    {nameOf(one)}
                  </Label>
                );
              })}
            </LabelGroup>
          )}
        </TextInputGroupMain>
      </TextInputGroup>
      <FieldText
        id={`${id}-text`}
        help={undefined}
        error={error.length > 0 ? error.join(" ") : undefined}
      />
    </FormGroup>
  );
}

/** A comma within quotes is part of a name that goes on. */
function isWhole(text: string): boolean {
  return (text.match(/"/g)?.length ?? 0) % 2 === 0;
}

/** With the new ones, each address once. */
export function withMore(
  value: readonly MailAddress[],
  more: readonly MailAddress[],
): readonly MailAddress[] {
  const all = [...value];
  for (const one of more) {
    if (!all.some((other) => isSameAddress(one, other))) {
      all.push(one);
    }
  }
  return all;
}
