import type { Action } from '@/lib/keyboard/registry';

/** The actions whose titles hold every typed word, those where a word begins so first. */
export function rank(actions: readonly Action[], typed: string): Action[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return [...actions];
  }
  return actions
    .map((action) => ({ action, score: scoreOf(`${action.title} ${action.group}`.toLowerCase(), words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ action }) => action);
}

function scoreOf(text: string, words: readonly string[]): number {
  let sum = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at < 0) {
      return 0;
    }
    sum += at === 0 ? 3 : text[at - 1] === ' ' ? 2 : 1;
  }
  return sum;
}
