import type { Header } from '@hookwright/model'

/** Pattern for the names of headers that contain a signature of the body. */
const signing = /signature|hmac|(^|-)digest$/i

/** Returns the signature headers of an event, by name. */
export const signatureHeaders = (headers: readonly Pick<Header, 'name'>[]): string[] =>
  headers.map(({ name }) => name).filter(name => signing.test(name))
