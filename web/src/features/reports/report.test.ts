import { expect, test } from 'vitest';
import { downloadAddress, evidenceOf, readWish, type Statement } from './report';

const wish = (search: string) => {
  const parameters = new URLSearchParams(search);
  return readWish({ get: (name) => parameters.get(name) });
};

test('without words in the address the last week is meant', () => {
  expect(wish('')).toEqual({ kind: 'weekly', choice: '1', period: { weeks: 1 } });
  expect(wish('kind=gossip&time=long')).toEqual({ kind: 'weekly', choice: '1', period: { weeks: 1 } });
});

test('each kind has its own length, and the index all', () => {
  expect(wish('kind=changelog').period).toEqual({ days: 30 });
  expect(wish('kind=changelog&time=90').period).toEqual({ days: 90 });
  expect(wish('kind=index').period).toEqual({});
});

test('days of one’s own are taken as far as they are days', () => {
  expect(wish('time=days&since=2026-03-01&until=2026-03-14').period).toEqual({
    since: '2026-03-01',
    until: '2026-03-14',
  });
  expect(wish('kind=index&time=days&since=yesterday').period).toEqual({});
});

test('a file has the same report that is shown', () => {
  expect(downloadAddress(wish('kind=changelog&time=7'), 'html')).toBe(
    '/api/reports/changelog?format=html&days=7&download=true',
  );
});

test('a statement leads to the change, the claim or the text it was read out of', () => {
  const none = { change_id: null, claim_id: null, discovery_id: null } as Statement;
  expect(evidenceOf({ ...none, change_id: 4 }, 1)).toBe('/changes?state=all&id=4');
  expect(evidenceOf({ ...none, claim_id: 5, discovery_id: 6 }, 1)).toBe('/tools/1?claim=5');
  expect(evidenceOf({ ...none, discovery_id: 6 }, null)).toBe('/discoveries?id=6');
  expect(evidenceOf(none, 1)).toBeNull();
});
