import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'src/ui',
  base: './',
  plugins: [vue()],
  server: { host: '127.0.0.1' },
  build: {
    outDir: '../../dist',
    emptyOutDir: true,
    target: 'es2023',
    manifest: true, // the size check reads which files are loaded first
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Their packages follow them, so that what only the chain adapters use stays out of the first load.
          groups: [{ name: 'core', test: /\/src\/(domain|log|crypto|sync|storage)\// }],
        },
      },
    },
  },
})
