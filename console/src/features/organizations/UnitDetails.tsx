import {
  Button,
  Card,
  CardBody,
  CardHeader,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { useCan } from "@shared/session/me";
import { ActionsMenu } from "@shared/table/ActionsMenu";
import type { Forest } from "@shared/tree/forest";
import { useFormat } from "@shared/ui/format";
import type { Unit } from "@shared/units/queries";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DeleteUnitDialog } from "./DeleteUnitDialog";
import { MoveUnitDialog } from "./MoveUnitDialog";
import { UnitFormDialog } from "./UnitFormDialog";
import { VisibilityDialog } from "./VisibilityDialog";
import { VisibilitySummary } from "./VisibilitySummary";

interface Props {
  readonly organizationId: string;
  readonly forest: Forest<Unit>;
  readonly unit: Unit;
  readonly onChoose: (unitId: string | undefined) => void;
}

type Dialog = "create" | "edit" | "move" | "delete" | "visibility";

/** One unit: where it stands, who is in it, whom it sees, and what can be done with it. */
export function UnitDetails({ organizationId, forest, unit, onChoose }: Props) {
  const { t } = useTranslation("organizations");
  const { number } = useFormat();
  const can = useCan();
  const [dialog, show] = useState<Dialog>();
  const close = () => show(undefined);
  const below = forest.subtree(unit.id).size - 1;
  const actions = [
    { label: t("units.createBelow"), onSelect: () => show("create") },
    { label: t("units.edit"), onSelect: () => show("edit") },
    { label: t("visibility.change"), onSelect: () => show("visibility") },
    ...(unit.builtIn
      ? []
      : [
          { label: t("move.verb"), onSelect: () => show("move") },
          {
            label: t("delete.verb"),
            isDanger: true,
            isSeparated: true,
            onSelect: () => show("delete"),
          },
        ]),
  ];
  const common = { organizationId, unit, forest, onClose: close };
  return (
    <Card>
      <CardHeader
        {...(can("units:manage")
          ? {
              actions: {
                actions: (
                  <ActionsMenu
                    label={t("units.actionsFor", { name: unit.name })}
                    text={t("units.actions")}
                    actions={actions}
                  />
                ),
              },
            }
          : {})}
      >
        <CardTitle component="h2">{unit.name}</CardTitle>
      </CardHeader>
      <CardBody>
        <DescriptionList isHorizontal isCompact>
          <Entry term={t("units.place")}>
            {unit.parentId === null ? t("units.top") : forest.pathOf(unit.parentId)}
          </Entry>
          {unit.description !== "" && <Entry term={t("description")}>{unit.description}</Entry>}
          <Entry term={t("units.usersIn")}>
            {can("users:read") ? (
              <Link to={places.users.to({ organizationId }, { unit: unit.id })}>
                {t("units.users", { count: unit.users, shown: number(unit.users) })}
              </Link>
            ) : (
              t("units.users", { count: unit.users, shown: number(unit.users) })
            )}
          </Entry>
          <Entry term={t("units.below")}>{number(below)}</Entry>
          <Entry term={t("visibility.term")}>
            <VisibilitySummary organizationId={organizationId} forest={forest} unit={unit} />
            {can("units:manage") && (
              <div>
                <Button variant="link" isInline onClick={() => show("visibility")}>
                  {t("visibility.change")}
                </Button>
              </div>
            )}
          </Entry>
        </DescriptionList>
      </CardBody>
      {dialog === "create" && (
        <UnitFormDialog
          organizationId={organizationId}
          parentId={unit.id}
          onSaved={onChoose}
          onClose={close}
        />
      )}
      {dialog === "edit" && (
        <UnitFormDialog
          organizationId={organizationId}
          parentId={unit.parentId}
          unit={unit}
          onSaved={onChoose}
          onClose={close}
        />
      )}
      {dialog === "move" && <MoveUnitDialog {...common} />}
      {dialog === "visibility" && <VisibilityDialog {...common} />}
      {dialog === "delete" && (
        <DeleteUnitDialog {...common} onDeleted={() => onChoose(unit.parentId ?? undefined)} />
      )}
    </Card>
  );
}

function Entry({ term, children }: { term: string; children: ReactNode }) {
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription>{children}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}
