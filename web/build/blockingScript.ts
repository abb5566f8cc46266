import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/**
 * A classic script that runs before anything is painted, as a hashed file of its own: the server's policy allows no
 * inline script, and a module would run after the first paint.
 */
export function blockingScript(path: string): Plugin {
  let building = false;
  let file = '';
  return {
    name: 'blocking-script',
    configResolved(config) {
      building = config.command === 'build';
    },
    buildStart() {
      if (building) {
        file = this.emitFile({ type: 'asset', name: 'boot.js', source: readFileSync(path, 'utf8') });
      }
    },
    generateBundle() {
      file = this.getFileName(file);
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'script', attrs: { src: `/${building ? file : path}` }, injectTo: 'head-prepend' }],
    },
  };
}
