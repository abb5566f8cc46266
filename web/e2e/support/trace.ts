import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds by the clock on the wall, and of the processor that the thread had. */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

export interface Tasks {
  count: number;
  /** The longest task of the page's main thread, in milliseconds of its processor time: what others do on the machine does not count. */
  longest: number;
}

/** Records a trace of the page while something is done with it. */
export async function tasksDuring(browser: Browser, page: Page, deed: () => Promise<void>): Promise<Tasks> {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
  let trace: Buffer;
  try {
    await deed();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents: events } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  // Other processes of the browser, which draw or wait, have a main thread as well, but none of this name.
  const mains = new Set(
    events
      .filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  const tasks = events
    .filter(({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && mains.has(`${pid}:${tid}`))
    .map(({ tdur, dur }) => (tdur ?? dur ?? 0) / 1000);
  return { count: tasks.length, longest: Math.max(0, ...tasks) };
}
