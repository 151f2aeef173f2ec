import type { en } from './en.ts'

type Keys<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Keys<T[K], `${P}${K}.`>
}[keyof T & string]

/** Every key of the catalogue, so that a misspelled one is a type error. */
export type MessageKey = Keys<typeof en>
