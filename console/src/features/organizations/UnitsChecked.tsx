import { Button, Flex } from "@patternfly/react-core";
import { Field } from "@shared/forms/Field";
import type { Forest } from "@shared/tree/forest";
import { Tree } from "@shared/tree/Tree";
import type { Unit } from "@shared/units/queries";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  readonly name: string;
  readonly forest: Forest<Unit>;
}

/** Units with check boxes. Each stands for itself; a branch or all are ticked by a button. */
export function UnitsChecked({ name, forest }: Props) {
  const { t } = useTranslation("organizations");
  const [active, setActive] = useState<string | undefined>(forest.children(null)[0]?.id);
  const unit = forest.find(active);
  const show = useCallback(
    (value: unknown) =>
      idsOf(value)
        .map((id) => forest.pathOf(id))
        .sort()
        .join(", "),
    [forest],
  );
  return (
    <Field name={name} label={t("visibility.units")} isGroup show={show}>
      {({ value, set }) => {
        const checked = new Set(idsOf(value));
        const change = (ids: Iterable<string>, isOn: boolean) => {
          const next = new Set(checked);
          for (const id of ids) {
            if (isOn) {
              next.add(id);
            } else {
              next.delete(id);
            }
          }
          set([...next]);
        };
        const all = forest.nodes.map(({ id }) => id);
        return (
          <>
            <Flex gap={{ default: "gapMd" }}>
              {unit !== undefined && (
                <>
                  <Button
                    variant="link"
                    isInline
                    onClick={() => change(forest.subtree(unit.id), true)}
                  >
                    {t("visibility.tickBranch", { name: unit.name })}
                  </Button>
                  <Button
                    variant="link"
                    isInline
                    onClick={() => change(forest.subtree(unit.id), false)}
                  >
                    {t("visibility.untickBranch", { name: unit.name })}
                  </Button>
                </>
              )}
              <Button variant="link" isInline onClick={() => change(all, true)}>
                {t("visibility.tickAll")}
              </Button>
              <Button variant="link" isInline onClick={() => change(all, false)}>
                {t("visibility.untickAll")}
              </Button>
            </Flex>
            <div className="muster-tree-frame">
              <Tree
                forest={forest}
                label={t("visibility.units")}
                checked={checked}
                onActive={setActive}
                onSelect={(id) => change([id], !checked.has(id))}
              />
            </div>
          </>
        );
      }}
    </Field>
  );
}

function idsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
