import type { Schemas } from '@/lib/api/client';
import { plural } from '@/lib/text';

/** What became of an imported list: `3 feeds added, 2 known already, 1 without a usable address`. */
export function importWords({ added, known, repeated, unusable }: Schemas['FeedImport']): string {
  return [
    `${plural(added, 'feed')} added`,
    known > 0 && `${known} known already`,
    repeated > 0 && `${repeated} listed twice`,
    unusable > 0 && `${unusable} without a usable address`,
  ]
    .filter(Boolean)
    .join(', ');
}
