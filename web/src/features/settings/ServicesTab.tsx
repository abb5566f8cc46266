import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ErrorState, Skeleton } from '@/components/States';
import { type Service, servicesQuery } from './queries';
import { ServiceCard } from './ServiceCard';

const models = ['anthropic', 'openai', 'ollama'];

/** What Glean works with, and the keys for it. */
export function ServicesTab({ part }: { part: string | null }) {
  const { data, error, refetch } = useQuery(servicesQuery);
  if (!data) {
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={8} />;
  }
  const isModel = (service: Service) => models.includes(service.id);
  return (
    <div className="grid max-w-6xl gap-8">
      <Part
        title="Language models"
        words="One reads the texts. Without any, the built-in rules do: offline, free, less thorough."
        services={data.services.filter(isModel)}
        isWanted={part === 'models'}
      />
      <Part
        title="Sources"
        words="Feeds and Hacker News need no key. Each key opens one source more."
        services={data.services.filter((service) => !isModel(service))}
        isWanted={part === 'sources'}
      />
    </div>
  );
}

interface PartProps {
  title: string;
  words: string;
  services: readonly Service[];
  /** The address asks for it. */
  isWanted: boolean;
}

function Part({ title, words, services, isWanted }: PartProps) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isWanted) {
      ref.current?.scrollIntoView();
      ref.current?.querySelector<HTMLElement>('input:not(:disabled)')?.focus({ preventScroll: true });
    }
  }, [isWanted]);
  return (
    <section ref={ref} aria-label={title} className="grid gap-3">
      <div>
        <h2 className="text-lg font-semibold">{title}</h2>
        <p className="text-sm text-soft">{words}</p>
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {services.map((service) => (
          <ServiceCard key={service.id} service={service} />
        ))}
      </div>
    </section>
  );
}
