import { Button } from "@patternfly/react-core";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { AddressField } from "./AddressField";
import { fullOf } from "./addresses";
import { knownAddresses } from "./mail-cache";
import type { Compose, RecipientField } from "./use-compose";

const FIELDS = ["to", "cc", "bcc"] as const;

/** To, and copies when they are asked for. */
export function RecipientFields(props: {
  readonly compose: Compose;
  readonly hasFocusAtFirst: boolean;
}) {
  const { letter, typed, change, type, faults } = props.compose;
  const { t } = useTranslation("webmail");
  const queries = useQueryClient();
  const known = useId();
  const [proposed] = useState(() => knownAddresses(queries).map(fullOf));
  const [shown, show] = useState<ReadonlySet<RecipientField>>(
    new Set(FIELDS.filter((field) => field === "to" || letter[field].length > 0)),
  );
  return (
    <>
      {FIELDS.filter((field) => shown.has(field)).map((field) => (
        <AddressField
          key={field}
          label={t(`header.${field}`)}
          value={letter[field]}
          onChange={(value) => change({ [field]: value })}
          typed={typed[field]}
          onTyped={(text) => type(field, text)}
          faults={faultsOf(faults, field)}
          fault={faults.get(field)}
          known={known}
          hasFocusAtFirst={field === "to" ? props.hasFocusAtFirst : letter[field].length === 0}
        />
      ))}
      {shown.size < FIELDS.length && (
        <div>
          {FIELDS.filter((field) => !shown.has(field)).map((field) => (
            <Button
              key={field}
              variant="link"
              size="sm"
              onClick={() => show(new Set([...shown, field]))}
            >
              {t("compose.add", { field: t(`header.${field}`) })}
            </Button>
          ))}
        </div>
      )}
      <datalist id={known}>
        {proposed.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  );
}

/** The faults of single recipients: the server names them "to[2].address". */
function faultsOf(
  faults: ReadonlyMap<string, string>,
  field: RecipientField,
): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const [name, message] of faults) {
    const [, of, index] = /^(\w+)\[(\d+)\]/.exec(name) ?? [];
    if (of === field) {
      found.set(Number(index), message);
    }
  }
  return found;
}
