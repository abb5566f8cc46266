const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
const step = 1024;

/** `512 B`, `1.4 MB` */
export function bytes(size: number): string {
  const power = size < step ? 0 : Math.min(units.length - 1, Math.floor(Math.log(size) / Math.log(step)));
  const value = size / step ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
