import { api, data, type Schemas } from '@/lib/api/client';

export type Side = 'first' | 'second';

/** The fields of a tool that a person may choose when two become one. */
export const chosenFields = ['name', 'url', 'description', 'category'] as const;

export type ChosenField = (typeof chosenFields)[number];

export interface MergePlan {
  kept: Schemas['PairSide'];
  merged: Schemas['PairSide'];
  /** What the kept tool takes over from the other. */
  changes: Partial<Record<ChosenField, string>>;
}

/** What happens when one side is kept and each field comes from the side chosen for it; by default from the kept one. */
export function planMerge(
  pair: Schemas['WaitingPair'],
  kept: Side,
  choices: Partial<Record<ChosenField, Side>>,
): MergePlan {
  const [keeps, goes] = kept === 'first' ? [pair.first, pair.second] : [pair.second, pair.first];
  const changes: MergePlan['changes'] = {};
  for (const field of chosenFields) {
    const value = goes[field];
    if (choices[field] !== undefined && choices[field] !== kept && value !== null && value !== keeps[field]) {
      changes[field] = value;
    }
  }
  return { kept: keeps, merged: goes, changes };
}

/** Corrects the kept tool, then folds the other into it. @returns what takes both back. */
export async function merge({ kept, merged, changes }: MergePlan): Promise<() => Promise<unknown>> {
  const put = (body: Schemas['ToolChanges']) => api.PUT('/api/tools/{id}', { params: { path: { id: kept.id } }, body });
  const isChanged = Object.keys(changes).length > 0;
  const before = Object.fromEntries(Object.keys(changes).map((field) => [field, kept[field as ChosenField] ?? '']));
  if (isChanged) {
    await put(changes);
  }
  const { id } = await data(api.POST('/api/duplicates/merge', { body: { kept_id: kept.id, merged_id: merged.id } }));
  return async () => {
    await api.POST('/api/duplicates/merges/{id}/undo', { params: { path: { id } } });
    if (isChanged) {
      await put(before);
    }
  };
}
