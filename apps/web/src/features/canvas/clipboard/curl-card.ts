import type { Specs } from '@hookwright/engine'
import { type Bindings, type CardId, type Fragment, literal } from '@hookwright/model'
import { type CurlRequest, readCurl } from './read-curl.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Returns the body and its format: the fields of a form, JSON, or text. */
const bodyOf = ({
  form,
  body,
  isMultipart
}: CurlRequest): {
  config: { bodyFormat: string; form?: { id: string; name: string }[] }
  inputs: Bindings
} => {
  if (form !== null) {
    const fields = form
      .slice(0, 200)
      .map(({ name }, index) => ({ id: `field${index + 1}`, name: name.slice(0, 200) }))
    const inputs = Object.fromEntries(
      form.slice(0, 200).map(({ value }, index) => [`field${index + 1}`, literal(value)])
    )
    return { config: { bodyFormat: isMultipart ? 'multipart' : 'form', form: fields }, inputs }
  }
  if (body === null) return { config: { bodyFormat: 'auto' }, inputs: {} }
  try {
    return { config: { bodyFormat: 'json' }, inputs: { body: literal(JSON.parse(body)) } }
  } catch {
    return { config: { bodyFormat: 'text' }, inputs: { body: literal(body) } }
  }
}

/** Returns a Raw Request card for a curl command with what was left out, or the reason why there is none. */
export const cardOfCurl = (
  text: string,
  specs: Specs,
  newId: () => CardId
): { ok: true; fragment: Fragment; remarks: string[] } | { ok: false; why: string } => {
  const read = readCurl(text)
  if (!read.ok) return read
  const { request } = read
  const { method, url, query, headers } = request
  if (!methods.includes(method))
    return { ok: false, why: `Raw Request does not send ${method}. Use another method.` }
  const id = newId()
  const body = method === 'GET' ? { config: { bodyFormat: 'auto' }, inputs: {} } : bodyOf(request)
  const isWritten = Object.keys(query).length > 0
  const inputs: Bindings = {
    url: literal(url),
    ...(isWritten && { query: literal(query) }),
    ...(headers.length > 0 && {
      headers: literal(Object.fromEntries(headers.map(({ name, value }) => [name, value])))
    }),
    ...body.inputs
  }
  const blank = specs.get('raw-request')?.blank().config ?? {}
  const config = { ...blank, method, ...body.config, expectJson: false }
  return {
    ok: true,
    fragment: { strip: [id], cards: { [id]: { id, type: 'raw-request', config, inputs } } },
    remarks: request.remarks
  }
}
