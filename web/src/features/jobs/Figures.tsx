import { Foreign } from '@/components/Foreign';
import { count, title as words } from '@/lib/text';

/** What a job counted or was asked, as names with values; what has parts of its own stands as JSON. */
export function Figures({ title, value }: { title: string; value: unknown }) {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    return null;
  }
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 text-xs font-semibold text-faint">{title}</h3>
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-2">
        {Object.entries(value).map(([name, one]) =>
          typeof one === 'object' && one !== null ? (
            <div key={name} className="col-span-full rounded-md bg-sunken px-2.5 py-1.5">
              <dt className="text-xs text-soft">{words(name)}</dt>
              <dd className="max-h-60 overflow-auto font-mono text-xs whitespace-pre-wrap">
                <Foreign text={JSON.stringify(one, null, 1)} />
              </dd>
            </div>
          ) : (
            <div key={name} className="min-w-0 rounded-md bg-sunken px-2.5 py-1.5">
              <dt className="truncate text-xs text-soft">{words(name)}</dt>
              <dd className="text-sm font-medium tabular-nums">
                <Foreign text={shown(one)} />
              </dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}

function shown(value: unknown): string {
  return typeof value === 'number'
    ? count(value)
    : value === true
      ? 'yes'
      : value === false
        ? 'no'
        : String(value ?? '–');
}
