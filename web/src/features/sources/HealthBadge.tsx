import { Badge, type BadgeTone } from '@/components/Badge';
import { title } from '@/lib/text';
import type { Source } from './queries';

const states: Record<string, { tone: BadgeTone; word?: string }> = {
  new: { tone: 'plain', word: 'Never read' },
  healthy: { tone: 'good' },
  degraded: { tone: 'warn' },
  failing: { tone: 'bad' },
  disabled: { tone: 'plain', word: 'Paused' },
};

export function HealthBadge({ source: { health, trouble } }: { source: Pick<Source, 'health' | 'trouble'> }) {
  const { tone, word } = states[health] ?? { tone: 'plain' };
  return (
    <Badge tone={tone} {...(trouble !== null && { title: trouble })}>
      {word ?? title(health)}
    </Badge>
  );
}
