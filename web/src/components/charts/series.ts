/** The colours of series, in order; neighbours also differ in lightness. */
export const seriesFill = [
  'fill-accent',
  'fill-wheat-strong',
  'fill-teal',
  'fill-violet',
  'fill-good',
  'fill-bad',
  'fill-warn',
  'fill-edge',
] as const;

export const seriesGround = [
  'bg-accent',
  'bg-wheat-strong',
  'bg-teal',
  'bg-violet',
  'bg-good',
  'bg-bad',
  'bg-warn',
  'bg-edge',
] as const;

export function fillOf(series: number): string {
  return seriesFill[series % seriesFill.length]!;
}

export function groundOf(series: number): string {
  return seriesGround[series % seriesGround.length]!;
}

/** The next round number at or above, for the top of an axis: 1, 2 or 5 times a power of ten. */
export function roundUp(value: number): number {
  if (value <= 0) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= value - 1e-9) ?? 10;
  return step * power;
}
