import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, data, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { plural, title } from '@/lib/text';
import { toast } from '@/lib/toasts';

/** The most ids that the server takes at once. */
const most = 100;

export interface BulkWish {
  ids: readonly number[];
  status: string;
  reasons?: readonly string[];
  text?: string;
}

export interface BulkResult {
  status: string;
  updated: number;
  stepIds: number[];
  notFound: number[];
  conflicts: Schemas['DecidedElsewhere'][];
}

/** Decides on many tools; what failed is kept to be shown, what worked can be taken back as one. */
export function useBulkStatus(onDone?: (result: BulkResult) => void) {
  const client = useQueryClient();
  const [failed, setFailed] = useState<BulkResult | null>(null);
  const refresh = () => {
    for (const queryKey of [keys.tools, keys.anyTool, keys.review, keys.stats]) {
      void client.invalidateQueries({ queryKey });
    }
  };

  const undo = useMutation({
    mutationFn: async (stepIds: readonly number[]) => {
      let refused = 0;
      for (const part of parts(stepIds)) {
        refused += (await data(api.POST('/api/review/steps/undo', { body: { step_ids: part } }))).refused.length;
      }
      return refused;
    },
    onSuccess: (refused) => {
      if (refused > 0) {
        toast({
          tone: 'bad',
          text: `${plural(refused, 'tool was', 'tools were')} decided on again since and stay so.`,
        });
      }
    },
    onSettled: refresh,
  });

  const decide = useMutation({
    mutationFn: decideAll,
    onSuccess: (result) => {
      if (result.stepIds.length > 0) {
        toast({
          text: `${title(result.status)}: ${plural(result.updated, 'tool')}`,
          undo: () => undo.mutate(result.stepIds),
        });
      }
      if (result.notFound.length + result.conflicts.length > 0) {
        setFailed(result);
      }
      onDone?.(result);
    },
    onSettled: refresh,
  });

  return { decide: decide.mutate, busy: decide.isPending, failed, forgetFailed: () => setFailed(null) };
}

async function decideAll({ ids, status, reasons, text }: BulkWish): Promise<BulkResult> {
  const result: BulkResult = { status, updated: 0, stepIds: [], notFound: [], conflicts: [] };
  for (const part of parts(ids)) {
    const answer = await data(
      api.PUT('/api/tools/bulk/status', {
        body: { tool_ids: part, status, reasons: reasons ? [...reasons] : null, rejection_reason: text || null },
      }),
    );
    result.updated += answer.updated_count;
    result.stepIds.push(...answer.step_ids);
    result.notFound.push(...answer.not_found);
    result.conflicts.push(...answer.conflicts);
  }
  return result;
}

function parts(ids: readonly number[]): number[][] {
  return Array.from({ length: Math.ceil(ids.length / most) }, (_, at) => ids.slice(at * most, (at + 1) * most));
}
