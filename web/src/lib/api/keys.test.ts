import { expect, test } from 'vitest';
import { staleKeys } from './keys';

const words = (...args: Parameters<typeof staleKeys>) => staleKeys(...args).map(([word]) => word);

test('a job makes what it wrote stale only when it has ended', () => {
  expect(words('job', '{"id":"a1","status":"running"}')).toEqual(['jobs', 'job', 'activity']);
  expect(words('job', '{"id":"a1","status":"completed"}')).toContain('changes');
  expect(staleKeys('job', '{"id":"a1","status":"failed"}')).toContainEqual(['job', 'a1']);
});

test('an event that says nothing readable makes all of its kind stale', () => {
  expect(staleKeys('tool', 'no json')).toContainEqual(['tool']);
  expect(staleKeys('job', 'null')).toContainEqual(['job']);
});

test('what somebody did about a change reaches the page of the tool', () => {
  expect(words('change', '{"ids":[3]}')).toEqual(['changes', 'tool']);
});
