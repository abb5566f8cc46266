import { ChevronRight, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Field, TextArea, TextInput } from '@/components/Field';
import { Foreign } from '@/components/Foreign';
import type { Schemas } from '@/lib/api/client';
import { plural, title } from '@/lib/text';
import { toast } from '@/lib/toasts';
import type { Focus } from './queries';
import { ReasonsCard } from './ReasonsCard';
import { WordsField } from './WordsField';

type Category = Schemas['FocusCategory'];

interface FocusFormProps {
  focus: Focus;
  onChange: (focus: Focus) => void;
  onProblem: (field: string, problem: string | null) => void;
}

const lineHint = 'A line each, with its weight after a colon: cold email: 1.5';

export function FocusForm({ focus, onChange, onProblem }: FocusFormProps) {
  const set = (change: Partial<Focus>) => onChange({ ...focus, ...change });
  return (
    <>
      <Card title="In general">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Name" hint="What the index is about, in a few words.">
            {(control) => (
              <TextInput
                {...control}
                maxLength={100}
                value={focus.name}
                onChange={(event) => set({ name: event.target.value })}
              />
            )}
          </Field>
          <NumberField
            label="Least relevance"
            hint="From 0 to 1: what scouts leave out below it."
            value={focus.minimum_relevance ?? 0}
            most={1}
            onChange={(minimum_relevance) => set({ minimum_relevance })}
            onProblem={(problem) => onProblem('minimum_relevance', problem)}
          />
        </div>
      </Card>
      <Categories focus={focus} onChange={(categories) => set({ categories })} onProblem={onProblem} />
      <Card title="Words">
        <div className="grid gap-5 lg:grid-cols-2">
          <WordsField
            label="Keywords"
            hint={`They speak for a text in any category. ${lineHint}`}
            words={focus.keywords ?? {}}
            onChange={(keywords) => set({ keywords })}
            onProblem={(problem) => onProblem('keywords', problem)}
          />
          <WordsField
            label="Exclusions"
            hint={`They speak against it. ${lineHint}`}
            words={focus.exclusions ?? {}}
            onChange={(exclusions) => set({ exclusions })}
            onProblem={(problem) => onProblem('exclusions', problem)}
          />
        </div>
      </Card>
      <ReasonsCard
        reasons={focus.rejection_reasons ?? []}
        onChange={(rejection_reasons) => set({ rejection_reasons })}
        onProblem={(problem) => onProblem('rejection_reasons', problem)}
      />
      <Card title="Weights of a score's parts">
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
          {Object.entries(focus.weights ?? {}).map(([part, weight]) => (
            <NumberField
              key={part}
              label={title(part)}
              value={weight}
              onChange={(next) => set({ weights: { ...focus.weights, [part]: next } })}
              onProblem={(problem) => onProblem(`weights.${part}`, problem)}
            />
          ))}
        </div>
        <p className="mt-3 text-xs text-faint">
          Together{' '}
          {Object.values(focus.weights ?? {})
            .reduce((sum, weight) => sum + weight, 0)
            .toFixed(2)}
          ; what ships makes 1.
        </p>
      </Card>
    </>
  );
}

interface CategoriesProps {
  focus: Focus;
  onChange: (categories: Category[]) => void;
  onProblem: FocusFormProps['onProblem'];
}

