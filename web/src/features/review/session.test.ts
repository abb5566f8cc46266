import { expect, test } from 'vitest';
import { after, figuresOf, type QueueItem, type Step, type StepKind, stillWaiting } from './session';

const item = (id: number, version = 1) => ({ id, version, name: `Tool ${id}` }) as QueueItem;
const step = (key: number, kind: StepKind, of: QueueItem, tookMilliseconds = 1000): Step => ({
  key,
  kind,
  item: of,
  at: 0,
  tookMilliseconds,
});
const ids = (items: readonly QueueItem[]) => items.map((i) => i.id);

test('what was decided here is gone at once, whatever an older answer says', () => {
  expect(ids(stillWaiting([item(1), item(2)], [step(1, 'approved', item(1))]))).toEqual([2]);
});

test('what was skipped comes last, in the order of skipping', () => {
  const session = [step(1, 'skipped', item(2)), step(2, 'skipped', item(1))];
  expect(ids(stillWaiting([item(1), item(2), item(3)], session))).toEqual([3, 2, 1]);
});

test('a tool that somebody put back into the queue is shown again', () => {
  expect(ids(stillWaiting([item(1, 3)], [step(1, 'rejected', item(1, 1))]))).toEqual([1]);
});

test('the next takes the place of the one that leaves, the last one that of the end', () => {
  const items = [item(1), item(2), item(3)];
  expect(after(items, 2)?.id).toBe(3);
  expect(after(items, 3)?.id).toBe(2);
  expect(after([item(1)], 1)).toBeUndefined();
});

test('figures count kinds and take the median look, breaks cut short', () => {
  const session = [
    step(1, 'approved', item(1), 2_000),
    step(2, 'rejected', item(2), 4_000),
    step(3, 'rejected', item(3), 3_600_000),
    step(4, 'snoozed', item(4), 6_000),
  ];
  expect(figuresOf(session)).toMatchObject({
    decided: 3,
    approved: 1,
    rejected: 2,
    snoozed: 1,
    medianSeconds: 5,
    totalSeconds: 312,
  });
});

test('no steps, no median', () => {
  expect(figuresOf([]).medianSeconds).toBeNull();
});
