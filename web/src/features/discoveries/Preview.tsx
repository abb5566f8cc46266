import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { DemoBadge, StatusBadge } from '@/components/Badge';
import { Button, IconButton } from '@/components/Button';
import { claimTypes } from '@/components/catalog/claimTypes';
import { HighlightedText } from '@/components/catalog/HighlightedText';
import { ExternalLink, Foreign } from '@/components/Foreign';
import { ScrollRegion } from '@/components/ScrollRegion';
import { ErrorLine, ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import type { Schemas } from '@/lib/api/client';
import { cx } from '@/lib/cx';
import type { Span } from '@/lib/spans';
import { percent, plural, title } from '@/lib/text';
import { type Discovery, discoveryQuery } from './queries';
import { StateBadge } from './StateBadge';

interface PreviewProps {
  id: number;
  canAct: boolean;
  busy: boolean;
  onRetry: () => void;
  onClose: () => void;
}

/** The text of one discovery, with what was read out of it. */
export function Preview({ id, canAct, busy, onRetry, onClose }: PreviewProps) {
  const { data: discovery, error, refetch } = useQuery(discoveryQuery(id));
  return (
    <ScrollRegion label="Discovery" className="flex-1 bg-panel">
      <div className="flex items-start gap-2 border-b border-line px-4 py-2">
        <IconButton label="Back to the list" size="small" onClick={onClose}>
          <ArrowLeft />
        </IconButton>
        {discovery !== undefined && (
          <h2 className="min-w-0 pt-0.5 text-base font-semibold">
            <ExternalLink url={discovery.source_url} text={discovery.title || discovery.source_url} />
          </h2>
        )}
      </div>
      {discovery === undefined ? (
        error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={8} />
        )
      ) : (
        <Body discovery={discovery} canAct={canAct} busy={busy} onRetry={onRetry} />
      )}
    </ScrollRegion>
  );
}

interface BodyProps {
  discovery: Discovery;
  canAct: boolean;
  busy: boolean;
  onRetry: () => void;
}

function Body({ discovery, canAct, busy, onRetry }: BodyProps) {
  const [focused, setFocused] = useState<number | null>(null);
  const { claims, tools, raw_text: text } = discovery;
  const spans = useMemo(
    () =>
      claims.flatMap(({ span_start, span_end, id }): Span<number>[] =>
        span_start === null || span_end === null ? [] : [{ start: span_start, end: span_end, value: id }],
      ),
    [claims],
  );
  const mentions = useMemo(() => namesIn(text, tools), [text, tools]);
  return (
    <div className="grid gap-4 p-4">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-xs text-faint">
        <StateBadge line={discovery} />
        {discovery.is_demo && <DemoBadge />}
        <Foreign text={discovery.feed_name ?? title(discovery.source_name)} />
        {discovery.author !== null && <Foreign text={discovery.author} />}
        {discovery.published_at !== null && (
          <span>
            written <Time at={discovery.published_at} />
          </span>
        )}
        <span>
          found <Time at={discovery.discovered_at} />
        </span>
        {discovery.relevance !== null && (
          <span title={discovery.relevance_reason ?? undefined}>{percent(discovery.relevance)} relevant</span>
        )}
      </p>
      {discovery.set_aside_reason !== null && !discovery.processed && (
        <div className="grid gap-2">
          <ErrorLine>
            Set aside after {plural(discovery.attempts, 'try', 'tries')}: <Foreign text={discovery.set_aside_reason} />
          </ErrorLine>
          {canAct && (
            <div>
              <Button size="small" busy={busy} shortcut="t" onClick={onRetry}>
                Try again
              </Button>
            </div>
          )}
        </div>
      )}
      <Tools discovery={discovery} />
      {claims.length > 0 && <Claims claims={claims} focused={focused} onFocus={setFocused} />}
      <section aria-label="Text" className="rounded-lg border border-line px-3.5 py-3">
        {text === '' ? (
          <p className="text-sm text-soft">The source gave no text, only the title.</p>
        ) : (
          <HighlightedText text={text} spans={spans} mentions={mentions} focused={focused} onFocus={setFocused} />
        )}
      </section>
    </div>
  );
}

function Tools({ discovery }: { discovery: Discovery }) {
  if (discovery.tools.length === 0) {
    return (
      <p className="text-sm text-soft">
        {discovery.processed
          ? 'No tool was found in this text.'
          : 'Nobody has read this text yet: the analyzer does, by its schedule or when you run it.'}
      </p>
    );
  }
  return (
    <section aria-label="Tools">
      <h3 className="mb-1.5 text-xs font-semibold text-faint">Tools</h3>
      <ul className="flex flex-wrap gap-x-4 gap-y-1.5 text-sm">
        {discovery.tools.map((tool) => (
          <li key={tool.id} className="flex min-w-0 items-center gap-2">
            <Link to={`/tools/${tool.id}`} className="font-medium text-accent underline underline-offset-2">
              <Foreign text={tool.name} />
            </Link>
            <StatusBadge status={tool.status} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ClaimsProps {
  claims: readonly Schemas['DiscoveryClaim'][];
  focused: number | null;
  onFocus: (id: number) => void;
}

function Claims({ claims, focused, onFocus }: ClaimsProps) {
  return (
    <section aria-label="Claims">
      <h3 className="mb-1 text-xs font-semibold text-faint">Claims</h3>
      <ul className="-mx-2 grid gap-0.5">
        {claims.map((claim) => (
          <li key={claim.id}>
            <button
              type="button"
              aria-pressed={claim.id === focused}
              onClick={() => onFocus(claim.id)}
              className={cx(
                'touch block w-full rounded-md border px-2 py-1 text-left text-sm',
                claim.id === focused ? 'border-wheat-strong bg-wheat/30' : 'border-transparent hover:bg-hover',
              )}
            >
              <Foreign text={claim.content} />
              <span className="block text-xs text-soft">
                {claimTypes.find(({ type }) => type === claim.claim_type)?.title ?? title(claim.claim_type)} of{' '}
                <Foreign text={claim.tool_name} />, {percent(claim.confidence)} sure
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where the tools are named, since only claims keep where they stand. */
function namesIn(text: string, tools: Discovery['tools']): Span<true>[] {
  return tools.flatMap(({ name }) => {
    const found: Span<true>[] = [];
    for (let at = text.indexOf(name); name !== '' && at >= 0; at = text.indexOf(name, at + name.length)) {
      found.push({ start: at, end: at + name.length, value: true });
    }
    return found;
  });
}
