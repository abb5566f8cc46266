import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of feeds each of which answers when it is told to, so that a job runs for as long as a test wants. */
export interface SlowFeed {
  url: (name: string) => string;
  /** Resolves when the feed was asked for and waits. */
  asked: (name: string) => Promise<void>;
  answer: (name: string) => void;
  stop: () => Promise<void>;
}

export async function startSlowFeed(): Promise<SlowFeed> {
  const waiting = new Map<string, ServerResponse>();
  const watchers = new Map<string, () => void>();
  const server = createServer((request, response) => {
    const name = request.url?.slice(1) ?? '';
    if (name === 'robots.txt') {
      response.writeHead(404).end();
      return;
    }
    waiting.set(name, response);
    watchers.get(name)?.();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: (name) => `http://127.0.0.1:${port}/${name}`,
    asked: (name) =>
      new Promise((done) => {
        watchers.set(name, done);
        if (waiting.has(name)) {
          done();
        }
      }),
    answer: (name) =>
      waiting
        .get(name)
        ?.writeHead(200, { 'content-type': 'application/rss+xml' })
        .end('<rss version="2.0"><channel><title>Barley</title><link>https://example.com/</link></channel></rss>'),
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
