/// <reference types="vite/client" />

// For tools that do not look into components; vue-tsc does.
declare module '*.vue' {
  import type { Component } from 'vue'

  const component: Component
  export default component
}
