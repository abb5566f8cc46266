import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { StatusBadge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { ExternalLink, Foreign } from '@/components/Foreign';
import { ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { api, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { cx } from '@/lib/cx';
import { plural, title } from '@/lib/text';
import { toast } from '@/lib/toasts';
import { type ChosenField, chosenFields, type MergePlan, planMerge, type Side } from './merging';
import { pairQuery } from './queries';

interface ComparePairProps {
  firstId: number;
  secondId: number;
  onMerge: (plan: MergePlan) => void;
  onApart: () => void;
  onOther: () => void;
}

/** Two tools field by field: which is kept, and which side each field comes from. */
export function ComparePair({ firstId, secondId, onMerge, onApart, onOther }: ComparePairProps) {
  const { data: detail, error, refetch } = useQuery(pairQuery(firstId, secondId));
  if (detail) {
    return (
      <Compare
        pair={detail.pair}
        preferred={detail.pair.first.id === firstId ? 'second' : 'first'}
        onMerge={onMerge}
        onApart={onApart}
        onOther={onOther}
      />
    );
  }
  return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={6} />;
}

interface CompareProps extends Pick<ComparePairProps, 'onMerge' | 'onApart' | 'onOther'> {
  pair: Schemas['WaitingPair'];
  /** The side that is not the tool in question: it is folded into the other, which has been there longer. */
  preferred: Side;
}

function Compare({ pair, preferred, onMerge, onApart, onOther }: CompareProps) {
  const [kept, setKept] = useState<Side>(preferred);
  const [choices, setChoices] = useState<Partial<Record<ChosenField, Side>>>({});
  const apart = useApart(pair, onApart);
  const plan = planMerge(pair, kept, choices);
  return (
    <div className="grid gap-4">
      <Grounds pair={pair} />
      <table className="w-full table-fixed border-collapse text-sm">
        <caption className="sr-only">The two tools field by field</caption>
        <thead>
          <tr className="border-b border-line text-left align-bottom">
            <td className="hidden w-24 sm:table-cell" />
            {(['first', 'second'] as const).map((side) => (
              <th key={side} scope="col" className="p-2 font-normal">
                <label className="touch flex items-center gap-2">
                  <input type="radio" name="kept" checked={kept === side} onChange={() => setKept(side)} />
                  <span className={cx('text-xs font-semibold', kept === side ? 'text-good' : 'text-faint')}>
                    {kept === side ? 'Kept' : 'Folded in'}
                  </span>
                </label>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chosenFields.map((field) => (
            <FieldRow
              key={field}
              field={field}
              pair={pair}
              side={choices[field] ?? kept}
              onChoose={(side) => setChoices({ ...choices, [field]: side })}
            />
          ))}
          <tr className="align-top">
            <th scope="row" className="hidden p-2 text-left text-xs font-semibold text-faint sm:table-cell">
              Known
            </th>
            {[pair.first, pair.second].map((side) => (
              <td key={side.id} className="p-2 text-xs text-soft">
                <div className="grid justify-items-start gap-1">
                  <StatusBadge status={side.status} />
                  <span>
                    {plural(side.claims, 'claim')}, {plural(side.mentions, 'text')}
                  </span>
                  <span>
                    since <Time at={side.created_at} />
                  </span>
                  {side.aliases.length > 0 && (
                    <span>
                      also <Foreign text={side.aliases.join(', ')} />
                    </span>
                  )}
                </div>
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
        <Button tone="quiet" className="mr-auto" onClick={onOther}>
          Another tool…
        </Button>
        <Button busy={apart.isPending} onClick={() => apart.mutate()}>
          They are different
        </Button>
        <Button tone="accent" data-first="" onClick={() => onMerge(plan)}>
          Merge into <Foreign text={plan.changes.name ?? plan.kept.name} className="max-w-40 truncate" />
        </Button>
      </div>
    </div>
  );
}

function Grounds({ pair }: { pair: Schemas['WaitingPair'] }) {
  const lists = [
    { title: 'Speaks for one tool', grounds: pair.speaks_for, sign: '+', tone: 'text-good' },
    { title: 'Speaks for two', grounds: pair.speaks_against, sign: '−', tone: 'text-bad' },
  ].filter((list) => list.grounds.length > 0);
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {lists.map((list) => (
        <section key={list.title}>
          <h3 className="mb-1 text-xs font-semibold text-faint">{list.title}</h3>
          <ul className="grid gap-0.5 text-sm">
            {list.grounds.map((ground) => (
              <li key={ground} className="flex gap-2">
                <span aria-hidden="true" className={cx('font-semibold', list.tone)}>
                  {list.sign}
                </span>
                <Foreign text={ground} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface FieldRowProps {
  field: ChosenField;
  pair: Schemas['WaitingPair'];
  side: Side;
  onChoose: (side: Side) => void;
}

function FieldRow({ field, pair, side, onChoose }: FieldRowProps) {
  const isSame = pair.first[field] === pair.second[field];
  return (
    <tr className="border-b border-line align-top">
      <th scope="row" className="hidden p-2 text-left text-xs font-semibold text-faint sm:table-cell">
        {field === 'url' ? 'Address' : title(field)}
      </th>
      {(['first', 'second'] as const).map((which) => {
        const value = pair[which][field];
        const isChosen = isSame || side === which;
        return (
          <td key={which} className={cx('p-2', !isChosen && 'text-faint')}>
            <div className="flex items-start gap-2">
              {!isSame && (
                <input
                  type="radio"
                  name={field}
                  aria-label={`${title(field)} of ${pair[which].name}`}
                  disabled={value === null}
                  checked={side === which && value !== null}
                  onChange={() => onChoose(which)}
                  className="mt-1"
                />
              )}
              <FieldValue field={field} value={value} />
            </div>
          </td>
        );
      })}
    </tr>
  );
}

function FieldValue({ field, value }: { field: ChosenField; value: string | null }) {
  if (value === null) {
    return <span className="text-faint">none</span>;
  }
  return field === 'url' ? (
    <ExternalLink url={value} />
  ) : (
    <Foreign
      text={field === 'category' ? title(value) : value}
      className={cx('min-w-0', field === 'name' && 'font-medium')}
    />
  );
}

function useApart(pair: Schemas['WaitingPair'], onApart: () => void) {
  const client = useQueryClient();
  const [first_id, second_id] = [pair.first.id, pair.second.id];
  const refresh = () =>
    Promise.all([keys.duplicates, keys.anyTool, keys.review].map((queryKey) => client.invalidateQueries({ queryKey })));
  const forget = useMutation({
    mutationFn: () => api.DELETE('/api/duplicates/apart', { params: { query: { first_id, second_id } } }),
    onSettled: refresh,
  });
  return useMutation({
    mutationFn: () => api.POST('/api/duplicates/apart', { body: { first_id, second_id } }),
    onSuccess: () => {
      toast({ text: `${pair.first.name} and ${pair.second.name} stay two tools`, undo: () => forget.mutate() });
      onApart();
    },
    onSettled: refresh,
  });
}
