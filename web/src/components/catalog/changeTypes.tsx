import { Badge, type BadgeTone } from '@/components/Badge';
import type { Schemas } from '@/lib/api/client';

export type ChangeType = Schemas['ChangeType'];

/** The types of changes, what matters most first. */
export const changeTypes: readonly { type: ChangeType; title: string; tone: BadgeTone }[] = [
  { type: 'pricing_change', title: 'Pricing', tone: 'warn' },
  { type: 'feature_added', title: 'Feature added', tone: 'accent' },
  { type: 'feature_removed', title: 'Feature removed', tone: 'bad' },
  { type: 'unreachable', title: 'Unreachable', tone: 'bad' },
  { type: 'news', title: 'News', tone: 'teal' },
  { type: 'new', title: 'New page', tone: 'good' },
  { type: 'content_change', title: 'Content', tone: 'plain' },
];

export function ChangeBadge({ type }: { type: string }) {
  const known = changeTypes.find((one) => one.type === type);
  return <Badge tone={known?.tone ?? 'plain'}>{known?.title ?? type}</Badge>;
}
