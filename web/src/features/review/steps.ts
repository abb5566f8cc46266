import { api, data } from '@/lib/api/client';
import type { Subject } from './session';

/** What a reviewer asks of a tool. */
export type Wish =
  | { kind: 'approved' }
  | { kind: 'rejected'; reasons: readonly string[]; text: string }
  | { kind: 'skipped' }
  | { kind: 'snoozed'; days: number }
  | { kind: 'merged'; merge: () => Promise<() => Promise<unknown>> };

/** Takes the step on the server. @returns what takes it back. */
export async function take(item: Subject, version: number, wish: Wish): Promise<() => Promise<unknown>> {
  const path = { id: item.id };
  switch (wish.kind) {
    case 'approved':
      return undoOf(await decide(item.id, { status: 'approved', version }));
    case 'rejected':
      return undoOf(
        await decide(item.id, {
          status: 'rejected',
          version,
          reasons: [...wish.reasons],
          rejection_reason: wish.text || null,
        }),
      );
    case 'skipped':
      return undoOf((await data(api.POST('/api/review/tools/{id}/skip', { params: { path } }))).step_id);
    case 'snoozed':
      return undoOf(
        (await data(api.PUT('/api/review/tools/{id}/snooze', { params: { path }, body: { days: wish.days, version } })))
          .step_id,
      );
    case 'merged':
      return wish.merge();
  }
}

async function decide(
  id: number,
  body: { status: string; version: number; reasons?: string[]; rejection_reason?: string | null },
): Promise<number | undefined> {
  const tool = await data(api.PUT('/api/tools/{id}/status', { params: { path: { id } }, body }));
  return tool.decisions.filter((step) => step.tool_id === id && step.undone_at === null).at(-1)?.id;
}

function undoOf(stepId: number | undefined): () => Promise<unknown> {
  return () =>
    stepId === undefined
      ? api.POST('/api/review/undo')
      : api.POST('/api/review/steps/{id}/undo', { params: { path: { id: stepId } } });
}
