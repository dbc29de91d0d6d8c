import type { Unit } from "./queries";

/** Units in the order of their tree, each with its path: "Sales / North". */
export function unitOptions(units: readonly Unit[]): { value: string; label: string }[] {
  const children = new Map<string, Unit[]>();
  for (const unit of units) {
    const parent = unit.parentId ?? "";
    children.set(parent, [...(children.get(parent) ?? []), unit]);
  }
  const options: { value: string; label: string }[] = [];
  const walk = (parent: string, path: string) => {
    const sorted = [...(children.get(parent) ?? [])].sort(
      (a, b) => Number(b.builtIn) - Number(a.builtIn) || a.name.localeCompare(b.name),
    );
    for (const unit of sorted) {
      const label = path === "" ? unit.name : `${path} / ${unit.name}`;
      options.push({ value: unit.id, label });
      walk(unit.id, label);
    }
  };
  walk("", "");
  return options;
}
