import type { Address } from '@/lib/useAddress';

export const kinds = [
  { value: 'weekly', label: 'Weekly', lengths: [1, 2, 4, 12], unit: 'week' },
  { value: 'changelog', label: 'Changelog', lengths: [7, 30, 90, 365], unit: 'day' },
  { value: 'index', label: 'Index', lengths: [], unit: null },
] as const;

export type Kind = (typeof kinds)[number]['value'];

export const formats = [
  { value: 'md', label: 'Markdown' },
  { value: 'html', label: 'HTML' },
  { value: 'json', label: 'JSON' },
] as const;

export type Format = (typeof formats)[number]['value'];

/** The time of a report as the API takes it: a length up to now, or days, both included. */
export interface Period {
  weeks?: number;
  days?: number;
  since?: string;
  until?: string;
}

export interface Wish {
  kind: Kind;
  /** What is chosen in the list of times: a length, `days` for days of one's own, `all` for everything. */
  choice: string;
  period: Period;
}

const usual: Record<Kind, string> = { weekly: '1', changelog: '30', index: 'all' };
const day = /^\d{4}-\d{2}-\d{2}$/;

/** Which report the address asks for; what makes no sense there is left out. */
export function readWish(address: Pick<Address, 'get'>): Wish {
  const { value: kind, unit } = kinds.find(({ value }) => value === address.get('kind')) ?? kinds[0];
  const choice = address.get('time') ?? usual[kind];
  if (choice === 'days') {
    const [since, until] = [address.get('since'), address.get('until')].map((text) =>
      text !== null && day.test(text) ? text : undefined,
    );
    return { kind, choice, period: { ...(since && { since }), ...(until && { until }) } };
  }
  const length = /^\d{1,4}$/.test(choice) ? Number(choice) : 0;
  if (unit === null || length === 0) {
    return { kind, choice: usual[kind], period: unit === null ? {} : lengthOf(unit, Number(usual[kind])) };
  }
  return { kind, choice, period: lengthOf(unit, length) };
}

const lengthOf = (unit: 'week' | 'day', length: number): Period =>
  unit === 'week' ? { weeks: length } : { days: length };

/** Where the report can be had as a file. */
export function downloadAddress({ kind, period }: Wish, format: Format): string {
  const query = new URLSearchParams({ format, ...words(period), download: 'true' });
  return `/api/reports/${kind}?${query}`;
}

const words = (period: Period) =>
  Object.fromEntries(Object.entries(period).map(([name, value]) => [name, String(value)]));

/** A report as the server sends it with `format=json`. */
export interface Report {
  title: string;
  generated_at: string;
  from: string | null;
  until: string | null;
  figures: readonly { name: string; value: number }[];
  sections: readonly Section[];
}

export interface Section {
  heading: string;
  /** What stands there when there are no entries. */
  empty: string;
  entries: readonly Entry[];
}

export interface Entry {
  name: string;
  url: string | null;
  detail: string;
  statements: readonly Statement[];
  tool_id: number | null;
}

export interface Statement {
  text: string;
  type: string | null;
  source_name: string | null;
  source_url: string | null;
  published_at: string | null;
  quote: string | null;
  voices: number;
  disputed: boolean;
  claim_id: number | null;
  discovery_id: number | null;
  change_id: number | null;
}

/** Where in Glean the evidence of a statement stands; null where its text is not kept. */
export function evidenceOf(statement: Statement, toolId: number | null): string | null {
  if (statement.change_id !== null) {
    return `/changes?state=all&id=${statement.change_id}`;
  }
  if (statement.claim_id !== null && toolId !== null) {
    return `/tools/${toolId}?claim=${statement.claim_id}`;
  }
  return statement.discovery_id === null ? null : `/discoveries?id=${statement.discovery_id}`;
}
