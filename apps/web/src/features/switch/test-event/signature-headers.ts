import type { Header } from '@hookwright/model'

/** Names of headers in which services send signatures of the body. */
const signing = /signature|hmac|(^|-)digest$/i

/** The headers of an event that hold a signature, by their names. */
export const signatureHeaders = (headers: readonly Pick<Header, 'name'>[]): string[] =>
  headers.map(({ name }) => name).filter(name => signing.test(name))
