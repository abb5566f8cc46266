import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Badge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { ExternalLink, Foreign } from '@/components/Foreign';
import { ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { count, plural, title } from '@/lib/text';
import { localDate } from '@/lib/time';
import { reportQuery } from './queries';
import { type Entry, evidenceOf, type Report, type Section, type Statement, type Wish } from './report';

/** So many entries of a section at once; a file has all of them. */
const portion = 50;

/** The report as it would be saved now. It is made of its words, never of markup. */
export function Preview({ wish }: { wish: Wish }) {
  const { data: report, error, refetch } = useQuery(reportQuery(wish));
  if (report === undefined) {
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />;
  }
  return (
    <article className="mx-auto grid w-full max-w-4xl gap-6 rounded-lg border border-line bg-panel p-4 shadow-card md:p-8">
      <header className="grid gap-1">
        <h2 className="text-xl font-semibold tracking-tight">
          <Foreign text={report.title} />
        </h2>
        <p className="text-xs text-faint">
          {timeOf(report)} · made <Time at={report.generated_at} absolute />
        </p>
      </header>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        {report.figures.map((figure) => (
          <div key={figure.name} className="grid content-between gap-0.5 rounded-md bg-sunken px-3 py-2">
            <dt className="text-xs text-soft">{figure.name}</dt>
            <dd className="text-lg font-semibold tabular-nums">{count(figure.value)}</dd>
          </div>
        ))}
      </dl>
      {report.sections.map((section) => (
        <SectionOf key={section.heading} section={section} />
      ))}
      {report.sections.length === 0 && (
        <p className="text-sm text-soft">There is nothing to tell. Approve tools first, or choose a longer time.</p>
      )}
    </article>
  );
}

function timeOf({ from, until }: Report): string {
  if (from === null) {
    return until === null ? 'All of the time' : `Up to ${localDate(until)}`;
  }
  return until === null ? `Since ${localDate(from)}` : `${localDate(from)} to ${localDate(until)}`;
}

function SectionOf({ section }: { section: Section }) {
  const [most, setMost] = useState(portion);
  const { entries } = section;
  return (
    <section className="grid gap-3">
      <h3 className="flex items-baseline gap-2 border-b border-line pb-1 text-base font-semibold">
        <Foreign text={section.heading} />
        <span className="text-xs font-normal text-faint tabular-nums">{count(entries.length)}</span>
      </h3>
      {entries.length === 0 ? (
        <p className="text-sm text-soft">{section.empty}</p>
      ) : (
        <ul className="grid gap-4">
          {entries.slice(0, most).map((entry, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a tool may stand here several times, and nothing moves.
            <EntryOf key={at} entry={entry} />
          ))}
        </ul>
      )}
      {entries.length > most && (
        <div>
          <Button onClick={() => setMost(most + portion)}>
            Show {plural(Math.min(portion, entries.length - most), 'more entry', 'more entries')}
          </Button>
        </div>
      )}
    </section>
  );
}

function EntryOf({ entry }: { entry: Entry }) {
  return (
    <li className="grid gap-1.5 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
        {entry.tool_id === null ? (
          <Foreign text={entry.name} className="font-semibold" />
        ) : (
          <Link to={`/tools/${entry.tool_id}`} className="font-semibold hover:underline">
            <Foreign text={entry.name} />
          </Link>
        )}
        {entry.url !== null && <ExternalLink url={entry.url} className="text-xs" />}
      </p>
      {entry.detail !== '' && <Foreign text={entry.detail} className="text-soft" />}
      {entry.statements.length > 0 && (
        <ul className="grid gap-2 border-l border-line pl-3">
          {entry.statements.map((statement, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: statements may be alike, and nothing moves.
            <StatementOf key={at} statement={statement} toolId={entry.tool_id} />
          ))}
        </ul>
      )}
    </li>
  );
}

function StatementOf({ statement, toolId }: { statement: Statement; toolId: number | null }) {
  const evidence = evidenceOf(statement, toolId);
  return (
    <li className="grid gap-0.5">
      <span>
        <Foreign text={statement.text} />{' '}
        {statement.disputed && (
          <Badge tone="warn" title="Another claim says otherwise">
            Disputed
          </Badge>
        )}
      </span>
      {statement.quote !== null && statement.quote !== statement.text && (
        <q className="text-xs text-soft italic">
          <Foreign text={statement.quote} />
        </q>
      )}
      <span className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-xs text-faint">
        {statement.type !== null && <span>{title(statement.type)}</span>}
        {statement.source_url === null ? (
          statement.source_name !== null && <span>{title(statement.source_name)}</span>
        ) : (
          <ExternalLink url={statement.source_url} text={title(statement.source_name ?? 'source')} />
        )}
        {statement.published_at !== null && <span>{localDate(statement.published_at)}</span>}
        {statement.voices > 1 && <span>{plural(statement.voices, 'voice')}</span>}
        {evidence !== null && (
          <Link to={evidence} className="text-accent underline-offset-2 hover:underline">
            Evidence
          </Link>
        )}
      </span>
    </li>
  );
}
