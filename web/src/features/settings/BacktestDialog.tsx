import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Badge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Foreign } from '@/components/Foreign';
import { ErrorLine, Skeleton } from '@/components/States';
import { api, data, type Schemas } from '@/lib/api/client';
import { ApiError, messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';
import { count, plural } from '@/lib/text';
import { type Focus, focusQuery } from './queries';

interface BacktestDialogProps {
  draft: Focus;
  onClose: () => void;
  onSaved: () => void;
}

/** What a changed focus would have made of past decisions, and then the choice. */
export function BacktestDialog({ draft, onClose, onSaved }: BacktestDialogProps) {
  const client = useQueryClient();
  const trial = useQuery({
    queryKey: [...keys.settings, 'backtest', draft],
    // The draft was read as JSON from the same API.
    queryFn: ({ signal }) => data(api.POST('/api/settings/focus/backtest', { body: draft as never, signal })),
    gcTime: 0,
    retry: false,
  });
  const save = useMutation({
    meta: { quiet: true },
    mutationFn: () => data(api.PUT('/api/settings/focus', { body: draft as never })),
    onSuccess: (answer) => {
      client.setQueryData(focusQuery.queryKey, answer);
      onSaved();
      return Promise.all(
        [keys.settings, keys.tools, keys.review].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
    },
  });
  const refused = save.error ?? trial.error;
  return (
    <Dialog
      title="The focus against past decisions"
      width="medium"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep editing</Button>
          <Button tone="accent" busy={save.isPending} disabled={!trial.data} onClick={() => save.mutate()}>
            Save the focus
          </Button>
        </>
      }
    >
      {refused ? (
        <Refusal error={refused} />
      ) : trial.data ? (
        <Result report={trial.data} />
      ) : (
        <Skeleton rows={4} className="p-0" />
      )}
    </Dialog>
  );
}

/** What the server finds wrong with it, a line for each field. */
function Refusal({ error }: { error: unknown }) {
  const fields = error instanceof ApiError ? Object.entries(error.problem.errors ?? {}) : [];
  return (
    <ErrorLine>
      {fields.length === 0
        ? messageOf(error)
        : fields.map(([field, words]) => (
            <span key={field} className="block">
              <code className="font-mono">{field}</code>: {[words].flat().join(' ')}
            </span>
          ))}
    </ErrorLine>
  );
}

function Result({ report }: { report: Schemas['BacktestReport'] }) {
  if (report.decisions === 0) {
    return (
      <p className="text-sm text-soft">
        Nobody has decided on a tool yet, so there is nothing to try the change on. It can be saved all the same; after
        some decisions on the review page, changes show here what they would have done.
      </p>
    );
  }
  const auc = (value: number | null) => (value === null ? '–' : value.toFixed(3));
  const rows: readonly [string, string, string][] = [
    ['Tells approved from rejected (AUC)', auc(report.before.auc), auc(report.after.auc)],
    [
      `Approved among the best ${report.top}`,
      count(report.before.approved_in_top),
      count(report.after.approved_in_top),
    ],
    ['Approved that would be missed', count(report.before.approved_below), count(report.after.approved_below)],
    ['Rejected that nobody would see', count(report.before.rejected_below), count(report.after.rejected_below)],
  ];
  return (
    <div className="grid gap-5">
      <p className="text-sm">
        <Foreign text={report.words} />
      </p>
      <table className="w-full text-sm">
        <caption className="mb-2 text-left text-xs text-faint">
          {plural(report.decisions, 'decision')}, {count(report.approved)} approved; from a score of {report.min_score}{' '}
          on a tool reaches the queue
        </caption>
        <thead>
          <tr className="border-b border-line text-xs text-faint">
            <th scope="col" className="py-1.5 text-left font-medium">
              Figure
            </th>
            <th scope="col" className="py-1.5 text-right font-medium">
              Now
            </th>
            <th scope="col" className="py-1.5 text-right font-medium">
              Changed
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([words, before, after]) => (
            <tr key={words} className="border-b border-line/60">
              <th scope="row" className="py-1.5 text-left font-normal">
                {words}
              </th>
              <td className="py-1.5 text-right tabular-nums">{before}</td>
              <td className="py-1.5 text-right font-medium tabular-nums">{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ToolList title="Approved tools that would fall out" tools={report.lost} none="None." />
      <ToolList title="Moved most" tools={report.moved} none="No score changes." />
    </div>
  );
}

function ToolList({ title, tools, none }: { title: string; tools: readonly Schemas['BacktestTool'][]; none: string }) {
  return (
    <section className="grid gap-1.5">
      <h3 className="text-sm font-semibold">{title}</h3>
      {tools.length === 0 ? (
        <p className="text-sm text-soft">{none}</p>
      ) : (
        <ul className="grid gap-1 text-sm">
          {tools.map((tool) => (
            <li key={tool.id} className="flex flex-wrap items-center gap-x-3">
              <Link to={`/tools/${tool.id}`} className="min-w-0 flex-1 truncate hover:underline">
                <Foreign text={tool.name} />
              </Link>
              <Badge tone={tool.approved ? 'good' : 'bad'}>{tool.approved ? 'Approved' : 'Rejected'}</Badge>
              <span className="tabular-nums">
                {tool.before.toFixed(2)} → {tool.after.toFixed(2)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
