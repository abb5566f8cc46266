import { ClaimGroups } from '@/components/catalog/ClaimGroups';
import { EvidenceTexts } from '@/components/catalog/EvidenceTexts';
import { EmptyState } from '@/components/States';
import type { Schemas } from '@/lib/api/client';

interface ClaimsAndTextsProps {
  dossier: Schemas['Dossier'];
  claimId: number | null;
  onClaim: (id: number) => void;
}

/** Each claim, and beside it the text it stands in. */
export function ClaimsAndTexts({ dossier, claimId, onClaim }: ClaimsAndTextsProps) {
  if (dossier.tool.claims.length === 0 && dossier.texts.length === 0) {
    return (
      <EmptyState title="Nothing is known of it yet">
        Analyze more texts: what they say of this tool then stands here.
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <div className="min-w-0">
        {dossier.tool.claims.length > 0 ? (
          <ClaimGroups claims={dossier.tool.claims} focused={claimId} onFocus={onClaim} />
        ) : (
          <p className="text-sm text-soft">Nobody says anything of it yet: it is only named.</p>
        )}
      </div>
      <section
        aria-label="Texts"
        className="min-w-0 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:self-start lg:overflow-y-auto"
      >
        <EvidenceTexts dossier={dossier} claimId={claimId} onClaim={onClaim} />
      </section>
    </div>
  );
}
