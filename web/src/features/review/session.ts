import type { Schemas } from '@/lib/api/client';

export type QueueItem = Schemas['QueueItem'];
export type StepKind = 'approved' | 'rejected' | 'skipped' | 'snoozed' | 'merged';

/** As much of a tool as a step is about. */
export type Subject = Pick<QueueItem, 'id' | 'name' | 'version'>;

/** One thing the reviewer did since the page was opened. */
export interface Step {
  /** Counts up; names the step before the server has given it an id. */
  key: number;
  kind: StepKind;
  item: Subject;
  /** Milliseconds since the epoch. */
  at: number;
  /** How long the tool was looked at. */
  tookMilliseconds: number;
}

/** The steps that stand, in order. */
export type Session = readonly Step[];

/** What the reviewer has yet to look at: without what was handled here, and what was skipped at the end. */
export function stillWaiting(items: readonly QueueItem[], session: Session): QueueItem[] {
  const handled = new Map<number, Step>();
  const skipped = new Map<number, number>();
  for (const step of session) {
    if (step.kind === 'skipped') {
      skipped.set(step.item.id, step.key);
    } else {
      handled.set(step.item.id, step);
    }
  }

  const waiting = items.filter((item) => !isHandled(item, handled.get(item.id)));
  return [
    ...waiting.filter((item) => !skipped.has(item.id)),
    ...waiting.filter((item) => skipped.has(item.id)).sort((a, b) => skipped.get(a.id)! - skipped.get(b.id)!),
  ];
}

/** A decision makes the next version of a tool; one that is in the queue with a later version was put back by somebody. */
function isHandled(item: QueueItem, step: Step | undefined): boolean {
  return step !== undefined && item.version <= step.item.version + 1;
}

/** The item that takes the place of one that leaves: the next, else the last. */
export function after(items: readonly QueueItem[], id: number): QueueItem | undefined {
  const at = items.findIndex((item) => item.id === id);
  const others = items.filter((item) => item.id !== id);
  return others[Math.min(Math.max(at, 0), others.length - 1)];
}

export interface Figures {
  decided: number;
  approved: number;
  rejected: number;
  skipped: number;
  snoozed: number;
  merged: number;
  /** Of all steps. */
  medianSeconds: number | null;
  /** Time spent looking, without long breaks. */
  totalSeconds: number;
}

/** A longer look was a break. */
const longestLook = 5 * 60_000;

export function figuresOf(session: Session): Figures {
  const count = (kind: StepKind) => session.filter((step) => step.kind === kind).length;
  const looks = session.map((step) => Math.min(step.tookMilliseconds, longestLook)).sort((a, b) => a - b);
  const half = Math.floor(looks.length / 2);
  const median =
    looks.length === 0 ? null : looks.length % 2 === 1 ? looks[half]! : (looks[half - 1]! + looks[half]!) / 2;
  const [approved, rejected] = [count('approved'), count('rejected')];
  return {
    decided: approved + rejected,
    approved,
    rejected,
    skipped: count('skipped'),
    snoozed: count('snoozed'),
    merged: count('merged'),
    medianSeconds: median === null ? null : median / 1000,
    totalSeconds: looks.reduce((sum, look) => sum + look, 0) / 1000,
  };
}
