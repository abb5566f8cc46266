/** Where a row of a list stands, among those that have been read; -1 when it is not among them. */
export function findRow<Row extends { id: unknown }>(
  rowAt: (index: number) => Row | undefined,
  total: number,
  id: Row['id'] | null,
): number {
  for (let at = 0; id !== null && at < total; at += 1) {
    if (rowAt(at)?.id === id) {
      return at;
    }
  }
  return -1;
}
