import type { Schemas } from '@/lib/api/client';

export type Reason = Schemas['RejectionReason'];

/** So many can be picked by a key in review. */
export const withKey = 9;
export const most = 30;

const longestWords = 100;

/** What is wrong with each reason, as the server would say; null where nothing is. */
export function reasonProblems(reasons: readonly Reason[]): (string | null)[] {
  return reasons.map(({ code, words }) => {
    if (!/^[a-z0-9_]{1,40}$/.test(code)) {
      return 'The code must be 1 to 40 lower-case letters, digits and underscores.';
    }
    if (reasons.filter((other) => other.code === code).length > 1) {
      return 'Another reason has this code.';
    }
    return words.trim() === '' || words.length > longestWords
      ? `The words must have 1 to ${longestWords} characters.`
      : null;
  });
}

/** Changes places with the one before or behind. */
export function moved(reasons: readonly Reason[], at: number, by: -1 | 1): Reason[] {
  const other = reasons[at + by];
  const one = reasons[at];
  return one === undefined || other === undefined ? [...reasons] : reasons.with(at, other).with(at + by, one);
}
