import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { pathOf } from './pagePath.ts';

/** Where the script holds what the build knows. */
const place = 'const scripts = {};';

/**
 * A classic script that runs before anything is painted, as a hashed file of its own: the server's policy allows no
 * inline script, and a module would run after the first paint. It is told the scripts of each page, to fetch them early.
 */
export function blockingScript(path: string): Plugin {
  let building = false;
  let file = '';
  return {
    name: 'blocking-script',
    configResolved(config) {
      building = config.command === 'build';
    },
    generateBundle(_options, bundle) {
      const source = readFileSync(path, 'utf8');
      if (!source.includes(place)) {
        throw new Error(`${path} has no line '${place}' for the scripts of the pages.`);
      }
      const scripts = JSON.stringify(scriptsOfPages(Object.values(bundle).filter((part) => part.type === 'chunk')));
      file = this.getFileName(
        this.emitFile({ type: 'asset', name: 'boot.js', source: source.replace(place, `const scripts = ${scripts};`) }),
      );
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'script', attrs: { src: `/${building ? file : path}` }, injectTo: 'head-prepend' }],
    },
  };
}

interface Chunk {
  fileName: string;
  facadeModuleId: string | null;
  isEntry: boolean;
  imports: string[];
}

/** The files of each page, by its path, without those that every page loads. */
function scriptsOfPages(chunks: Chunk[]): Record<string, string[]> {
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const withImports = (file: string, found = new Set<string>()): Set<string> => {
    if (!found.has(file)) {
      found.add(file);
      for (const next of byFile.get(file)?.imports ?? []) {
        withImports(next, found);
      }
    }
    return found;
  };

  const initial = new Set(chunks.filter((chunk) => chunk.isEntry).flatMap((chunk) => [...withImports(chunk.fileName)]));
  return Object.fromEntries(
    chunks.flatMap(({ fileName, facadeModuleId }) => {
      const path = pathOf(facadeModuleId ?? '');
      return path === undefined
        ? []
        : [[path, [...withImports(fileName)].filter((file) => !initial.has(file)).map((file) => `/${file}`)]];
    }),
  );
}
