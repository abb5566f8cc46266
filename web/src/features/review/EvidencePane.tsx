import { useQuery } from '@tanstack/react-query';
import { EvidenceTexts } from '@/components/catalog/EvidenceTexts';
import { Skeleton } from '@/components/States';
import { dossierQuery } from '@/lib/api/catalog';

interface EvidencePaneProps {
  id: number;
  claimId: number | null;
  onClaim: (id: number) => void;
}

/** The texts behind the tool in question. */
export function EvidencePane({ id, claimId, onClaim }: EvidencePaneProps) {
  const { data: dossier, isPending } = useQuery(dossierQuery(id));
  if (!dossier) {
    return isPending ? <Skeleton rows={8} /> : null;
  }
  return (
    <div className="p-4 md:p-5">
      <EvidenceTexts dossier={dossier} claimId={claimId} onClaim={onClaim} />
    </div>
  );
}
