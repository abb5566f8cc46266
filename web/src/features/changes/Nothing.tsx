import { CheckCheck, GitCompareArrows, SearchX } from 'lucide-react';
import { Button, LinkButton } from '@/components/Button';
import { EmptyState } from '@/components/States';

interface NothingProps {
  /** There was never any change. */
  isNew: boolean;
  isNarrowed: boolean;
  onClear: () => void;
}

/** Why the list is empty, and what to do about it. */
export function Nothing({ isNew, isNarrowed, onClear }: NothingProps) {
  if (isNew) {
    return (
      <EmptyState
        icon={GitCompareArrows}
        title="No change seen yet"
        actions={<LinkButton to="/jobs">Check the pages now</LinkButton>}
      >
        The pages of approved tools are watched. A page is only compared from its second check on.
      </EmptyState>
    );
  }
  return isNarrowed ? (
    <EmptyState
      icon={SearchX}
      title="No change fits"
      actions={<Button onClick={onClear}>Show all open changes</Button>}
    >
      Take a filter away to see more.
    </EmptyState>
  ) : (
    <EmptyState
      icon={CheckCheck}
      title="All changes are acknowledged"
      actions={<LinkButton to="/changes?state=acknowledged">Look at them again</LinkButton>}
    >
      New ones come up here by themselves.
    </EmptyState>
  );
}
