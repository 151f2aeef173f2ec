import { once } from 'node:events'
import { WebSocket } from 'ws'

/** Sends messages one after the other over one connection, and answers what came back for each. */
export const ask = async (url: string, messages: readonly unknown[]): Promise<readonly unknown[]> => {
  const socket = new WebSocket(url)
  await once(socket, 'open')
  const answers: unknown[] = []
  for (const message of messages) {
    const answered = once(socket, 'message') as Promise<Buffer[]>
    socket.send(typeof message === 'string' ? message : JSON.stringify(message))
    const [answer] = await answered
    answers.push(JSON.parse(String(answer)))
  }
  socket.close()
  return answers
}
