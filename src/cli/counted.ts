/** So many of something, in words: `1 leg`, `2 legs`. */
export function counted(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`
}
