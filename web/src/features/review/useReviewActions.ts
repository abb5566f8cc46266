import { useActions } from '@/lib/keyboard/useActions';

export interface ReviewCommands {
  next: () => void;
  previous: () => void;
  nextClaim: () => void;
  previousClaim: () => void;
  open: () => void;
  approve: () => void;
  reject: () => void;
  skip: () => void;
  snooze: () => void;
  duplicate: () => void;
  edit: () => void;
  unsure: () => void;
  select: () => void;
  clearSelection: () => void;
  undo: () => void;
}

interface Abilities {
  hasTool: boolean;
  hasClaims: boolean;
  hasSelection: boolean;
  canAct: boolean;
  canUndo: boolean;
}

/** The keys of the desk. With tools selected, approving and rejecting mean all of them. */
export function useReviewActions(
  commands: ReviewCommands,
  { hasTool, hasClaims, hasSelection, canAct, canUndo }: Abilities,
): void {
  const group = 'Review';
  const mayDecide = canAct && (hasTool || hasSelection);
  const mayDecideOne = canAct && hasTool;
  useActions([
    { id: 'review.next', title: 'Next tool', group, keys: ['j'], hidden: true, enabled: hasTool, run: commands.next },
    {
      id: 'review.previous',
      title: 'Previous tool',
      group,
      keys: ['k'],
      hidden: true,
      enabled: hasTool,
      run: commands.previous,
    },
    {
      id: 'review.nextClaim',
      title: 'Next claim',
      group,
      keys: ['n', 'arrowdown'],
      hidden: true,
      enabled: hasClaims,
      run: commands.nextClaim,
    },
    {
      id: 'review.previousClaim',
      title: 'Previous claim',
      group,
      keys: ['p', 'arrowup'],
      hidden: true,
      enabled: hasClaims,
      run: commands.previousClaim,
    },
    { id: 'review.open', title: 'Open the tool', group, keys: ['enter'], enabled: hasTool, run: commands.open },
    {
      id: 'review.approve',
      title: hasSelection ? 'Approve the selected' : 'Approve',
      group,
      keys: ['a'],
      enabled: mayDecide,
      run: commands.approve,
    },
    {
      id: 'review.reject',
      title: hasSelection ? 'Reject the selected…' : 'Reject…',
      group,
      keys: ['r'],
      enabled: mayDecide,
      run: commands.reject,
    },
    { id: 'review.skip', title: 'Skip', group, keys: ['s'], enabled: mayDecideOne, run: commands.skip },
    { id: 'review.snooze', title: 'Snooze…', group, keys: ['h'], enabled: mayDecideOne, run: commands.snooze },
    {
      id: 'review.duplicate',
      title: 'Merge a duplicate…',
      group,
      keys: ['d'],
      enabled: mayDecideOne,
      run: commands.duplicate,
    },
    { id: 'review.edit', title: 'Correct…', group, keys: ['e'], enabled: mayDecideOne, run: commands.edit },
    {
      id: 'review.unsure',
      title: 'Unsure: ask others',
      group,
      keys: ['u'],
      enabled: mayDecideOne,
      run: commands.unsure,
    },
    { id: 'review.select', title: 'Select', group, keys: ['x'], enabled: mayDecideOne, run: commands.select },
    {
      id: 'review.clear',
      title: 'Clear the selection',
      group,
      keys: ['escape'],
      enabled: hasSelection,
      run: commands.clearSelection,
    },
    { id: 'undo', title: 'Undo the last step', group, keys: ['z'], enabled: canUndo, run: commands.undo },
  ]);
}
