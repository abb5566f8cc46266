import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { DemoBadge, StatusBadge } from '@/components/Badge';
import { ClaimGroups } from '@/components/catalog/ClaimGroups';
import { ScoreReasons } from '@/components/catalog/ScoreReasons';
import { ExternalLink, Foreign } from '@/components/Foreign';
import { ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { dossierQuery } from '@/lib/api/catalog';
import { plural, title } from '@/lib/text';
import { Conflicts } from './Conflicts';
import { Opinions } from './Opinions';
import type { Dossier } from './queries';

interface ToolPaneProps {
  id: number;
  claimId: number | null;
  onClaim: (id: number) => void;
  onDuplicates: () => void;
  canAct: boolean;
  reviewer: string;
}

/** All that is known of the tool in question. */
export function ToolPane({ id, ...rest }: ToolPaneProps) {
  const { data: dossier, error, refetch } = useQuery(dossierQuery(id));
  if (dossier) {
    return <DossierView dossier={dossier} {...rest} />;
  }
  return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={8} />;
}

function DossierView({
  dossier,
  claimId,
  onClaim,
  onDuplicates,
  canAct,
  reviewer,
}: Omit<ToolPaneProps, 'id'> & { dossier: Dossier }) {
  const { tool, texts, more_texts: moreTexts, conflicts, duplicates, opinions } = dossier;
  const textCount = texts.length + moreTexts;
  return (
    <article data-tool={tool.id} className="grid gap-5 p-4 md:p-5">
      {tool.status !== 'review' && <Elsewhere dossier={dossier} />}
      <header className="grid gap-1.5">
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="min-w-0 text-xl font-semibold tracking-tight">
            <Link to={`/tools/${tool.id}`} className="hover:underline">
              <Foreign text={tool.name} />
            </Link>
          </h2>
          {tool.is_demo && <DemoBadge />}
        </div>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
          {tool.url === null ? <span className="text-faint">No address known</span> : <ExternalLink url={tool.url} />}
          <span>{title(tool.category)}</span>
          <span>{plural(textCount, 'text')}</span>
        </div>
        {tool.description !== null && (
          <p className="max-w-prose text-sm">
            <Foreign text={tool.description} />
          </p>
        )}
        {tool.aliases.length > 0 && (
          <p className="text-xs text-faint">
            Also called <Foreign text={tool.aliases.join(', ')} />
          </p>
        )}
      </header>

      <div className="rounded-lg border border-line bg-panel p-3">
        <ScoreReasons value={tool.relevance_score} stored={tool.score_reasons} />
      </div>

      {duplicates.length > 0 && (
        <section
          aria-label="Possible duplicates"
          className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg bg-accent-soft px-3 py-2 text-sm"
        >
          <span className="min-w-0 flex-1">
            May be the same as{' '}
            {duplicates.map((pair, index) => (
              <span key={`${pair.first.id}-${pair.second.id}`}>
                {index > 0 && ', '}
                <Foreign
                  text={pair.first.id === tool.id ? pair.second.name : pair.first.name}
                  className="font-medium"
                />
              </span>
            ))}
          </span>
          <button type="button" onClick={onDuplicates} className="touch text-accent hover:underline">
            Compare
          </button>
        </section>
      )}

      <Conflicts toolId={tool.id} conflicts={conflicts} canAct={canAct} onClaim={onClaim} />

      {tool.claims.length > 0 ? (
        <ClaimGroups claims={tool.claims} focused={claimId} onFocus={onClaim} />
      ) : (
        <p className="text-sm text-soft">
          Nobody says anything of it yet: it is only named. The texts are in the evidence.
        </p>
      )}

      <Opinions toolId={tool.id} opinions={opinions} canAct={canAct} reviewer={reviewer} />
    </article>
  );
}

/** The tool is not in review any more while somebody looks at it. */
function Elsewhere({ dossier: { tool } }: { dossier: Dossier }) {
  const last = tool.decisions.filter((d) => d.undone_at === null && d.kind === 'decision').at(-1);
  return (
    <p role="status" className="flex flex-wrap items-center gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      <StatusBadge status={tool.status} />
      <span>
        {last ? (
          <>
            <Foreign text={last.actor} /> decided <Time at={last.decided_at} />.
          </>
        ) : (
          'Not in the review queue.'
        )}
      </span>
    </p>
  );
}
