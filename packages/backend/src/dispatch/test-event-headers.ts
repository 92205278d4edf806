import { Fault, type Header } from '@hookwright/model'

/** Header that marks a request as a test event. Its value identifies the test event. */
export const MARK = 'x-hookwright-test'

/** Headers that a test event cannot have, each with the fix. */
const reserved = new Map([
  ['content-type', 'it has its own field; enter the value there and remove the header.'],
  [MARK, 'it is set automatically; remove it.']
])

/**
 * Returns the headers of a test event, with names in lower case. Values of repeated headers are joined as in HTTP,
 * since a client sends only the last. Throws `http.header`.
 */
export const testEventHeaders = (
  { contentType, headers }: { contentType: string; headers: Header[] },
  mark: string
): Header[] => {
  const values = new Map([['content-type', contentType]])
  for (const { name, value } of headers) {
    const key = name.toLowerCase()
    const why = reserved.get(key)
    if (why !== undefined) throw new Fault('http.header', { name, why })
    const before = values.get(key)
    values.set(key, before === undefined ? value : `${before}${key === 'cookie' ? '; ' : ', '}${value}`)
  }
  values.set(MARK, mark)
  return [...values].map(([name, value]) => ({ name, value }))
}
