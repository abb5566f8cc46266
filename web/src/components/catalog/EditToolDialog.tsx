import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Field, Select, TextArea, TextInput } from '@/components/Field';
import { FormDialog } from '@/components/FormDialog';
import { ErrorLine } from '@/components/States';
import { categoriesQuery } from '@/lib/api/catalog';
import { api, type Schemas } from '@/lib/api/client';
import { fieldError, hasStatus, messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';
import { title } from '@/lib/text';
import { toast } from '@/lib/toasts';

type Tool = Pick<Schemas['ToolPageDetail'], 'id' | 'name' | 'url' | 'description' | 'category' | 'version'>;

const fields = ['name', 'url', 'description', 'category'] as const;

/** Corrects what a tool is called, where it is and what it does. */
export function EditToolDialog({ tool, onClose }: { tool: Tool; onClose: () => void }) {
  const client = useQueryClient();
  const { data: categories } = useQuery(categoriesQuery);
  const [values, setValues] = useState({
    name: tool.name,
    url: tool.url ?? '',
    description: tool.description ?? '',
    category: tool.category,
  });
  const set = (field: keyof typeof values) => (event: { target: { value: string } }) =>
    setValues({ ...values, [field]: event.target.value });

  const refresh = () =>
    Promise.all(
      [keys.tool(tool.id), keys.tools, keys.review].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
  const put = useMutation({
    meta: { quiet: true },
    mutationFn: (body: Schemas['ToolChanges']) =>
      api.PUT('/api/tools/{id}', { params: { path: { id: tool.id } }, body }),
    onSettled: refresh,
  });

  const submit = () => {
    const before = {
      name: tool.name,
      url: tool.url ?? '',
      description: tool.description ?? '',
      category: tool.category,
    };
    put.mutate(
      { ...values, version: tool.version },
      {
        onSuccess: () => {
          toast({ text: `Corrected ${values.name}`, undo: () => put.mutate(before) });
          onClose();
        },
      },
    );
  };

  const options = (categories?.categories ?? [{ name: tool.category }]).map(({ name }) => ({
    value: name,
    label: title(name),
  }));
  const isAboutField = fields.some((field) => fieldError(put.error, field) !== undefined);
  return (
    <FormDialog title="Correct" onClose={onClose} action="Save" busy={put.isPending} onSubmit={submit}>
      {put.error && !isAboutField && (
        <ErrorLine>
          {hasStatus(put.error, 409) ? `${put.error.message} What you typed is still here.` : messageOf(put.error)}
        </ErrorLine>
      )}
      <Field label="Name" error={fieldError(put.error, 'name')}>
        {(control) => <TextInput {...control} required maxLength={200} value={values.name} onChange={set('name')} />}
      </Field>
      <Field label="Address" error={fieldError(put.error, 'url')}>
        {(control) => (
          <TextInput {...control} type="url" placeholder="https://" value={values.url} onChange={set('url')} />
        )}
      </Field>
      <Field label="Category" error={fieldError(put.error, 'category')}>
        {(control) => <Select {...control} options={options} value={values.category} onChange={set('category')} />}
      </Field>
      <Field label="Description" error={fieldError(put.error, 'description')}>
        {(control) => <TextArea {...control} rows={4} value={values.description} onChange={set('description')} />}
      </Field>
    </FormDialog>
  );
}
