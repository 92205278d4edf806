import type { Specs } from '@hookwright/engine'
import { type CardId, type Fragment, literal, requestCardOf } from '@hookwright/model'
import { credentialsRemarks, readCurl } from './read-curl.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Raw Request card made from a curl command.
 *
 * `summary` is the method and address in one line; `remarks` are sentences about omitted parts of the
 * command.
 */
export interface CurlCard {
  ok: true
  fragment: Fragment
  summary: string
  remarks: string[]
}

/**
 * Converts a curl command to a Raw Request card. Returns a sentence with the reason if that is not possible.
 */
export const cardOfCurl = (
  text: string,
  specs: Specs,
  newId: () => CardId
): CurlCard | { ok: false; why: string } => {
  const read = readCurl(text)
  if (!read.ok) return read
  const { request } = read
  if (!methods.includes(request.method))
    return {
      ok: false,
      why: `The Raw Request card does not support ${request.method}. Paste a command with another method.`
    }
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
