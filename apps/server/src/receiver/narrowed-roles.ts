import type { RequestListener } from 'node:http'
import { Fault } from '@hookwright/model'
import type { FastPathAnswers } from '../http/fast-path-connection.ts'
import { respond, type Written } from '../http/written.ts'
import { writtenFault } from './answer.ts'

/** Seconds after which a sender may try again: a proxy may lead it to another process then. */
const AGAIN_IN = 5

/** Addresses of Event URLs and API endpoints. */
const isForReceiver = (url: string): boolean => url.startsWith('/e/') || url.startsWith('/a/')

const notReceiving = (): Written => writtenFault(new Fault('process.not-receiving'), { retryAfter: AGAIN_IN })

/**
 * Creates a handler for a process that does not receive events. Senders are asked to try again, so
 * that a proxy that leads them to the wrong process loses no event. Other requests are passed on.
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
