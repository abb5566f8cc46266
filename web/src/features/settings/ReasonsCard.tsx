import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '@/components/Button';
import { Card } from '@/components/Card';
import { Checkbox, TextInput } from '@/components/Field';
import { toast } from '@/lib/toasts';
import { most, moved, type Reason, reasonProblems, withKey } from './reasons';

interface ReasonsCardProps {
  reasons: readonly Reason[];
  onChange: (reasons: Reason[]) => void;
  onProblem: (problem: string | null) => void;
}

/** Why people reject tools; their places are the keys of review. */
export function ReasonsCard({ reasons, onChange, onProblem }: ReasonsCardProps) {
  // A code changes while it is written, so lines are told apart by marks of their own.
  const [marks, setMarks] = useState(() => reasons.map((_, at) => at));
  const problems = reasonProblems(reasons);
  const change = (next: Reason[]) => {
    onProblem(reasonProblems(next).find((problem) => problem !== null) ?? null);
    onChange(next);
  };
  const move = (at: number, by: -1 | 1) => {
    const [mark, other] = [marks[at], marks[at + by]];
    if (mark !== undefined && other !== undefined) {
      setMarks(marks.with(at, other).with(at + by, mark));
      change(moved(reasons, at, by));
    }
  };
  return (
    <Card
      title="Reasons to reject"
      flush
      actions={
        <Button
          size="small"
          disabled={reasons.length >= most}
          onClick={() => {
            setMarks([...marks, Math.max(-1, ...marks) + 1]);
            change([...reasons, { code: '', words: '', teaches: true }]);
          }}
        >
          <Plus aria-hidden="true" />
          Add
        </Button>
      }
    >
      <p className="px-4 pt-3 text-xs text-faint">
        The first {withKey} are picked by their number in review. A reason that does not teach, such as a duplicate,
        says nothing about tools like it.
      </p>
      <ol className="divide-y divide-line">
        {reasons.map((reason, at) => {
          const name = reason.words || `reason ${at + 1}`;
          const set = (part: Partial<Reason>) => change(reasons.with(at, { ...reason, ...part }));
          const problem = problems[at] ?? null;
          return (
            <li key={marks[at] ?? at} className="grid gap-1 px-4 py-2.5">
              <div className="flex flex-wrap items-center gap-2">
                <span className="w-4 text-xs text-faint tabular-nums">{at < withKey ? at + 1 : ''}</span>
                <TextInput
                  aria-label={`Words of reason ${at + 1}`}
                  aria-invalid={problem !== null || undefined}
                  placeholder="What people read"
                  value={reason.words}
                  onChange={(event) => set({ words: event.target.value })}
                  className="min-w-40 flex-[2]"
                />
                <TextInput
                  aria-label={`Code of reason ${at + 1}`}
                  aria-invalid={problem !== null || undefined}
                  placeholder="code"
                  spellCheck={false}
                  value={reason.code}
                  onChange={(event) => set({ code: event.target.value })}
                  className="min-w-28 flex-1 font-mono"
                />
                <Checkbox
                  label="Teaches"
                  checked={reason.teaches ?? true}
                  onChange={(event) => set({ teaches: event.target.checked })}
                />
                <span className="flex">
                  <IconButton label={`Move ${name} up`} size="small" disabled={at === 0} onClick={() => move(at, -1)}>
                    <ArrowUp />
                  </IconButton>
                  <IconButton
                    label={`Move ${name} down`}
                    size="small"
                    disabled={at === reasons.length - 1}
                    onClick={() => move(at, 1)}
                  >
                    <ArrowDown />
                  </IconButton>
                  <IconButton
                    label={`Remove ${name}`}
                    size="small"
                    onClick={() => {
                      setMarks(marks.toSpliced(at, 1));
                      change(reasons.toSpliced(at, 1));
                      toast({ text: 'The reason is gone from the draft; Revert brings it back' });
                    }}
                  >
                    <Trash2 />
                  </IconButton>
                </span>
              </div>
              {problem !== null && <p className="pl-6 text-xs text-bad">{problem}</p>}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
