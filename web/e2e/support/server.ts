import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const web = fileURLToPath(new URL('../..', import.meta.url));

/** The program under test: a published `dist/glean` where there is one named, else the one that `make build` leaves. */
const program = process.env.GLEAN_PROGRAM ?? resolve(web, '../src/Glean.Cli/bin/Release/net10.0/glean.dll');
const [command, first] = program.endsWith('.dll') ? ['dotnet', [program]] : [program, []];

export const password = 'barley-stubble-lantern-42';

export interface GleanServer {
  url: string;
  /** Its own, which goes when it stops. */
  folder: string;
  /** Runs a command of the program on the same database. */
  glean: (...args: string[]) => Promise<string>;
  addUser: (name: string, role: 'admin' | 'reviewer' | 'viewer') => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts the real program on a database of its own, on a free port of this machine. */
export async function startServer({
  demo = true,
  env = {},
}: {
  demo?: boolean;
  env?: Record<string, string>;
} = {}): Promise<GleanServer> {
  const folder = await mkdtemp(join(tmpdir(), 'glean-e2e-'));
  const environment = {
    ...process.env,
    GLEAN_ENVIRONMENT: 'development',
    GLEAN_DB_PATH: join(folder, 'glean.db'),
    GLEAN_REPORTS_DIR: join(folder, 'reports'),
    PORT: '0',
    ...env,
  };
  const glean = async (...args: string[]) =>
    (await run(command, [...first, ...args], { cwd: folder, env: environment, maxBuffer: 1 << 26 })).stdout;

  await glean('init');
  if (demo) {
    await glean('pipeline', '--demo');
  }
  const process_ = spawn(command, [...first, 'serve'], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await ready(process_);
  return {
    url,
    folder,
    glean,
    addUser: (name, role) =>
      new Promise((done, failed) => {
        const child = spawn(
          command,
          [...first, 'user', 'create', name, '--email', `${name}@example.com`, '--role', role, '--password-stdin'],
          {
            cwd: folder,
            env: environment,
            stdio: ['pipe', 'ignore', 'inherit'],
          },
        );
        child.stdin.end(`${password}\n`);
        child.on('exit', (code) => (code === 0 ? done() : failed(new Error(`user create ended with ${code}`))));
      }),
    stop: async () => {
      const ended = new Promise((done) => process_.once('exit', done));
      process_.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The address that the program says it is ready on. */
function ready(process_: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let said = '';
    const onData = (data: Buffer) => {
      said += data;
      const port = /ready on \S*:(\d+)/.exec(said)?.[1];
      if (port !== undefined) {
        done(`http://127.0.0.1:${port}`);
      }
    };
    process_.stdout?.on('data', onData);
    process_.stderr?.on('data', onData);
    process_.once('exit', (code) => failed(new Error(`glean serve ended with ${code}:\n${said}`)));
  });
}
