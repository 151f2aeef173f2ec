import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { serviceWorker } from './.service-worker.config.ts'
import { contentSecurityPolicy } from './src/ui/content-security-policy.ts'

const policy: Plugin = {
  name: 'content-security-policy',
  transformIndexHtml: (html, { server }) => ({
    html,
    tags: [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy(server !== undefined) },
        injectTo: 'head-prepend',
      },
    ],
  }),
}

export default defineConfig({
  root: 'src/ui',
  base: './',
  plugins: [vue(), policy, VitePWA(serviceWorker)],
  server: { host: '127.0.0.1' },
  // The catalogue brings its own compiler of messages (src/ui/messages/compile-message.ts).
  resolve: { alias: { 'petite-vue-i18n': 'petite-vue-i18n/dist/petite-vue-i18n.runtime.mjs' } },
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: {
    outDir: '../../dist',
    emptyOutDir: true,
    target: 'es2023',
    manifest: true, // the size check reads which files are loaded first
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Our modules do nothing when they are loaded: a screen brings only what it uses of a layer's face.
      treeshake: {
        moduleSideEffects: (id) => !/\/src\/(?!ui\/main)[^?]*[.]ts$/.test(id),
        propertyReadSideEffects: false,
        unknownGlobalSideEffects: false,
      },
      output: {
        codeSplitting: {
          // Their packages follow them, so that what only the chain adapters use stays out of the first load.
          groups: [
            { name: 'core', tags: ['$initial'], test: /\/src\/(domain|log|crypto|sync|storage)\// },
            // What folds and writes a pot comes with the first one that is opened, in one piece.
            { name: 'ledger', test: /\/src\/(domain|log)\// },
            {
              name: 'frame',
              test: /\/node_modules\/(@vue|vue|vue-router|petite-vue-i18n|@intlify|pinia)\/|\/src\/ui\/shell\/|plugin-vue/,
            },
          ],
        },
      },
    },
  },
})
