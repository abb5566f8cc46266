import { useQuery } from '@tanstack/react-query';
import { ErrorLine, ErrorState, Skeleton } from '@/components/States';
import { ChannelCard } from './ChannelCard';
import { DeliveryLog } from './DeliveryLog';
import { notificationsQuery } from './queries';
import { TemplateEditor } from './TemplateEditor';

/** How people are told: channels, what is sent, in which words, and what was sent. */
export function NotificationsTab() {
  const { data, error, refetch } = useQuery(notificationsQuery);
  if (!data) {
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={8} />;
  }
  return (
    <div className="grid max-w-6xl gap-8">
      <section aria-label="Channels" className="grid gap-3">
        <div>
          <h2 className="text-lg font-semibold">Channels</h2>
          <p className="text-sm text-soft">
            Each works once what it needs is set. Schedules for digests come with the first; they stand with the others
            under Jobs.
          </p>
        </div>
        {data.problem !== null && <ErrorLine>{data.problem}</ErrorLine>}
        <div className="grid items-start gap-4 lg:grid-cols-2">
          {data.channels.map((channel) => (
            <ChannelCard key={channel.channel} title={channel.title} fields={channel.fields} channel={channel} />
          ))}
          <ChannelCard title="All channels" fields={data.shared} />
        </div>
      </section>
      <TemplateEditor />
      <DeliveryLog />
    </div>
  );
}
