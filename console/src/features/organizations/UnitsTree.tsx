import { Label } from "@patternfly/react-core";
import { ProblemError } from "@shared/api/problem";
import { useCan } from "@shared/session/me";
import type { Forest } from "@shared/tree/forest";
import { Tree } from "@shared/tree/Tree";
import { useFormat } from "@shared/ui/format";
import { toast } from "@shared/ui/toasts";
import type { Unit } from "@shared/units/queries";
import { useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { etagOf, saveUnit } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly forest: Forest<Unit>;
  readonly selected: string | undefined;
  readonly onSelect: (unitId: string) => void;
}

/** The tree of units; whoever may manage them drags a unit onto its new parent. */
export function UnitsTree({ organizationId, forest, selected, onSelect }: Props) {
  const { t } = useTranslation("organizations");
  const { number } = useFormat();
  const queries = useQueryClient();
  const mayManage = useCan()("units:manage");
  const [dragged, drag] = useState<Unit>();
  const canDropOn = (parentId: string | null) =>
    dragged !== undefined &&
    dragged.parentId !== parentId &&
    (parentId === null || !forest.subtree(dragged.id).has(parentId));
  const move = async (unit: Unit, parentId: string | null) => {
    const { name, description } = unit;
    try {
      await saveUnit(organizationId, unit.id, { name, description, parentId }, etagOf(unit));
      const place = parentId === null ? t("units.top") : forest.pathOf(parentId);
      toast({ variant: "success", title: t("move.done", { name, place }) });
    } catch (fault) {
      const isProblem = fault instanceof ProblemError;
      toast({
        variant: "danger",
        title: t("move.failed", { name }),
        body: isProblem ? (fault.errors[0]?.message ?? fault.message) : String(fault),
      });
    }
    await queries.invalidateQueries({ queryKey: ["units", organizationId] });
  };
  const drop = (parentId: string | null) => {
    if (dragged !== undefined) {
      void move(dragged, parentId);
    }
    drag(undefined);
  };
  return (
    <>
      <Tree
        forest={forest}
        label={t("units.tree")}
        selected={selected}
        onSelect={onSelect}
        after={(unit) => (
          <>
            {unit.builtIn && <Label isCompact>{t("units.builtIn")}</Label>}
            <span className="muster-tree-end">{t("units.users", usersText(unit, number))}</span>
          </>
        )}
        {...(mayManage
          ? {
              drag: {
                canDrag: ({ builtIn }: Unit) => !builtIn,
                canDrop: ({ id }: Unit) => canDropOn(id),
                onStart: drag,
                onEnd: () => drag(undefined),
                onDrop: ({ id }: Unit) => drop(id),
              },
            }
          : {})}
      />
      {dragged !== undefined && canDropOn(null) && (
        // biome-ignore lint/a11y/noStaticElementInteractions: only for the mouse; "Move" is the way by keyboard
        <div
          className="muster-tree-top"
          onDragOver={(event: DragEvent) => event.preventDefault()}
          onDrop={(event: DragEvent) => {
            event.preventDefault();
            drop(null);
          }}
        >
          {t("units.dropAtTop")}
        </div>
      )}
    </>
  );
}

function usersText({ users }: Unit, number: (value: number) => string) {
  return { count: users, shown: number(users) };
}
