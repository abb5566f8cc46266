import type { QueryClient } from '@tanstack/react-query';
import { createSignal } from '@/lib/signal';
import { staleKeys } from './keys';

/** How this page hears of news: `live` by server-sent events, `polling` while those do not come through. */
export const liveness = createSignal<'live' | 'polling'>('polling');

/** Several events of one moment, such as those of a bulk decision, make one question each. */
const gatherMilliseconds = 400;
const pollMilliseconds = 15_000;
const firstRetryMilliseconds = 2_000;
const longestRetryMilliseconds = 60_000;

const kinds = ['job', 'tool', 'discovery', 'change'] as const;

export type EventKind = (typeof kinds)[number];

/**
 * Follows `/api/events` for as long as somebody is signed in and looks at the page. A hidden page lets its connection go, since a
 * browser has only six for a server; it goes on later from the last event it saw.
 * @returns what ends it.
 */
export function followEvents(client: QueryClient): () => void {
  let stream: EventSource | null = null;
  let lastId: string | null = null;
  let retryAt = firstRetryMilliseconds;
  let retryTimer: number | undefined;
  let gatherTimer: number | undefined;
  const gathered = new Map<string, readonly unknown[]>();

  const flush = () => {
    gatherTimer = undefined;
    for (const queryKey of gathered.values()) {
      void client.invalidateQueries({ queryKey });
    }
    gathered.clear();
  };

  const gather = (keys: readonly (readonly unknown[])[]) => {
    for (const key of keys) {
      gathered.set(JSON.stringify(key), key);
    }
    gatherTimer ??= window.setTimeout(flush, gatherMilliseconds);
  };

  const close = () => {
    stream?.close();
    stream = null;
    window.clearTimeout(retryTimer);
  };

  const open = () => {
    close();
    const source = new EventSource(
      `/api/events${lastId === null ? '' : `?last_event_id=${encodeURIComponent(lastId)}`}`,
    );
    stream = source;
    source.onopen = () => {
      retryAt = firstRetryMilliseconds;
      liveness.set('live');
    };
    source.onerror = () => {
      liveness.set('polling');
      if (source.readyState === EventSource.CLOSED) {
        // Refused: the browser does not come back by itself. Perhaps the session ended; asking who is signed in tells.
        retryTimer = window.setTimeout(open, retryAt);
        retryAt = Math.min(retryAt * 2, longestRetryMilliseconds);
        void client.invalidateQueries({ queryKey: ['session'] });
      }
    };
    source.addEventListener('resync', (event) => {
      lastId = event.lastEventId || lastId;
      void client.invalidateQueries();
    });
    for (const kind of kinds) {
      source.addEventListener(kind, (event) => {
        lastId = event.lastEventId || lastId;
        gather(staleKeys(kind, event.data));
      });
    }
  };

  const onVisibility = () => {
    if (document.hidden) {
      close();
      liveness.set('polling');
    } else if (stream === null) {
      open();
    }
  };

  const poll = window.setInterval(() => {
    if (liveness.get() === 'polling' && !document.hidden) {
      void client.invalidateQueries();
    }
  }, pollMilliseconds);

  document.addEventListener('visibilitychange', onVisibility);
  onVisibility();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    window.clearInterval(poll);
    window.clearTimeout(gatherTimer);
    close();
    liveness.set('polling');
  };
}
