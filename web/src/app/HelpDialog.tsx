import { Dialog } from '@/components/Dialog';
import { Switch } from '@/components/Field';
import { caps } from '@/lib/keyboard/keys';
import { allActions, chooseSingleKeys, registered, singleKeys } from '@/lib/keyboard/registry';
import { useSignal } from '@/lib/signal';

/** Every key that acts on this page. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const on = useSignal(singleKeys);
  const actions = allActions(useSignal(registered)).filter((action) => action.keys?.length);
  const groups = [...new Set(actions.map((action) => action.group))];
  return (
    <Dialog title="Keyboard help" onClose={onClose} width="medium">
      <div className="mb-4 rounded-md bg-sunken px-3 py-2">
        <Switch label="Single-key shortcuts" checked={on} onChange={chooseSingleKeys} />
      </div>
      <div className="gap-8 sm:columns-2">
        {groups.map((group) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1.5 text-xs font-semibold text-faint">{group}</h3>
            <dl className="grid gap-1">
              {actions
                .filter((action) => action.group === group)
                .map((action) => (
                  <div key={action.id} className="flex items-center justify-between gap-3 text-sm">
                    <dt className="text-soft">{action.title}</dt>
                    <dd className="flex shrink-0 items-center gap-1 text-2xs text-faint">
                      {action.keys?.map((keys, index) => (
                        <span key={keys} className="flex items-center gap-1">
                          {index > 0 && 'or'}
                          {caps(keys).map((cap) => (
                            <kbd
                              key={cap}
                              className="grid h-5 min-w-5 place-items-center rounded-sm border border-line bg-ground px-1 font-sans text-2xs text-soft"
                            >
                              {cap}
                            </kbd>
                          ))}
                        </span>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
