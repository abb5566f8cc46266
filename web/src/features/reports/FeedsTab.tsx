import { Rss } from 'lucide-react';
import { useState } from 'react';
import { MakeTokenDialog } from '@/components/account/MakeTokenDialog';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { TextInput } from '@/components/Field';

const feeds = [
  { id: 'changes', title: 'Changes on the pages of tools' },
  { id: 'tools', title: 'Newly approved tools' },
] as const;

const formats = [
  { id: 'atom', label: 'Atom' },
  { id: 'rss', label: 'RSS' },
  { id: 'json', label: 'JSON Feed' },
] as const;

/** Where a feed reader finds what is new, and what it signs in with. */
export function FeedsTab() {
  const [isMaking, setMaking] = useState(false);
  return (
    <div className="grid max-w-4xl gap-4">
      <p className="text-sm text-soft">
        A feed reader follows these addresses, the newest 50 each. It signs in by Basic authentication: any name, and a
        personal token with the role Viewer as the password. Give each reader a token of its own.
      </p>
      <div>
        <Button onClick={() => setMaking(true)}>
          <Rss aria-hidden="true" />
          Make a token for a reader…
        </Button>
      </div>
      {feeds.map((feed) => (
        <Card key={feed.id} title={feed.title}>
          <ul className="grid gap-2">
            {formats.map(({ id, label }) => (
              <li key={id} className="grid items-center gap-x-3 gap-y-1 text-sm sm:grid-cols-[6rem_minmax(0,1fr)]">
                <span className="text-faint">{label}</span>
                <TextInput
                  readOnly
                  aria-label={`${feed.title}, ${label}`}
                  value={`${window.location.origin}/feeds/${feed.id}.${id}`}
                  onFocus={(event) => event.target.select()}
                  className="font-mono"
                />
              </li>
            ))}
          </ul>
        </Card>
      ))}
      {isMaking && <MakeTokenDialog onClose={() => setMaking(false)} />}
    </div>
  );
}
