import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createMessages, loadMessages } from './messages/create-messages.ts'
import { createAppRouter } from './router.ts'
import AppShell from './shell/AppShell.vue'

const messages = createMessages()
const everyMessage = loadMessages(messages)
createApp(AppShell).use(createPinia()).use(messages).use(createAppRouter(everyMessage)).mount('#app')
