import { Badge, type BadgeTone } from '@/components/Badge';

const origins: Record<string, { words: string; tone: BadgeTone; tells: string }> = {
  default: { words: 'Default', tone: 'plain', tells: 'Nobody has set it' },
  config_file: { words: 'Config file', tone: 'teal', tells: 'From the file Glean was started with' },
  stored: { words: 'Stored here', tone: 'accent', tells: 'An admin stored it; it can be taken away here' },
  environment: {
    words: 'Environment',
    tone: 'violet',
    tells: 'From the environment of the server, which wins over all else',
  },
};

/** Where a value comes from. */
export function Origin({ origin }: { origin: string }) {
  const known = origins[origin];
  return (
    <Badge tone={known?.tone ?? 'plain'} title={known?.tells ?? origin}>
      {known?.words ?? origin}
    </Badge>
  );
}
