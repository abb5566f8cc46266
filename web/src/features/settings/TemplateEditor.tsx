import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Field, Select, TextArea } from '@/components/Field';
import { ScrollRegion } from '@/components/ScrollRegion';
import { ErrorLine, ErrorState, Skeleton } from '@/components/States';
import { api, data, type Schemas } from '@/lib/api/client';
import { messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';
import { toast } from '@/lib/toasts';
import { type Template, templatesQuery } from './queries';
import { withoutStyles } from './withoutStyles';

const labels: Record<string, string> = {
  subject: 'Subject of e-mail, heading in Slack',
  text: 'E-mail, plain text',
  html: 'E-mail, HTML',
  slack: 'Slack',
};

/** The words of what is sent: changed with a preview of what there is to tell now. */
export function TemplateEditor() {
  const { data: all, error, refetch } = useQuery(templatesQuery);
  const [name, setName] = useState('text');
  if (!all) {
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={4} />;
  }
  const template = all.templates.find((t) => t.name === name);
  return (
    <section aria-label="Templates" className="grid gap-3">
      <div>
        <h2 className="text-lg font-semibold">Templates</h2>
        <p className="text-sm text-soft">
          In Liquid, with conditions and loops over {all.names.join(', ')}; filters: {all.filters.join(', ')}. What
          others wrote is escaped.
        </p>
      </div>
      {template && (
        <Editor
          key={`${template.name} ${template.source}`}
          template={template}
          choice={
            <Select
              aria-label="Template"
              value={name}
              options={all.templates.map((t) => ({ value: t.name, label: labels[t.name] ?? t.name }))}
              onChange={(event) => setName(event.target.value)}
            />
          }
        />
      )}
    </section>
  );
}

function Editor({ template, choice }: { template: Template; choice: React.ReactNode }) {
  const [source, setSource] = useState(template.source);
  const path = { params: { path: { name: template.name } } };
  const save = useChange(() =>
    data(api.PUT('/api/settings/notifications/templates/{name}', { ...path, body: { source } })),
  );
  const reset = useChange(() => data(api.DELETE('/api/settings/notifications/templates/{name}', path)));
  const preview = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      data(
        api.POST('/api/settings/notifications/templates/{name}/preview', {
          ...path,
          body: { source, digest: 'weekly' },
        }),
      ),
  });
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <div className="grid min-w-0 gap-3 rounded-lg border border-line bg-panel p-4 shadow-card">
        <div className="flex flex-wrap items-center justify-between gap-2">
          {choice}
          <Badge tone={template.stored ? 'accent' : 'plain'}>{template.stored ? 'Changed here' : 'As it ships'}</Badge>
        </div>
        <Field label="Source" error={save.error ? messageOf(save.error) : undefined}>
          {(control) => (
            <TextArea
              {...control}
              rows={template.name === 'subject' ? 3 : 16}
              spellCheck={false}
              value={source}
              onChange={(event) => {
                setSource(event.target.value);
                save.reset();
              }}
              className="font-mono text-xs"
            />
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button
            tone="accent"
            busy={save.isPending}
            disabled={source === template.source}
            onClick={() =>
              save.mutate(undefined, { onSuccess: () => toast({ tone: 'good', text: 'The template is saved' }) })
            }
          >
            Save
            <span className="sr-only"> the template</span>
          </Button>
          <Button busy={preview.isPending} onClick={() => preview.mutate()}>
            Preview
          </Button>
          {template.stored && (
            <Button
              tone="quiet"
              busy={reset.isPending}
              onClick={() =>
                reset.mutate(undefined, { onSuccess: () => toast({ text: 'The template that ships is back' }) })
              }
            >
              Back to what ships
            </Button>
          )}
        </div>
      </div>
      <Preview answer={preview.data} error={preview.error} isHtml={template.name === 'html'} />
    </div>
  );
}

interface PreviewProps {
  answer: Schemas['TemplatePreview'] | undefined;
  error: unknown;
  isHtml: boolean;
}

function Preview({ answer, error, isHtml }: PreviewProps) {
  if (error) {
    return <ErrorLine>{messageOf(error)}</ErrorLine>;
  }
  if (!answer) {
    return <p className="p-4 text-sm text-soft">The preview shows this week’s digest, as far as there is one.</p>;
  }
  return (
    <div role="status" className="grid min-w-0 gap-2">
      {answer.problem !== null ? (
        <ErrorLine>
          Line {answer.problem.line}, column {answer.problem.column}: {answer.problem.message}
        </ErrorLine>
      ) : (
        <>
          {answer.is_sample && (
            <p className="text-xs text-soft">There is nothing to tell at present: these rows are made up.</p>
          )}
          {isHtml && (
            <p className="text-xs text-soft">
              Without the styles of the e-mail: this page lets in none of others, and scripts nowhere.
            </p>
          )}
          {isHtml ? (
            <iframe
              title="Preview of the e-mail"
              sandbox=""
              srcDoc={withoutStyles(answer.rendered ?? '')}
              className="h-112 w-full rounded-lg border border-line bg-white"
            />
          ) : (
            <ScrollRegion label="Preview" className="max-h-112 rounded-lg border border-line bg-sunken p-4">
              <pre className="foreign font-mono text-xs whitespace-pre-wrap">{answer.rendered}</pre>
            </ScrollRegion>
          )}
        </>
      )}
    </div>
  );
}

function useChange<T>(change: () => Promise<T>) {
  const client = useQueryClient();
  return useMutation({
    meta: { quiet: true },
    mutationFn: change,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.settings }),
  });
}
