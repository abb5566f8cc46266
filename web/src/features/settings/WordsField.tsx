import { useState } from 'react';
import { Field, TextArea } from '@/components/Field';
import { plural } from '@/lib/text';
import { readWords, writeWords } from './words';

interface WordsFieldProps {
  label: string;
  hint: string;
  words: Readonly<Record<string, number>>;
  onChange: (words: Record<string, number>) => void;
  /** Says whether what is written cannot be read. */
  onProblem: (problem: string | null) => void;
  rows?: number;
}

/** Many words with their weights, written as lines: the quickest way to change, sort and paste hundreds. */
export function WordsField({ label, hint, words, onChange, onProblem, rows = 8 }: WordsFieldProps) {
  const [text, setText] = useState(() => writeWords(words));
  const { problem } = readWords(text);
  const onWrite = (next: string) => {
    setText(next);
    const read = readWords(next);
    onProblem(read.problem);
    if (read.problem === null) {
      onChange(read.words);
    }
  };
  return (
    <Field label={label} hint={`${plural(Object.keys(words).length, 'word')}. ${hint}`} error={problem ?? undefined}>
      {(control) => (
        <TextArea
          {...control}
          rows={rows}
          spellCheck={false}
          value={text}
          onChange={(event) => onWrite(event.target.value)}
          className="font-mono"
        />
      )}
    </Field>
  );
}
