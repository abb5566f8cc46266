import { ArrowRight } from 'lucide-react';
import { StatusBadge } from '@/components/Badge';
import { Foreign } from '@/components/Foreign';
import { EmptyState } from '@/components/States';
import { Time } from '@/components/Time';
import type { Schemas } from '@/lib/api/client';
import { cx } from '@/lib/cx';
import { title } from '@/lib/text';

/** Every step a person took with the tool, the newest first. */
export function History({ tool }: { tool: Schemas['ToolPageDetail'] }) {
  if (tool.decisions.length === 0) {
    return (
      <EmptyState title="Nobody has decided on it yet">
        Decisions, skips and snoozes stand here with who and when.
      </EmptyState>
    );
  }
  return (
    <ol className="grid max-w-3xl gap-3 border-l border-line pl-4">
      {[...tool.decisions].reverse().map((step) => (
        <li key={step.id} className={cx('relative grid gap-1 text-sm', step.undone_at !== null && 'text-faint')}>
          <span
            aria-hidden="true"
            className="absolute top-1.5 -left-5 size-2 rounded-full bg-edge ring-4 ring-ground"
          />
          <div className="flex flex-wrap items-center gap-2">
            <Foreign text={step.actor} className="font-medium" />
            {step.kind === 'decision' ? (
              <>
                <StatusBadge status={step.from_status} />
                <ArrowRight aria-label="to" className="size-3.5 text-faint" />
                <StatusBadge status={step.to_status} />
              </>
            ) : (
              <span>{step.kind === 'skip' ? 'skipped it' : 'put it off'}</span>
            )}
            <Time at={step.decided_at} className="text-xs text-faint" />
          </div>
          {(step.reasons?.length ?? 0) > 0 && (
            <p className="text-xs text-soft">{step.reasons?.map(title).join(', ')}</p>
          )}
          {step.reason !== null && <Foreign text={step.reason} className="text-soft" />}
          {step.undone_at !== null && (
            <p className="text-xs">
              Taken back <Time at={step.undone_at} />
              {step.undone_by != null && step.undone_by !== step.actor && (
                <>
                  {' '}
                  by <Foreign text={step.undone_by} />
                </>
              )}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
