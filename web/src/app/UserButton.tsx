import { ChevronsUpDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Foreign } from '@/components/Foreign';
import { liveness } from '@/lib/api/events';
import type { User } from '@/lib/api/session';
import { cx } from '@/lib/cx';
import { useSignal } from '@/lib/signal';
import { title } from '@/lib/text';

/** Who is signed in, and whether news come by themselves. */
export function UserButton({ user, ...rest }: ComponentProps<'button'> & { user: User }) {
  const live = useSignal(liveness) === 'live';
  return (
    <button
      type="button"
      className="touch flex w-full items-center gap-2.5 rounded-md p-1 text-left hover:bg-hover"
      title={`Signed in as ${user.username}`}
      {...rest}
    >
      <span
        className="relative mx-auto grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent uppercase lg:mx-0"
        aria-hidden="true"
      >
        {[...user.username][0]}
        <span
          className={cx(
            'absolute right-0 bottom-0 size-2 rounded-full ring-2 ring-ground',
            live ? 'bg-good' : 'bg-edge',
          )}
        />
      </span>
      <span className="sr-only min-w-0 flex-1 lg:not-sr-only">
        <Foreign text={user.username} className="block truncate text-sm font-medium" />
        <span className="block truncate text-2xs text-faint">
          {title(user.role)} · {live ? 'live' : 'checks every 15 s'}
        </span>
      </span>
      <ChevronsUpDown aria-hidden="true" className="hidden size-4 text-faint lg:block" />
    </button>
  );
}
