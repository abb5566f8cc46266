import type { Schemas } from '@/lib/api/client';

export type Plan = Schemas['PlanHistory'];
type Price = Schemas['PlanPrice'];

export interface PriceChart {
  currency: string;
  /** What the prices are for, such as `a user a month`. */
  terms: string;
  series: { name: string; points: { at: string; value: number }[]; until?: string }[];
}

/** The prices that moved, those of one currency and period in a chart of their own; what never moved needs none. */
export function priceCharts(plans: readonly Plan[]): PriceChart[] {
  const charts = new Map<string, PriceChart>();
  for (const plan of plans) {
    const oldestFirst = [...plan.history].reverse();
    for (const span of oldestFirst) {
      for (const price of span.prices) {
        const terms = termsOf(price);
        const key = `${price.currency} ${terms}`;
        const chart = charts.get(key) ?? { currency: price.currency, terms, series: [] };
        charts.set(key, chart);
        const name = price.label === null ? plan.name : `${plan.name} (${price.label})`;
        let series = chart.series.find((one) => one.name === name);
        if (series === undefined) {
          series = { name, points: [] };
          chart.series.push(series);
        }
        series.points.push({ at: span.valid_from, value: price.amount });
        // The line ends where the price ended; the next span of the same price takes it on.
        if (span.valid_to === null) {
          delete series.until;
        } else {
          series.until = span.valid_to;
        }
      }
    }
  }
  return [...charts.values()].filter(({ series }) =>
    series.some(({ points }) => points.some(({ value }) => value !== points[0]!.value)),
  );
}

function termsOf({ unit, period }: Price): string {
  return [
    unit !== null && `per ${unit}`,
    period === 'once' ? 'once' : period !== 'none' && `${unit === null ? 'per' : 'and'} ${period}`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** `$49`, `€1,200.50`; the plain number where the page named no currency. */
export function money(value: number, currency: string): string {
  const digits = { minimumFractionDigits: 0, maximumFractionDigits: 2 };
  return /^[A-Z]{3}$/.test(currency)
    ? new Intl.NumberFormat('en', { style: 'currency', currency, ...digits }).format(value)
    : new Intl.NumberFormat('en', digits).format(value);
}
