import type { BadgeTone } from '@/components/Badge';

/** The types of claims in the order in which they help to decide. */
export const claimTypes: readonly { type: string; title: string; tone: BadgeTone }[] = [
  { type: 'pricing', title: 'Pricing', tone: 'good' },
  { type: 'feature', title: 'Features', tone: 'accent' },
  { type: 'integration', title: 'Integrations', tone: 'teal' },
  { type: 'use_case', title: 'Use cases', tone: 'violet' },
  { type: 'audience', title: 'Audience', tone: 'plain' },
  { type: 'comparison', title: 'Comparisons', tone: 'plain' },
  { type: 'limitation', title: 'Limitations', tone: 'warn' },
];

/** The claims of each type that has any, in that order. */
export function byType<C extends { claim_type: string }>(
  claims: readonly C[],
): { type: string; title: string; claims: C[] }[] {
  return claimTypes
    .map(({ type, title }) => ({ type, title, claims: claims.filter((c) => c.claim_type === type) }))
    .filter((group) => group.claims.length > 0);
}
