const key = (table: string) => `muster.columns.${table}`;

/** The columns this user chose for a table on this machine, if he did. */
export function keptColumns(table: string): readonly string[] | undefined {
  return localStorage.getItem(key(table))?.split(",");
}

export function keepColumns(table: string, columns: readonly string[] | undefined): void {
  if (columns === undefined) {
    localStorage.removeItem(key(table));
  } else {
    localStorage.setItem(key(table), columns.join(","));
  }
}
