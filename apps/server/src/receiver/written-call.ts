import type { CallAnswer } from '@hookwright/backend'
import { httpStatusOf, type Id, type RawResponse } from '@hookwright/model'
import type { Written } from '../http/written.ts'
import { isBare, writtenFault } from './answer.ts'

/** Header with the id of the run that a call started. */
const RUN_ID = 'hookwright-run-id'

/** Security headers of every response, since calls share the origin of the pages (raw-response.ts of the model). */
const safety = { 'x-content-type-options': 'nosniff', 'content-security-policy': 'sandbox' }

const writtenResponse = ({ status, headers, body }: RawResponse, runId: Id): Written => {
  const sent = isBare(status) ? '' : body
  const all = {
    'cache-control': 'no-store',
    ...headers,
    ...(isBare(status) ? {} : { 'content-length': String(Buffer.byteLength(sent)) }),
    ...safety,
    [RUN_ID]: runId
  }
  return { status, lines: Object.entries(all).flat(), body: sent, closes: false }
}

/** Formats the answer to a call of an API endpoint as an HTTP response. */
export const writtenCall = (answer: CallAnswer): Written => {
  switch (answer.is) {
    case 'response':
      return writtenResponse(answer.response, answer.runId)
    case 'accepted': {
      const body = JSON.stringify({ runId: answer.runId })
      const headers = { 'content-type': 'application/json' }
      return writtenResponse({ status: 202, headers, body }, answer.runId)
    }
    case 'fault': {
      const { fault, retryAfter } = answer
      const written = writtenFault(fault, { status: httpStatusOf(fault.code), retryAfter })
      const allow = fault.code === 'endpoint.method' ? ['allow', String(fault.details.methods ?? '')] : []
      const { runId } = fault.details
      const run = typeof runId === 'string' ? [RUN_ID, runId] : []
      return { ...written, lines: [...written.lines, ...allow, ...run, 'cache-control', 'no-store'] }
    }
  }
}
