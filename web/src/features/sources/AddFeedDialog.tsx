import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Badge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, TextInput } from '@/components/Field';
import { ExternalLink, Foreign } from '@/components/Foreign';
import { ErrorLine } from '@/components/States';
import { Time } from '@/components/Time';
import { api, data, type Schemas } from '@/lib/api/client';
import { fieldError, messageOf } from '@/lib/api/errors';
import { count, percent, plural } from '@/lib/text';
import { feeds } from './queries';
import { useAddDoors } from './useSources';

/** Shows what a feed would bring before anybody subscribes to it. */
export function AddFeedDialog({ onClose }: { onClose: () => void }) {
  const form = useId();
  const [url, setUrl] = useState('');
  const look = useMutation({
    meta: { quiet: true },
    mutationFn: (address: string) => data(api.POST('/api/sources/feeds/preview', { body: { url: address } })),
  });
  const add = useAddDoors(feeds.source, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.reset();
    look.mutate(url.trim());
  };
  const wrong = fieldError(look.error, 'url');
  return (
    <Dialog
      title="Add a feed"
      width="medium"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {look.data === undefined ? (
            <Button type="submit" form={form} tone="accent" busy={look.isPending}>
              {look.isPending ? 'Reading…' : 'Look at it'}
            </Button>
          ) : (
            <Button
              tone="accent"
              busy={add.isPending}
              onClick={() => add.mutate({ field: feeds.field, names: [look.data.url] })}
            >
              Subscribe
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        <form id={form} onSubmit={submit}>
          {look.error && wrong === undefined && <ErrorLine>{messageOf(look.error)}</ErrorLine>}
          <Field
            label="Address of a feed or of a page"
            hint="A page that announces its feed will do. Nothing is stored before you subscribe."
            error={wrong}
          >
            {(control) => (
              <TextInput
                {...control}
                type="url"
                required
                placeholder="https://"
                value={url}
                onChange={(event) => {
                  setUrl(event.target.value);
                  look.reset();
                }}
              />
            )}
          </Field>
        </form>
        {add.error && <ErrorLine>{fieldError(add.error, feeds.field) ?? messageOf(add.error)}</ErrorLine>}
        <div role="status">{look.data !== undefined && <Preview preview={look.data} />}</div>
      </div>
    </Dialog>
  );
}

function Preview({ preview }: { preview: Schemas['FeedPreview'] }) {
  return (
    <section aria-label="What it would bring" className="grid gap-3">
      <div>
        <h3 className="font-semibold">
          <Foreign text={preview.title || preview.url} />
        </h3>
        <p className="text-xs text-faint">
          <ExternalLink url={preview.url} /> · {preview.format}
          {preview.found_on !== null && ', announced by the page you gave'}
        </p>
      </div>
      <p className="text-sm">
        {preview.total === 0
          ? 'It has no entries at present.'
          : `${count(preview.relevant)} of ${plural(preview.total, 'entry', 'entries')} fit the focus and would be kept.`}
      </p>
      {preview.entries.length > 0 && (
        <ul className="divide-y divide-line rounded-md border border-line">
          {preview.entries.map((entry) => (
            <li key={entry.url + entry.title} className="grid gap-1 px-3 py-2 text-sm">
              <span className="flex items-start justify-between gap-3">
                <ExternalLink url={entry.url} text={entry.title || entry.url} className="min-w-0 font-medium" />
                <Badge tone={entry.kept ? 'good' : 'plain'} title={entry.reason}>
                  {entry.kept ? `Kept, ${percent(entry.relevance)}` : 'Left out'}
                </Badge>
              </span>
              <Foreign text={entry.excerpt} className="line-clamp-2 text-xs text-soft" />
              <span className="text-xs text-faint">
                {entry.published_at !== null && (
                  <>
                    <Time at={entry.published_at} /> ·{' '}
                  </>
                )}
                <Foreign text={entry.reason} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
