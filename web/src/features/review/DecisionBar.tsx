import { AlarmClock, Check, Copy, Ellipsis, Pencil, SkipForward, X } from 'lucide-react';
import { Button, IconButton } from '@/components/Button';
import { Menu, MenuItem } from '@/components/Menu';
import type { ReviewCommands } from './useReviewActions';

/** What can be done with the tool in question, each with its key. */
export function DecisionBar({ commands }: { commands: ReviewCommands }) {
  return (
    <div
      role="toolbar"
      aria-label="Decide"
      className="flex items-center gap-2 border-t border-line bg-panel px-3 py-2 md:px-4"
    >
      <Button tone="good" shortcut="a" onClick={commands.approve} className="flex-1 md:flex-none">
        <Check aria-hidden="true" />
        Approve
      </Button>
      <Button tone="bad" shortcut="r" onClick={commands.reject} className="flex-1 md:flex-none">
        <X aria-hidden="true" />
        Reject
      </Button>
      <Button shortcut="s" onClick={commands.skip} className="max-sm:hidden">
        <SkipForward aria-hidden="true" />
        Skip
      </Button>
      <Button shortcut="h" onClick={commands.snooze} className="max-lg:hidden">
        <AlarmClock aria-hidden="true" />
        Snooze
      </Button>
      <Menu
        trigger={
          <IconButton label="More" className="ml-auto">
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem onSelect={commands.skip}>
          <SkipForward />
          Skip
        </MenuItem>
        <MenuItem onSelect={commands.snooze}>
          <AlarmClock />
          Snooze…
        </MenuItem>
        <MenuItem onSelect={commands.duplicate}>
          <Copy />
          Merge a duplicate…
        </MenuItem>
        <MenuItem onSelect={commands.edit}>
          <Pencil />
          Correct…
        </MenuItem>
      </Menu>
    </div>
  );
}
