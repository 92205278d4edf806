import { bytesOf } from '../../kernel/text-bytes.ts'
import type { Arriving } from '../arriving.ts'
import type { Scheme } from '../receiving.ts'
import { bodyText, headerName, jsonPlace, placeText, withoutPlace } from './speak.ts'

/**
 * Returns the request with two signatures in the given order. Depending on the scheme, the header, parameter,
 * field, member or element occurs twice, or the body has two lines.
 */
export const withTwoSignatures = (
  request: Arriving,
  scheme: Scheme,
  [first, second]: readonly [string, string]
): Arriving => {
  const { from, name } = scheme.signature
  const written = (text: string): string =>
    from === 'xml'
      ? `<${name}>${text}</${name}>`
      : `${JSON.stringify(jsonPlace(scheme).at(-1))}:${JSON.stringify(text)}`
  switch (from) {
    case 'header': {
      const { headers } = withoutPlace(request, scheme)
      const line = headerName(scheme)
      return { ...request, headers: [...headers, line, first, line, second] }
    }
    case 'query': {
      const query = new URLSearchParams(request.query)
      query.set(name, first)
      query.append(name, second)
      return { ...request, query: query.toString() }
    }
    case 'form': {
      const form = new URLSearchParams(bodyText(request))
      form.set(name, first)
      form.append(name, second)
      return { ...request, body: bytesOf(form.toString()) }
    }
    case 'body':
      return { ...request, body: bytesOf(`${first}\n${second}`) }
    case 'json':
    case 'xml': {
      const both = [written(first), written(second)].join(from === 'json' ? ',' : '')
      const body = bodyText(request).replace(written(placeText(request, scheme)), () => both)
      return { ...request, body: bytesOf(body) }
    }
  }
}
