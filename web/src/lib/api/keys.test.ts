import { expect, test } from 'vitest';
import { keys, staleKeys } from './keys';

const told = (status: string) => staleKeys('job', JSON.stringify({ id: 'a1', status }));

test('a job that goes on makes only jobs stale', () => {
  expect(told('running')).toEqual([keys.jobs, keys.job('a1'), keys.activity]);
});

test.each(['completed', 'failed', 'cancelled'])('a job that %s makes stale what stages write', (status) => {
  expect(told(status)).toEqual(
    expect.arrayContaining([
      keys.stats,
      keys.tools,
      keys.review,
      keys.discoveries,
      keys.sources,
      keys.changes,
      keys.pages,
      keys.reports,
    ]),
  );
});

test('an event that says nothing readable makes all of its kind stale', () => {
  expect(staleKeys('tool', 'no json')).toContainEqual(keys.anyTool);
  expect(staleKeys('job', 'null')).toContainEqual(['job']);
});

test('what somebody did about a change reaches the page of the tool', () => {
  expect(staleKeys('change', '{"ids":[3]}').map(([word]) => word)).toEqual(['changes', 'tool']);
});
