import { expect, test } from 'vitest';
import { keys, staleKeys } from './keys';

const told = (status: string) => staleKeys('job', JSON.stringify({ id: 'a1', status }));

test('a job that goes on makes only jobs stale', () => {
  expect(told('running')).toEqual([keys.jobs, keys.job('a1'), keys.activity]);
});

test.each(['completed', 'failed', 'cancelled'])('a job that %s makes stale what stages write', (status) => {
  expect(told(status)).toEqual(expect.arrayContaining([keys.stats, keys.tools, keys.review, keys.discoveries]));
});

test('an event that cannot be read makes stale what its kind may touch', () => {
  expect(staleKeys('tool', 'no json')).toContainEqual(keys.anyTool);
});
