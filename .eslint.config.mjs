// Templates of .vue files only: oxlint lints every script, oxfmt decides the layout.
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

const layout = Object.entries(vue.rules).filter(([, rule]) => rule.meta?.type === 'layout')

export default [
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...Object.fromEntries(layout.map(([name]) => [`vue/${name}`, 'off'])),
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-undef-components': ['error', { ignorePatterns: ['RouterLink', 'RouterView', 'I18nT'] }],
      'vue/no-unused-refs': 'error',
      'vue/no-v-html': 'error',
      'vue/require-explicit-emits': 'error',
    },
  },
]
