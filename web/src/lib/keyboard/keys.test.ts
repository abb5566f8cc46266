import { expect, test } from 'vitest';
import { isControl, isField, match, strokeOf } from './keys';

const press = (key: string, more: Partial<KeyboardEventInit> = {}) =>
  strokeOf(new KeyboardEvent('keydown', { key, ...more }));

test.each([
  [press('a'), 'a'],
  [press('A', { shiftKey: true }), 'shift+a'],
  [press('?', { shiftKey: true }), '?'],
  [press('k', { ctrlKey: true }), 'mod+k'],
  [press('k', { metaKey: true }), 'mod+k'],
  [press('Enter'), 'enter'],
  [press('Enter', { shiftKey: true }), 'shift+enter'],
  [press(' '), 'space'],
])('%s', (stroke, expected) => {
  expect(stroke).toBe(expected);
});

const entries = [
  ['g t', 'tools'],
  ['g r', 'review'],
  ['t', 'other'],
] as const;

test('a sequence begins, and is found when it is whole', () => {
  expect(match(['g'], entries)).toEqual({ kind: 'begun' });
  expect(match(['g', 't'], entries)).toEqual({ kind: 'found', value: 'tools' });
  expect(match(['g', 'x'], entries)).toEqual({ kind: 'none' });
  expect(match(['t'], entries)).toEqual({ kind: 'found', value: 'other' });
});

test('keys belong to fields, and Enter to controls', () => {
  document.body.innerHTML =
    '<input id="text"><input id="box" type="checkbox"><button><b id="inside"></b></button><p id="words"></p>';
  const by = (id: string) => document.getElementById(id);
  expect([isField(by('text')), isField(by('box')), isField(by('words'))]).toEqual([true, false, false]);
  expect([isControl(by('inside')), isControl(by('words'))]).toEqual([true, false]);
});
