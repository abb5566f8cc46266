import { useMemo } from 'react';
import { Badge } from '@/components/Badge';
import { ExternalLink, Foreign } from '@/components/Foreign';
import { Time } from '@/components/Time';
import type { Schemas } from '@/lib/api/client';
import type { Span } from '@/lib/spans';
import { plural, title } from '@/lib/text';
import { HighlightedText } from './HighlightedText';

interface EvidenceTextsProps {
  dossier: Schemas['Dossier'];
  claimId: number | null;
  onClaim: (id: number) => void;
}

/** The texts themselves, with what was read out of them marked. */
export function EvidenceTexts({ dossier, claimId, onClaim }: EvidenceTextsProps) {
  if (dossier.texts.length === 0) {
    return (
      <p className="text-sm text-soft">
        No text is kept for this tool: it came in by an import, or its texts were purged.
      </p>
    );
  }
  return (
    <div className="grid gap-3">
      {dossier.texts.map((text) => (
        <EvidenceText key={text.id} text={text} claims={dossier.tool.claims} claimId={claimId} onClaim={onClaim} />
      ))}
      {dossier.more_texts > 0 && (
        <p className="text-xs text-faint">{plural(dossier.more_texts, 'more text names', 'more texts name')} it.</p>
      )}
    </div>
  );
}

interface EvidenceTextProps {
  text: Schemas['EvidenceText'];
  claims: readonly Schemas['ClaimLine'][];
  claimId: number | null;
  onClaim: (id: number) => void;
}

function EvidenceText({ text, claims, claimId, onClaim }: EvidenceTextProps) {
  const here = useMemo(() => claims.filter((claim) => claim.discovery_id === text.id), [claims, text.id]);
  const spans = useMemo(() => here.flatMap((claim) => spanOf(claim.span_start, claim.span_end, claim.id)), [here]);
  const mentions = useMemo(
    () => text.mentions.flatMap((mention) => spanOf(mention.span_start, mention.span_end, true as const)),
    [text.mentions],
  );
  const focused = here.some((claim) => claim.id === claimId) ? claimId : null;
  return (
    <article className="min-w-0 rounded-lg border border-line bg-panel">
      <header className="border-b border-line px-3.5 py-2.5">
        <h2 className="text-sm font-semibold">
          <ExternalLink url={text.source_url} text={text.title || text.source_url} className="text-ink" />
        </h2>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-faint">
          <Badge>{title(text.source_name)}</Badge>
          {text.author !== null && <Foreign text={text.author} />}
          <Time at={text.published_at ?? text.discovered_at} />
          <span>{plural(here.length, 'claim')}</span>
        </p>
      </header>
      <div className="px-3.5 py-3">
        <HighlightedText text={text.text} spans={spans} mentions={mentions} focused={focused} onFocus={onClaim} />
      </div>
    </article>
  );
}

function spanOf<T>(start: number | null, end: number | null, value: T): Span<T>[] {
  return start === null || end === null ? [] : [{ start, end, value }];
}
