import { Columns3, Download } from 'lucide-react';
import { Button } from '@/components/Button';
import { Menu, MenuCheck, MenuItem } from '@/components/Menu';
import { moreColumns } from './columns';

export function ColumnsMenu({
  chosen,
  onChange,
}: {
  chosen: readonly string[];
  onChange: (ids: readonly string[]) => void;
}) {
  return (
    <Menu
      trigger={
        <Button className="max-md:hidden">
          <Columns3 aria-hidden="true" />
          Columns
        </Button>
      }
    >
      {moreColumns.map((column) => (
        <MenuCheck
          key={column.id}
          checked={chosen.includes(column.id)}
          onChange={(checked) =>
            onChange(moreColumns.map(({ id }) => id).filter((id) => (id === column.id ? checked : chosen.includes(id))))
          }
        >
          {column.header}
        </MenuCheck>
      ))}
    </Menu>
  );
}

/** The tools as they are filtered and sorted now; the browser saves the answer as a file. */
export function ExportMenu({ search }: { search: string }) {
  const save = (format: 'csv' | 'json') => window.location.assign(`/api/export/tools/${format}?${search}`);
  return (
    <Menu
      trigger={
        <Button>
          <Download aria-hidden="true" />
          <span className="max-sm:sr-only">Export</span>
        </Button>
      }
    >
      <MenuItem onSelect={() => save('csv')}>CSV</MenuItem>
      <MenuItem onSelect={() => save('json')}>JSON</MenuItem>
    </Menu>
  );
}
