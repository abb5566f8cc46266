import type { Options } from './queries';

/** A field of a form for options, as the server describes it. */
export interface OptionField {
  field: string;
  kind: string;
  help: string;
  least: number | null;
  most: number | null;
  default: number | null;
}

/** What was typed, by field: text for numbers and lists, yes or no for flags. */
export type Typed = Readonly<Record<string, string | boolean>>;

/** As the server takes it: what was left empty is left out; a list has one entry a line. */
export function readOptions(fields: readonly OptionField[], typed: Typed): Options {
  const options: Options = {};
  for (const { field, kind } of fields) {
    const value = typed[field];
    if (kind === 'flag') {
      if (value === true) {
        options[field] = true;
      }
    } else if (typeof value === 'string' && value.trim() !== '') {
      options[field] =
        kind === 'number'
          ? Number(value)
          : value
              .split('\n')
              .map((line) => line.trim())
              .filter(Boolean);
    }
  }
  return options;
}

const number = (
  field: string,
  help: string,
  least: number,
  most: number,
  usual: number | null = null,
): OptionField => ({
  field,
  kind: 'number',
  help,
  least,
  most,
  default: usual,
});

/** What the stages after the scouts can be asked. */
export const stageFields: Record<'analyze' | 'curate', readonly OptionField[]> = {
  analyze: [number('limit', 'Read so many texts at most', 1, 1_000_000)],
  curate: [
    number('min_score', 'Only tools with this score or more go to review, 0 to 1', 0, 1),
    number('max_queue', 'So many wait for review at most', 0, 10_000),
  ],
};
