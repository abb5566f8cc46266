import type { QueryClient } from '@tanstack/react-query';
import { createSignal } from '@/lib/signal';

/** Whether the server answers. */
export const reachable = createSignal(true);

const firstMilliseconds = 1_500;
const longestMilliseconds = 15_000;

let client: QueryClient | undefined;
let timer: number | undefined;

/** Called when an answer did not come; asks on until one does, then has everything read anew. */
export function lostConnection(): void {
  if (timer === undefined) {
    ask(firstMilliseconds);
  }
}

export function watchConnection(queryClient: QueryClient): () => void {
  client = queryClient;
  const lost = () => {
    reachable.set(false);
    lostConnection();
  };
  window.addEventListener('offline', lost);
  return () => {
    window.removeEventListener('offline', lost);
    window.clearTimeout(timer);
    timer = undefined;
  };
}

function ask(wait: number): void {
  timer = window.setTimeout(async () => {
    if (await answers()) {
      timer = undefined;
      if (!reachable.get()) {
        reachable.set(true);
        void client?.invalidateQueries();
      }
      return;
    }
    // Not at the first miss: one dropped request is no lost connection.
    reachable.set(false);
    ask(Math.min(wait * 2, longestMilliseconds));
  }, wait);
}

async function answers(): Promise<boolean> {
  try {
    const response = await fetch('/api/health', { method: 'HEAD', cache: 'no-store' });
    // A server that is ill but speaks is told apart by its answers; a proxy without a server is not.
    return response.status !== 502 && response.status !== 504;
  } catch {
    return false;
  }
}
