import type { AnyError, ErrorTag } from './any-error.ts'
import { dispatchCause, tokenCause } from '../../app/index.ts'
import type { Text } from './create-messages.ts'

/** What went wrong as a sentence for people. An error that wraps another speaks for the inner one, which says more. */
export function errorSentence(text: Text, error: AnyError): string {
  const inner = innermost(error)
  return text(`error.${inner.type}`, factsOf(inner))
}

/** The same with everything that is known, for whoever looks under "Details". */
export function errorDetails(error: AnyError): string {
  return JSON.stringify(error, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 2)
}

type Tagged = { readonly type: ErrorTag }

function innermost(error: Tagged): Tagged {
  if ((error.type === 'DispatchFailed' || error.type === 'TokenRefused') && 'reason' in error) {
    const cause = (error.type === 'TokenRefused' ? tokenCause : dispatchCause)(String(error.reason))
    return cause === null ? error : { type: cause }
  }
  const wraps = error.type === 'BadEntry' || error.type === 'BadSeries' || error.type === 'ContractError'
  return wraps && 'error' in error ? innermost(error.error as Tagged) : error
}

function factsOf(error: Tagged): Readonly<Record<string, string>> {
  const facts = Object.entries(error as Readonly<Record<string, unknown>>)
  return Object.fromEntries(
    facts.flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[key, `${value}`]] : [],
    ),
  )
}
