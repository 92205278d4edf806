import type { RequestListener } from 'node:http'
import { Fault } from '@hookwright/model'
import type { FastPathAnswers } from '../http/fast-path-connection.ts'
import { respond, type Written } from '../http/written.ts'
import { writtenFault } from './answer.ts'

/** Value of the Retry-After header, in seconds. A proxy may send the retry to another process. */
const AGAIN_IN = 5

/** Returns true for the path of an Event URL or an API endpoint. */
const isForReceiver = (url: string): boolean => url.startsWith('/e/') || url.startsWith('/a/')

const notReceiving = (): Written => writtenFault(new Fault('process.not-receiving'), { retryAfter: AGAIN_IN })

/**
 * Creates a handler for a process that does not receive events. Senders are told to try again, so that no
 * event is lost if a proxy chooses the wrong process. Other requests are passed on.
 */
export const answerWithoutReceiver = (
  otherwise: RequestListener
): { listener: RequestListener; plain: FastPathAnswers } => ({
  listener: (request, response) => {
    if (isForReceiver(request.url ?? '')) respond(response, notReceiving())
    else otherwise(request, response)
  },
  plain: {
    isFor: isForReceiver,
    listener: (_request, _peer, reply) => reply(notReceiving())
  }
})

/** Answers requests for pages and the API in a process that does not serve them. */
export const answerWithoutPages: RequestListener = (_request, response) =>
  respond(response, writtenFault(new Fault('process.no-pages')))
