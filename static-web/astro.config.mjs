import preact from '@astrojs/preact';
import { defineConfig } from 'astro/config';

export default defineConfig({
  output: 'static',
  trailingSlash: 'always',
  build: { format: 'directory', inlineStylesheets: 'never' },
  integrations: [preact()],
  devToolbar: { enabled: false },
  vite: {
    build: {
      // Nothing is inlined, so the Content-Security-Policy needs neither hashes nor 'unsafe-inline'.
      assetsInlineLimit: 0,
    },
    css: {
      preprocessorOptions: { scss: { loadPaths: ['node_modules'], quietDeps: true } },
    },
  },
});
