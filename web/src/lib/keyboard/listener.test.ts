import { afterEach, beforeEach, expect, test } from 'vitest';
import { listen } from './listener';
import { awaited, chooseSingleKeys, register } from './registry';

let done: string[] = [];
let end: (() => void)[] = [];

const press = (key: string, target: EventTarget = document.body, more: KeyboardEventInit = {}) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
const action = (id: string, keys: string, enabled = true) => ({
  id,
  title: id,
  group: 'Test',
  keys: [keys],
  enabled,
  run: () => done.push(id),
});

beforeEach(() => {
  done = [];
  document.body.innerHTML = '';
  end = [
    listen(),
    register([
      action('approve', 'a'),
      action('go', 'g t'),
      action('palette', 'mod+k'),
      action('never', 'n', false),
      action('open', 'enter'),
    ]),
  ];
});

afterEach(() => {
  for (const stop of end) {
    stop();
  }
  chooseSingleKeys(true);
  awaited.set(false);
});

test('keys that are meant for a palette on its way do not act on the page', () => {
  awaited.set(true);
  press('a');
  expect(done).toEqual([]);
  press('k', document.body, { ctrlKey: true });
  expect(done).toEqual(['palette']);
});

test('keys and sequences act', () => {
  press('a');
  press('g');
  press('t');
  expect(done).toEqual(['approve', 'go']);
});

test('a wrong second key begins anew', () => {
  press('g');
  press('a');
  expect(done).toEqual(['approve']);
});

test('keys are dead in fields, but not those with Ctrl', () => {
  document.body.innerHTML = '<input>';
  const field = document.querySelector('input')!;
  press('a', field);
  press('k', field, { ctrlKey: true });
  expect(done).toEqual(['palette']);
});

test('Enter belongs to the button that has the focus', () => {
  document.body.innerHTML = '<button></button>';
  press('Enter', document.querySelector('button')!);
  press('Enter');
  expect(done).toEqual(['open']);
});

test('what cannot be done now is not done', () => {
  press('n');
  expect(done).toEqual([]);
});

test('single keys can be switched off, Ctrl stays', () => {
  chooseSingleKeys(false);
  press('a');
  press('k', document.body, { ctrlKey: true });
  expect(done).toEqual(['palette']);
});

test('the list that was registered last wins a key', () => {
  end.push(register([action('inner', 'a')]));
  press('a');
  expect(done).toEqual(['inner']);
});
