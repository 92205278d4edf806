import type { Specs } from '@hookwright/engine'
import { type CardId, type Fragment, literal, requestCardOf } from '@hookwright/model'
import { credentialsRemarks, readCurl } from './read-curl.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Raw Request card of a curl command, with its method and address in one line, and what was left out. */
export interface CurlCard {
  ok: true
  fragment: Fragment
  summary: string
  remarks: string[]
}

/** Returns a Raw Request card for a curl command with what was left out, or the reason why there is none. */
export const cardOfCurl = (
  text: string,
  specs: Specs,
  newId: () => CardId
): CurlCard | { ok: false; why: string } => {
  const read = readCurl(text)
  if (!read.ok) return read
  const { request } = read
  if (!methods.includes(request.method))
    return { ok: false, why: `Raw Request does not send ${request.method}. Use another method.` }
  const { credentials } = request
  const id = newId()
  const { config, inputs, remarks } = requestCardOf({ ...request, mayBeJson: true })
  const blank = specs.get('raw-request')?.blank().config ?? {}
  const card = {
    ...{ id, type: 'raw-request', config: { ...blank, ...config, expectJson: false } },
    inputs: Object.fromEntries(Object.entries(inputs).map(([field, value]) => [field, literal(value)]))
  }
  return {
    ok: true,
    fragment: { strip: [id], cards: { [id]: card } },
    summary: `${request.method} ${String(inputs.url)}`,
    remarks: [
      ...(credentials === null ? [] : [credentialsRemarks[credentials]]),
      ...request.remarks,
      ...remarks
    ]
  }
}
