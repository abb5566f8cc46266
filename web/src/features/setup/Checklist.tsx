import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Button, LinkButton } from '@/components/Button';
import { EntryFrame } from '@/components/EntryFrame';
import { Progress } from '@/components/Progress';
import { ErrorLine } from '@/components/States';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { cx } from '@/lib/cx';
import { plural } from '@/lib/text';
import { steps, useFirstRun } from './useFirstRun';

const models = ['anthropic', 'openai', 'ollama'];

/** What to do first, each step with how it stands. */
export function Checklist() {
  const services = useQuery({
    queryKey: [...keys.settings, 'services'],
    queryFn: ({ signal }) => data(api.GET('/api/settings/services', { signal })),
  }).data?.services;
  const stats = useQuery({
    queryKey: keys.stats,
    queryFn: ({ signal }) => data(api.GET('/api/stats', { signal })),
  }).data;

  const configured = services?.filter((service) => service.configured) ?? [];
  const sources = configured.filter((service) => !models.includes(service.id));
  const model = configured.find((service) => models.includes(service.id));

  return (
    <EntryFrame title="Ready to start" intro="Three things make Glean useful. You can do them in any order, or later.">
      <ol className="grid gap-3">
        <Item done title="Account" words="You are signed in as the admin." />
        <Item
          done={sources.length > 0}
          title="Sources"
          words={
            sources.length > 0
              ? `Ready: ${[...sources.map((service) => service.title), 'feeds'].join(', ')}. Others need a key each.`
              : 'Feeds work without credentials. Reddit, Product Hunt, search and others need a key each.'
          }
          action={<LinkButton to="/settings?part=sources">Add keys</LinkButton>}
        />
        <Item
          done={model !== undefined}
          title="Language model"
          words={
            model
              ? `${model.title} reads the texts.`
              : 'Without one the built-in rules read the texts: offline, free, and less thorough.'
          }
          action={<LinkButton to="/settings?part=models">Choose one</LinkButton>}
        />
        <FirstRunItem done={(stats?.total_tools ?? 0) > 0} waiting={stats?.review ?? 0} />
      </ol>
      <p className="mt-6 text-sm text-soft">
        <Link to="/" className="text-accent underline underline-offset-2">
          Go to the desk
        </Link>{' '}
        whenever you like; this list stays at <code className="font-mono">/setup</code>.
      </p>
    </EntryFrame>
  );
}

const stepWords = { scout: 'Collecting texts', analyze: 'Reading them', curate: 'Filling the review queue' };

function FirstRunItem({ done, waiting }: { done: boolean; waiting: number }) {
  const run = useFirstRun();
  const failed = run.job?.status === 'failed' || run.job?.status === 'cancelled';
  const isOver = done && !run.isRunning;
  return (
    <Item
      done={isOver}
      title="First run"
      words={
        isOver
          ? `${plural(waiting, 'tool waits', 'tools wait')} for your review.`
          : 'Collects texts, reads tools and claims out of them, and fills the review queue.'
      }
      action={
        isOver ? (
          <LinkButton to="/review" tone="accent">
            Review
          </LinkButton>
        ) : (
          <>
            <Button busy={run.isRunning} onClick={() => run.start(true)}>
              Try sample data
            </Button>
            <Button tone="accent" busy={run.isRunning} onClick={() => run.start(false)}>
              Run
            </Button>
          </>
        )
      }
    >
      {run.step !== null && run.isRunning && (
        <div className="mt-3 grid gap-1.5" aria-live="polite">
          <p className="text-xs text-soft">
            {stepWords[run.step]} ({steps.indexOf(run.step) + 1} of {steps.length})
            {run.job?.message ? `: ${run.job.message}` : '…'}
          </p>
          <Progress label={stepWords[run.step]} value={run.job?.progress ?? 0} />
        </div>
      )}
      {failed && (
        <div className="mt-3">
          <ErrorLine>{run.job?.error ?? 'The run was cancelled.'}</ErrorLine>
        </div>
      )}
    </Item>
  );
}

interface ItemProps {
  done: boolean;
  title: string;
  words: string;
  action?: ReactNode;
  children?: ReactNode;
}

function Item({ done, title, words, action, children }: ItemProps) {
  return (
    <li className="rounded-lg border border-line bg-panel p-4 shadow-card">
      <div className="flex items-start gap-3">
        <span
          className={cx(
            'mt-0.5 grid size-5 shrink-0 place-items-center rounded-full border',
            done ? 'border-good bg-good text-panel' : 'border-edge text-transparent',
          )}
        >
          <Check aria-hidden="true" className="size-3.5" strokeWidth={3} />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="text-sm font-semibold">
            {title}
            <span className="sr-only">{done ? ' (done)' : ' (to do)'}</span>
          </h2>
          <p className="mt-0.5 text-sm text-soft">{words}</p>
          {action !== undefined && <div className="mt-3 flex flex-wrap gap-2">{action}</div>}
          {children}
        </div>
      </div>
    </li>
  );
}
