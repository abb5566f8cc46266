/** Words with their weights as people write them: a line each, `cold email: 1.5`; without a number it is 1. */
export function writeWords(words: Readonly<Record<string, number>>): string {
  return Object.entries(words)
    .map(([word, weight]) => (weight === 1 ? word : `${word}: ${weight}`))
    .join('\n');
}

export interface ReadWords {
  words: Record<string, number>;
  /** What is wrong, with its line; null when nothing is. */
  problem: string | null;
}

const longestWord = 100;
const heaviest = 100;

export function readWords(text: string): ReadWords {
  const words: Record<string, number> = {};
  for (const [at, line] of text.split('\n').entries()) {
    const trimmed = line.trim();
    if (trimmed === '') {
      continue;
    }
    const colon = trimmed.lastIndexOf(':');
    const word = (colon < 0 ? trimmed : trimmed.slice(0, colon)).trim().toLowerCase();
    const number = colon < 0 ? '1' : trimmed.slice(colon + 1).trim();
    const refuse = (why: string): ReadWords => ({ words, problem: `Line ${at + 1}: ${why}` });
    if (word === '' || word.length > longestWord) {
      return refuse(`a word has 1 to ${longestWord} characters.`);
    }
    if (!/^\d+(?:\.\d+)?$/.test(number) || Number(number) > heaviest) {
      return refuse(`the weight after the colon is a number from 0 to ${heaviest}.`);
    }
    if (Object.hasOwn(words, word)) {
      return refuse(`"${word}" stands twice.`);
    }
    words[word] = Number(number);
  }
  return { words, problem: null };
}
