import { expect, test } from 'vitest';
import { money, type Plan, priceCharts } from './priceCharts';

const price = (amount: number, more = {}) => ({
  amount,
  currency: 'USD',
  period: 'month' as const,
  unit: null,
  label: null,
  ...more,
});
const span = (from: string, to: string | null, prices: ReturnType<typeof price>[]) => ({
  kind: 'priced' as const,
  in_words: '',
  prices,
  limits: [],
  valid_from: from,
  valid_to: to,
  ended_by: null,
});
const plan = (name: string, ...newestFirst: ReturnType<typeof span>[]): Plan => ({
  plan: name.toLowerCase(),
  name,
  page_id: 1,
  is_offered: true,
  history: newestFirst,
});

test('a price that moved is drawn oldest first, up to now', () => {
  expect(
    priceCharts([plan('Pro', span('2026-05-19', null, [price(59)]), span('2026-05-01', '2026-05-19', [price(49)]))]),
  ).toEqual([
    {
      currency: 'USD',
      terms: 'per month',
      series: [
        {
          name: 'Pro',
          points: [
            { at: '2026-05-01', value: 49 },
            { at: '2026-05-19', value: 59 },
          ],
        },
      ],
    },
  ]);
});

test('what never moved, is free or told on request needs no chart', () => {
  expect(
    priceCharts([plan('Pro', span('2026-05-01', null, [price(49)])), plan('Free', span('2026-05-01', null, []))]),
  ).toEqual([]);
});

test('currencies and periods do not share an axis, and a plan that went ends', () => {
  const charts = priceCharts([
    plan(
      'Pro',
      span('2026-05-19', '2026-06-01', [
        price(59, { label: 'monthly' }),
        price(590, { period: 'year', label: 'yearly' }),
      ]),
      span('2026-05-01', '2026-05-19', [
        price(49, { label: 'monthly' }),
        price(490, { period: 'year', label: 'yearly' }),
      ]),
    ),
  ]);
  expect(charts.map(({ terms, series }) => [terms, series[0]?.name, series[0]?.until])).toEqual([
    ['per month', 'Pro (monthly)', '2026-06-01'],
    ['per year', 'Pro (yearly)', '2026-06-01'],
  ]);
});

test('money is written as people do', () => {
  expect(money(49, 'USD')).toBe('$49');
  expect(money(1200.5, 'EUR')).toBe('€1,200.5');
  expect(money(12, '')).toBe('12');
});
