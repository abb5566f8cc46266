export interface Strength {
  /** 0 (refused) to 4. */
  score: 0 | 1 | 2 | 3 | 4;
  words: string;
}

/** The server's rule; it also refuses common passwords, which only it knows. */
export const shortest = 12;
export const longest = 128;

const bitsOf: readonly [pattern: RegExp, signs: number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[^a-zA-Z0-9]/, 33],
];

/** A rough guess at the work of guessing: signs that repeat or run on from the last one add next to nothing. */
export function passwordStrength(password: string): Strength {
  const signs = [...password];
  if (signs.length === 0) {
    return { score: 0, words: `At least ${shortest} characters. Several words are easier to remember than signs.` };
  }
  if (signs.length < shortest) {
    return { score: 0, words: `${shortest - signs.length} more to go.` };
  }
  if (signs.length > longest) {
    return { score: 0, words: `At most ${longest} characters.` };
  }

  const alphabet = bitsOf.reduce((sum, [pattern, size]) => sum + (pattern.test(password) ? size : 0), 0);
  const bits = fresh(signs) * Math.log2(Math.max(2, alphabet)) * 0.7;
  const score = bits < 30 ? 1 : bits < 45 ? 2 : bits < 65 ? 3 : 4;
  return {
    score,
    words: ['', 'Weak: easy to guess.', 'Fair: some more words would help.', 'Good.', 'Strong.'][score]!,
  };
}

/** How many signs are neither a repetition, nor the next of a run such as `abc` or `321`, nor of a part that stood before. */
function fresh(signs: readonly string[]): number {
  const text = signs.join('').toLowerCase();
  let found = 0;
  for (let at = 0; at < signs.length; at += 1) {
    const step = at === 0 ? 9 : text.charCodeAt(at) - text.charCodeAt(at - 1);
    const isKnown = at >= 2 && text.indexOf(text.slice(at - 2, at + 1)) < at - 2;
    found += Math.abs(step) <= 1 || isKnown ? 0.15 : 1;
  }
  return found;
}
