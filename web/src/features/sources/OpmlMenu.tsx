import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ChevronDown, Download, Upload } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '@/components/Button';
import { Menu, MenuItem } from '@/components/Menu';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { toast } from '@/lib/toasts';
import { importWords } from './opml';

const exportAddress = '/api/sources/feeds/export';

/** Lists of feeds from and for other readers. */
export function OpmlMenu({ canAct }: { canAct: boolean }) {
  const client = useQueryClient();
  const chooser = useRef<HTMLInputElement>(null);
  const take = useMutation({
    mutationFn: async (file: File) => {
      const list = await file.arrayBuffer();
      return data(
        api.POST('/api/sources/feeds/import', {
          headers: { 'Content-Type': 'text/x-opml' },
          // The list goes as it is, in whatever encoding it declares.
          bodySerializer: () => list,
          body: null as never,
        }),
      );
    },
    onSuccess: (result) => toast({ tone: result.added > 0 ? 'good' : 'plain', text: importWords(result) }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.sources }),
  });
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept=".opml,.xml,text/x-opml,text/xml"
        aria-label="OPML list"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) {
            take.mutate(file);
          }
        }}
      />
      <Menu
        trigger={
          <Button busy={take.isPending}>
            OPML
            <ChevronDown aria-hidden="true" />
          </Button>
        }
      >
        {canAct && (
          <MenuItem onSelect={() => chooser.current?.click()}>
            <Upload aria-hidden="true" />
            Import a list of feeds…
          </MenuItem>
        )}
        <MenuItem onSelect={() => window.location.assign(exportAddress)}>
          <Download aria-hidden="true" />
          Export the feeds
        </MenuItem>
      </Menu>
    </>
  );
}