function Categories({ focus, onChange, onProblem }: CategoriesProps) {
  // A place says nothing once one before it is gone, and a name changes while it is written.
  const [marks, setMarks] = useState(() => focus.categories.map((_, at) => at));
  const [opened, setOpened] = useState<number | null>(null);
  const place = (mark: number, category: Category, at: number) => {
    onChange(focus.categories.toSpliced(at, 0, category));
    setMarks((before) => before.toSpliced(at, 0, mark));
  };
  const add = () => {
    const mark = Math.max(-1, ...marks) + 1;
    place(mark, { name: '', description: '', keywords: {} }, focus.categories.length);
    setOpened(mark);
    onProblem(`category ${mark}`, 'It has no name.');
  };
  return (
    <Card
      title="Categories"
      flush
      actions={
        <Button size="small" onClick={add}>
          <Plus aria-hidden="true" />
          Add
        </Button>
      }
    >
      <ul className="divide-y divide-line">
        {focus.categories.map((category, at) => {
          const mark = marks[at] ?? at;
          return (
            <li key={mark}>
              <details open={opened === mark} className="group">
                <summary className="touch flex list-none items-center gap-2 px-4 py-2.5 text-sm hover:bg-hover">
                  <ChevronRight
                    aria-hidden="true"
                    className="size-4 shrink-0 text-faint transition-transform group-open:rotate-90"
                  />
                  <span className="min-w-0 flex-1 truncate font-medium">
                    <Foreign text={category.name === '' ? 'New category' : title(category.name)} />
                  </span>
                  <span className="text-xs text-faint">
                    {plural(Object.keys(category.keywords ?? {}).length, 'word')}
                  </span>
                </summary>
                <CategoryForm
                  category={category}
                  taken={focus.categories.filter((other) => other !== category).map((other) => other.name)}
                  onChange={(next) => onChange(focus.categories.with(at, next))}
                  onProblem={(field, problem) => onProblem(`category ${mark}${field}`, problem)}
                  onRemove={() => {
                    onChange(focus.categories.toSpliced(at, 1));
                    setMarks(marks.toSpliced(at, 1));
                    onProblem(`category ${mark}`, null);
                    onProblem(`category ${mark} words`, null);
                    toast({
                      text: `${category.name === '' ? 'The category' : title(category.name)} is gone from the draft; Revert brings it back`,
                    });
                  }}
                />
              </details>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

interface CategoryFormProps {
  category: Category;
  taken: readonly string[];
  onChange: (category: Category) => void;
  onProblem: (field: '' | ' words', problem: string | null) => void;
  onRemove: () => void;
}

function CategoryForm({ category, taken, onChange, onProblem, onRemove }: CategoryFormProps) {
  const nameProblem = (name: string) =>
    !/^[a-z0-9_]{1,40}$/.test(name)
      ? 'Must be 1 to 40 lower-case letters, digits and underscores.'
      : taken.includes(name)
        ? 'Another category is called so.'
        : null;
  return (
    <div className="grid gap-4 px-4 pt-1 pb-4">
      <Field
        label="Name"
        hint="As it is stored on tools, such as cold_email. Tools keep the old name when it changes."
        error={nameProblem(category.name) ?? undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            spellCheck={false}
            value={category.name}
            onChange={(event) => {
              onProblem('', nameProblem(event.target.value));
              onChange({ ...category, name: event.target.value });
            }}
            className="max-w-sm font-mono"
          />
        )}
      </Field>
      <Field label="Description" hint="A language model reads it too.">
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            value={category.description ?? ''}
            onChange={(event) => onChange({ ...category, description: event.target.value })}
          />
        )}
      </Field>
      <WordsField
        label="Words"
        hint={lineHint}
        words={category.keywords ?? {}}
        onChange={(keywords) => onChange({ ...category, keywords })}
        onProblem={(problem) => onProblem(' words', problem)}
      />
      <Button tone="quiet" className="justify-self-start" onClick={onRemove}>
        <Trash2 aria-hidden="true" />
        Remove this category
      </Button>
    </div>
  );
}

interface NumberFieldProps {
  label: string;
  hint?: string;
  value: number;
  most?: number;
  onChange: (value: number) => void;
  onProblem: (problem: string | null) => void;
}

/** A number that may be half written. */
function NumberField({ label, hint, value, most = Number.POSITIVE_INFINITY, onChange, onProblem }: NumberFieldProps) {
  const [text, setText] = useState(String(value));
  const check = (written: string) =>
    !/^\d+(?:\.\d+)?$/.test(written) || Number(written) > most
      ? `Must be a number from 0 ${most === Number.POSITIVE_INFINITY ? 'on' : `to ${most}`}.`
      : null;
  return (
    <Field label={label} hint={hint} error={check(text) ?? undefined}>
      {(control) => (
        <TextInput
          {...control}
          inputMode="decimal"
          value={text}
          onChange={(event) => {
            const written = event.target.value.trim();
            setText(written);
            onProblem(check(written));
            if (check(written) === null) {
              onChange(Number(written));
            }
          }}
        />
      )}
    </Field>
  );
}
