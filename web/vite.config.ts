import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { blockingScript } from './build/blockingScript.ts';

const server = process.env.GLEAN_SERVER ?? 'http://localhost:8000';

export default defineConfig({
  plugins: [react(), tailwindcss(), blockingScript('src/app/boot.js')],
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  build: {
    // What has light-dark() and the popover of <dialog>, so that nothing is rewritten for older browsers.
    target: ['chrome125', 'firefox128', 'safari18'],
    // The policy of the server allows no data: scripts; small files stay files.
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // Left to itself the build makes a file of each shared component, and a page a dozen requests.
        codeSplitting: {
          groups: [
            { name: 'main', tags: ['$initial'], priority: 2 },
            { name: 'entry', test: /src\/components\/(?:EntryFrame|Field)\.tsx$/, priority: 1 },
            { name: 'table', test: /components\/table\/|react-virtual/, priority: 1 },
            { name: 'shared', minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/api': server, '/feeds': server, '/docs': server, '/openapi': server },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
